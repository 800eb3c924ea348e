/// The segments of a JPEG (ITU-T T.81, annex B): tables, one frame, its scans, an end, and nothing behind it.
enum JPEGStructure {
    static func checked(_ bytes: [UInt8]) throws(PictureRefusal) -> CheckedPicture {
        var walk = Walk(bytes)
        while try walk.step() {}
        guard let size = walk.size, walk.scans > 0 else { throw .damaged }
        return try CheckedPicture(.jpeg, width: size.width, height: size.height, walk.orientation, walk.kept)
    }

    private struct Walk {
        let bytes: [UInt8]
        var reader: PictureReader
        var kept: [UInt8] = [0xFF, 0xD8]
        var size: (width: Int, height: Int)?
        var orientation = Orientation.upright
        var scans = 0

        init(_ bytes: [UInt8]) {
            self.bytes = bytes
            reader = PictureReader(bytes, from: 2)
        }

        /// One segment; false: it was the end.
        mutating func step() throws(PictureRefusal) -> Bool {
            guard try reader.byte() == 0xFF else { throw .damaged }
            var marker = try reader.byte()
            while marker == 0xFF { marker = try reader.byte() }
            guard marker != 0xD9 else {
                guard reader.isAtEnd else { throw .trailing }
                kept += [0xFF, 0xD9]
                return false
            }
            let start = reader.position, length = Int(try reader.bigEndian(2))
            guard length >= 2 else { throw .damaged }
            let body = try reader.take(length - 2)
            switch marker {
            // Baseline, extended and progressive; one that is lossless, arithmetic or of several frames is nobody's photograph.
            case 0xC0, 0xC1, 0xC2: try frame(body)
            case 0xC4, 0xDB, 0xDD: break
            case 0xDA: try beginScan()
            case 0xE1:
                if let exif = exif(body) { orientation = Orientation(exif: exif) ?? orientation }
                return true
            case 0xE0, 0xEE: break
            case 0xE2...0xEF, 0xFE: return true
            default: throw .damaged
            }
            // What tells the colours stays; a preview inside the first does not.
            if marker == 0xE0, !bytes[body].starts(with: Array("JFIF\0".utf8)) { return true }
            if marker == 0xEE, !bytes[body].starts(with: Array("Adobe".utf8)) { return true }
            kept += [0xFF, marker] + bytes[start..<body.upperBound]
            if marker == 0xDA { try data() }
            return true
        }

        private mutating func frame(_ body: Range<Int>) throws(PictureRefusal) {
            guard size == nil, body.count >= 6 else { throw .damaged }
            var reader = PictureReader(bytes, from: body.lowerBound + 1)
            let height = Int(try reader.bigEndian(2)), width = Int(try reader.bigEndian(2))
            try PictureBounds.check(width: width, height: height)
            size = (width, height)
        }

        private mutating func beginScan() throws(PictureRefusal) {
            scans += 1
            guard size != nil else { throw .damaged }
            guard scans <= PictureBounds.scans else { throw .tooLarge }
        }

        /// What is painted: up to the next marker that is neither a stuffed byte nor a restart.
        private mutating func data() throws(PictureRefusal) {
            let start = reader.position
            while true {
                guard try reader.byte() == 0xFF else { continue }
                var next = try reader.byte()
                while next == 0xFF { next = try reader.byte() }
                if next == 0 || (0xD0...0xD7).contains(next) { continue }
                reader.position -= 2
                kept += bytes[start..<reader.position]
                return
            }
        }

        private func exif(_ body: Range<Int>) -> ArraySlice<UInt8>? {
            let mark = Array("Exif\0\0".utf8)
            return bytes[body].starts(with: mark) ? bytes[body].dropFirst(mark.count) : nil
        }
    }
}
