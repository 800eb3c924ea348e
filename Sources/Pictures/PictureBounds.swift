/// How much a picture may be.
package enum PictureBounds {
    /// Bytes that are sent: 2 MiB.
    package static let bytes = 2 << 20
    /// Of a side, in points.
    package static let side = 8_192
    /// Points in all: they take four bytes each while they are decoded.
    package static let points = 16_000_000
    /// A progressive JPEG paints all of itself with each scan.
    package static let scans = 32

    /// - Throws: `tooLarge`, or `damaged` for none at all.
    static func check(width: Int, height: Int) throws(PictureRefusal) {
        guard width > 0, height > 0 else { throw .damaged }
        guard width <= side, height <= side, width * height <= points else { throw .tooLarge }
    }
}
