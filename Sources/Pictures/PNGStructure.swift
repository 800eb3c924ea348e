/// The chunks of a PNG (W3C PNG, third edition, 5): a head, colours, data, an end, and nothing behind it.
enum PNGStructure {
    static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

    static func checked(_ bytes: [UInt8]) throws(PictureRefusal) -> CheckedPicture {
        var reader = PictureReader(bytes, from: signature.count), kept = signature
        var size: (width: Int, height: Int)?
        var orientation = Orientation.upright, hasData = false
        while true {
            let start = reader.position
            let length = Int(try reader.bigEndian(4)), name = try reader.name(), body = try reader.take(length)
            // The decoder checks it.
            _ = try reader.take(4)
            guard (size == nil) == (name == "IHDR") else { throw .damaged }
            switch name {
            case "IHDR": size = try head(body)
            case "acTL", "fcTL", "fdAT": throw .animated
            case "eXIf": orientation = Orientation(exif: bytes[body]) ?? orientation
            case "IEND":
                guard hasData, length == 0, let size else { throw .damaged }
                guard reader.isAtEnd else { throw .trailing }
                kept += bytes[start..<reader.position]
                return try CheckedPicture(.png, width: size.width, height: size.height, orientation, kept)
            default: break
            }
            hasData = hasData || name == "IDAT"
            if ["IHDR", "PLTE", "tRNS", "IDAT"].contains(name) { kept += bytes[start..<reader.position] }

            /// Width and height.
            func head(_ body: Range<Int>) throws(PictureRefusal) -> (width: Int, height: Int) {
                guard body.count == 13 else { throw .damaged }
                var reader = PictureReader(bytes, from: body.lowerBound)
                let size = (width: Int(try reader.bigEndian(4)), height: Int(try reader.bigEndian(4)))
                try PictureBounds.check(width: size.width, height: size.height)
                return size
            }
        }
    }
}
