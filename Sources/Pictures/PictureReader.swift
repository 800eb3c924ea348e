/// Takes bytes one after the other; where there are none left, the picture is damaged.
struct PictureReader {
    private let bytes: [UInt8]
    var position: Int

    init(_ bytes: [UInt8], from position: Int) { (self.bytes, self.position) = (bytes, position) }

    var isAtEnd: Bool { position >= bytes.count }

    mutating func byte() throws(PictureRefusal) -> UInt8 {
        guard position < bytes.count else { throw .damaged }
        defer { position += 1 }
        return bytes[position]
    }

    mutating func bigEndian(_ count: Int) throws(PictureRefusal) -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<count { value = value << 8 | UInt32(try byte()) }
        return value
    }

    mutating func littleEndian(_ count: Int) throws(PictureRefusal) -> UInt32 {
        var value: UInt32 = 0
        for index in 0..<count { value |= UInt32(try byte()) << (8 * UInt32(index)) }
        return value
    }

    /// Four letters.
    mutating func name() throws(PictureRefusal) -> String { String(decoding: bytes[try take(4)], as: Unicode.ASCII.self) }

    /// The places of the next bytes.
    mutating func take(_ count: Int) throws(PictureRefusal) -> Range<Int> {
        guard count >= 0, count <= bytes.count - position else { throw .damaged }
        defer { position += count }
        return position..<position + count
    }
}
