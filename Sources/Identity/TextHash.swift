/// Hashes texts by their bytes, for tables in memory: several times faster than the standard library's hasher, which every activity would
/// ask some fifty times. Another one in each process, so that nobody outside can make texts that collide.
package enum TextHash {
    private static let seed = UInt64.random(in: .min ... .max)
    private static let first: UInt64 = 0xA076_1D64_78BD_642F, second: UInt64 = 0xE703_7ED1_A0B4_28DB

    package static func hash(_ text: String, _ salt: UInt64 = 0) -> UInt64 {
        var text = text
        return text.withUTF8 { hash(UnsafeRawBufferPointer($0), salt) }
    }

    /// One hash of two.
    package static func join(_ a: UInt64, _ b: UInt64) -> UInt64 { fold(a ^ first, b ^ second) }

    private static func hash(_ bytes: UnsafeRawBufferPointer, _ salt: UInt64) -> UInt64 {
        var hash = seed ^ salt, offset = 0
        while bytes.count - offset >= 8 {
            hash = fold(hash ^ bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self), first)
            offset += 8
        }
        var rest: UInt64 = 0
        for index in offset..<bytes.count { rest = rest << 8 | UInt64(bytes[index]) }
        // The length tells apart what only ends in zeros.
        return fold(hash ^ rest ^ UInt64(bytes.count) << 56, second)
    }

    /// Both halves of a product, so that each bit reaches all others.
    private static func fold(_ a: UInt64, _ b: UInt64) -> UInt64 {
        let product = a.multipliedFullWidth(by: b)
        return product.high ^ product.low
    }
}
