import CGD

/// A decoded picture in libgd's hands; freed with the last reference.
final class Canvas {
    private let image: gdImagePtr

    var width: Int { Int(image.pointee.sx) }
    var height: Int { Int(image.pointee.sy) }

    private static let listening: Void = gd_count_complaints()

    private init?(owning image: gdImagePtr?) {
        guard let image else { return nil }
        self.image = image
    }

    deinit { gdImageDestroy(image) }

    /// An empty, transparent one.
    convenience init?(width: Int, height: Int) {
        self.init(owning: gdImageCreateTrueColor(Int32(width), Int32(height)))
        gdImageAlphaBlending(image, 0)
        gdImageSaveAlpha(image, 1)
    }

    /// Nil: libgd does not read it, or reads another size than its head says.
    convenience init?(_ picture: CheckedPicture) {
        _ = Self.listening
        _ = gd_take_complaints()
        var bytes = picture.bytes
        let image = bytes.withUnsafeMutableBytes { bytes -> gdImagePtr? in
            let count = Int32(bytes.count)
            return switch picture.format {
            case .png: gdImageCreateFromPngPtr(count, bytes.baseAddress)
            case .jpeg: gdImageCreateFromJpegPtrEx(count, bytes.baseAddress, 0)
            case .webp: gdImageCreateFromWebpPtr(count, bytes.baseAddress)
            }
        }
        self.init(owning: image)
        // It paints what it has of a JPEG that is cut off, and says so.
        guard gd_take_complaints() == 0, width == picture.width, height == picture.height, gdImagePaletteToTrueColor(self.image) != 0 else { return nil }
    }

    /// The same picture, no side longer than `side`; it is never made larger.
    func fitted(into side: Int) -> Canvas? {
        let scale = min(1, Double(side) / Double(max(width, height)))
        let size = (width: max(1, Int((Double(width) * scale).rounded())), height: max(1, Int((Double(height) * scale).rounded())))
        guard let small = Canvas(width: size.width, height: size.height) else { return nil }
        gdImageCopyResampled(small.image, image, 0, 0, 0, 0, Int32(size.width), Int32(size.height), Int32(width), Int32(height))
        return small
    }

    /// As it stands when it is held upright.
    func upright(_ orientation: Orientation) -> Canvas? {
        guard orientation != .upright else { return self }
        let (across, down) = orientation.swapsSides ? (height, width) : (width, height)
        guard let turned = Canvas(width: across, height: down) else { return nil }
        for y in 0..<down {
            for x in 0..<across {
                let source = orientation.source(x: x, y: y, width: width, height: height)
                gdImageSetPixel(turned.image, Int32(x), Int32(y), gdImageGetTrueColorPixel(image, Int32(source.x), Int32(source.y)))
            }
        }
        return turned
    }

    // A colour without the byte for what shines through is opaque.

    func ellipse(_ x: Int32, _ y: Int32, _ width: Int32, _ height: Int32, _ colour: Int32) { gdImageFilledEllipse(image, x, y, width, height, colour) }

    func polygon(_ points: [(x: Int32, y: Int32)], _ colour: Int32) {
        var corners = points.map { gdPoint(x: $0.x, y: $0.y) }
        gdImageFilledPolygon(image, &corners, Int32(corners.count), colour)
    }

    /// As WebP, which every browser shows and which keeps what is transparent.
    func webp(quality: Int32) -> [UInt8]? {
        var count: Int32 = 0
        guard let bytes = gdImageWebpPtrEx(image, &count, quality) else { return nil }
        defer { gdFree(bytes) }
        return Array(UnsafeRawBufferPointer(start: bytes, count: Int(count)))
    }
}
