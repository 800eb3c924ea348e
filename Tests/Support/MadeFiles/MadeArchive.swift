import CZlib

/// A zip archive of a test's own, right or wrong as the test wants it.
package struct MadeArchive {
    package struct Part {
        package var name: String
        package var bytes: [UInt8]
        package var isDeflated = true
        /// Instead of what is true.
        package var declaredSize: Int?
        package var checksum: UInt32?
        package var flags: UInt16 = 0

        package init(_ name: String, _ text: String) {
            self.name = name
            bytes = Array(text.utf8)
        }
    }

    package var parts: [Part]
    package init(_ parts: [Part]) { self.parts = parts }

    package var bytes: [UInt8] {
        var file: [UInt8] = [], directory: [UInt8] = []
        for part in parts {
            let packed = part.isDeflated ? Self.deflated(part.bytes) : part.bytes, name = Array(part.name.utf8), offset = file.count
            let sum = part.checksum ?? UInt32(part.bytes.withUnsafeBufferPointer { crc32(0, $0.baseAddress, UInt32($0.count)) })
            let common = Self.number(20, 2) + Self.number(Int(part.flags), 2) + Self.number(part.isDeflated ? 8 : 0, 2) + Self.number(0, 4) + Self.number(Int(sum), 4)
                + Self.number(packed.count, 4) + Self.number(part.declaredSize ?? part.bytes.count, 4) + Self.number(name.count, 2) + Self.number(0, 2)
            file += Self.number(0x0403_4B50, 4) + common + name + packed
            directory += Self.number(0x0201_4B50, 4) + Self.number(20, 2) + common + Self.number(0, 2) + Self.number(0, 2) + Self.number(0, 2) + Self.number(0, 4)
                + Self.number(offset, 4) + name
        }
        let end = Self.number(0x0605_4B50, 4) + Self.number(0, 4) + Self.number(parts.count, 2) + Self.number(parts.count, 2) + Self.number(directory.count, 4)
            + Self.number(file.count, 4) + Self.number(0, 2)
        return file + directory + end
    }

    private static func number(_ value: Int, _ size: Int) -> [UInt8] { (0..<size).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) } }

    /// As zlib packs it, without the wrapper of gzip: ten bytes before and eight behind.
    private static func deflated(_ bytes: [UInt8]) -> [UInt8] {
        var stream = z_stream(), output = [UInt8](repeating: 0, count: bytes.count + 1_024), input = bytes
        guard gzip_start(&stream) == Z_OK else { return [] }
        defer { deflateEnd(&stream) }
        input.withUnsafeMutableBufferPointer { input in
            output.withUnsafeMutableBufferPointer { output in
                stream.next_in = input.baseAddress
                stream.avail_in = UInt32(input.count)
                stream.next_out = output.baseAddress
                stream.avail_out = UInt32(output.count)
                _ = deflate(&stream, Z_FINISH)
            }
        }
        return Array(output.prefix(output.count - Int(stream.avail_out)).dropFirst(10).dropLast(8))
    }
}
