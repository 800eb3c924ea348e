/// A picture as it is kept and served: decoded, turned upright, and written anew at two sizes. Not a byte of what was sent is in it.
///
/// ```swift
/// let made = try MadePicture(from: upload)    // throws PictureRefusal
/// made.large                                  // a WebP of at most 800 points a side
/// ```
/// It keeps a core busy and takes up to 150 MB for a moment: to be made on a thread of its own, one at a time.
package struct MadePicture: Sendable {
    package let width: Int
    package let height: Int
    /// No side longer than `largeSide`.
    package let large: [UInt8]
    /// No side longer than `smallSide`.
    package let small: [UInt8]

    package static let largeSide = 800, smallSide = 160
    package static let mediaType = "image/webp"

    /// - Throws: `PictureRefusal`.
    package init(from bytes: [UInt8]) throws(PictureRefusal) {
        let checked = try CheckedPicture(bytes)
        guard let decoded = Canvas(checked), let large = decoded.fitted(into: Self.largeSide)?.upright(checked.orientation), let small = large.fitted(into: Self.smallSide),
            let largeBytes = large.webp(quality: Self.quality), let smallBytes = small.webp(quality: Self.quality)
        else { throw .damaged }
        (width, height, self.large, self.small) = (large.width, large.height, largeBytes, smallBytes)
    }

    /// Of a drawing, at the size for which it was drawn.
    init?(drawn drawing: Drawing, width: Int, height: Int) {
        guard let large = drawing.canvas.fitted(into: max(width, height)), let small = large.fitted(into: Self.smallSide),
            let largeBytes = large.webp(quality: Self.quality), let smallBytes = small.webp(quality: Self.quality)
        else { return nil }
        (self.width, self.height, self.large, self.small) = (large.width, large.height, largeBytes, smallBytes)
    }

    private static let quality: Int32 = 82
}
