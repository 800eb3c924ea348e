import CZlib

/// gzip (RFC 1952) by zlib, as small as it gets: files are packed once and sent often.
enum Gzip {
    /// Nil where packing saves less than a tenth.
    static func packed(_ bytes: [UInt8]) -> [UInt8]? {
        guard bytes.count >= 256, let packed = deflated(bytes), packed.count < bytes.count / 10 * 9 else { return nil }
        return packed
    }

    private static func deflated(_ bytes: [UInt8]) -> [UInt8]? {
        var stream = z_stream()
        guard gzip_start(&stream) == Z_OK else { return nil }
        defer { deflateEnd(&stream) }
        let room = Int(deflateBound(&stream, UInt(bytes.count)))
        var isDone = false
        let result = [UInt8](unsafeUninitializedCapacity: room) { output, count in
            bytes.withUnsafeBufferPointer { input in
                // zlib reads its input only; the field is not const for old compilers' sake.
                stream.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
                stream.avail_in = UInt32(input.count)
                stream.next_out = output.baseAddress
                stream.avail_out = UInt32(room)
                isDone = deflate(&stream, Z_FINISH) == Z_STREAM_END
            }
            count = room - Int(stream.avail_out)
        }
        return isDone ? result : nil
    }
}
