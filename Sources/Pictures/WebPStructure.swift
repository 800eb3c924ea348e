/// The chunks of a WebP (RFC 9649): one picture, its transparency, and nothing behind them.
enum WebPStructure {
    static func checked(_ bytes: [UInt8]) throws(PictureRefusal) -> CheckedPicture {
        var reader = PictureReader(bytes, from: 4)
        let declared = Int(try reader.littleEndian(4)) + 8
        guard declared <= bytes.count else { throw .damaged }
        guard declared == bytes.count else { throw .trailing }
        reader.position = 12
        var parts = Parts()
        while !reader.isAtEnd {
            let start = reader.position
            let name = try reader.name(), length = Int(try reader.littleEndian(4)), body = try reader.take(length)
            if length % 2 == 1 { _ = try reader.take(1) }
            try parts.take(name, bytes, body, whole: start..<reader.position)
        }
        return try parts.picture(of: bytes)
    }

    private struct Parts {
        var size: (width: Int, height: Int)?
        var canvas: (width: Int, height: Int)?
        var picture: Range<Int>?
        var isLossy = false
        var alpha: Range<Int>?
        var orientation = Orientation.upright

        mutating func take(_ name: String, _ bytes: [UInt8], _ body: Range<Int>, whole: Range<Int>) throws(PictureRefusal) {
            switch name {
            case "VP8 ":
                guard picture == nil else { throw .damaged }
                (picture, size, isLossy) = (whole, try Self.lossy(bytes, body), true)
            case "VP8L":
                guard picture == nil else { throw .damaged }
                (picture, size) = (whole, try Self.lossless(bytes, body))
            case "VP8X":
                guard canvas == nil, picture == nil, body.count == 10 else { throw .damaged }
                if bytes[body.lowerBound] & 0x02 != 0 { throw .animated }
                var reader = PictureReader(bytes, from: body.lowerBound + 4)
                canvas = (Int(try reader.littleEndian(3)) + 1, Int(try reader.littleEndian(3)) + 1)
            case "ANIM", "ANMF": throw .animated
            case "ALPH":
                guard alpha == nil, picture == nil else { throw .damaged }
                alpha = whole
            case "EXIF":
                let mark = Array("Exif\0\0".utf8)
                let exif = bytes[body].starts(with: mark) ? bytes[body].dropFirst(mark.count) : bytes[body]
                orientation = Orientation(exif: exif) ?? orientation
            default: break
            }
        }

        /// The picture with its transparency, and nothing else.
        func picture(of bytes: [UInt8]) throws(PictureRefusal) -> CheckedPicture {
            guard let size, let picture, canvas.map({ $0 == size }) ?? true else { throw .damaged }
            try PictureBounds.check(width: size.width, height: size.height)
            var chunks: [UInt8] = Array("WEBP".utf8)
            if isLossy, let alpha, canvas != nil {
                chunks += Array("VP8X".utf8) + Self.littleEndian(10, 4) + [0x10, 0, 0, 0] + Self.littleEndian(size.width - 1, 3) + Self.littleEndian(size.height - 1, 3)
                chunks += bytes[alpha]
            }
            chunks += bytes[picture]
            return try CheckedPicture(
                .webp, width: size.width, height: size.height, orientation, Array("RIFF".utf8) + Self.littleEndian(chunks.count, 4) + chunks)
        }

        private static func littleEndian(_ value: Int, _ count: Int) -> [UInt8] { (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) } }

        private static func lossy(_ bytes: [UInt8], _ body: Range<Int>) throws(PictureRefusal) -> (width: Int, height: Int) {
            guard body.count >= 10, bytes[body.lowerBound] & 1 == 0, bytes[body.lowerBound + 3..<body.lowerBound + 6].elementsEqual([0x9D, 0x01, 0x2A]) else { throw .damaged }
            var reader = PictureReader(bytes, from: body.lowerBound + 6)
            return (Int(try reader.littleEndian(2)) & 0x3FFF, Int(try reader.littleEndian(2)) & 0x3FFF)
        }

        private static func lossless(_ bytes: [UInt8], _ body: Range<Int>) throws(PictureRefusal) -> (width: Int, height: Int) {
            guard body.count >= 5, bytes[body.lowerBound] == 0x2F else { throw .damaged }
            var reader = PictureReader(bytes, from: body.lowerBound + 1)
            let bits = try reader.littleEndian(4)
            return (Int(bits & 0x3FFF) + 1, Int(bits >> 14 & 0x3FFF) + 1)
        }
    }
}
