/// A picture whose structure was looked at from its first byte to its last, before anybody decodes it: of one format and nothing beside it, still, of a
/// size that its head tells, and with only what a decoder needs. What a camera adds (place, time, its owner) is left out here.
package struct CheckedPicture: Sendable {
    package enum Format: String, CaseIterable, Sendable {
        case png, jpeg, webp
    }

    package let format: Format
    package let width: Int
    package let height: Int
    package let orientation: Orientation
    /// What a decoder is given.
    package let bytes: [UInt8]

    /// - Throws: `PictureRefusal`.
    package init(_ bytes: [UInt8]) throws(PictureRefusal) {
        guard bytes.count <= PictureBounds.bytes else { throw .tooLong }
        switch Self.format(of: bytes) {
        case .png: self = try PNGStructure.checked(bytes)
        case .jpeg: self = try JPEGStructure.checked(bytes)
        case .webp: self = try WebPStructure.checked(bytes)
        case nil: throw .unknownFormat
        }
    }

    init(_ format: Format, width: Int, height: Int, _ orientation: Orientation, _ bytes: [UInt8]) throws(PictureRefusal) {
        try PictureBounds.check(width: width, height: height)
        (self.format, self.width, self.height, self.orientation, self.bytes) = (format, width, height, orientation, bytes)
    }

    /// By its first bytes; what a client calls it counts for nothing.
    private static func format(of bytes: [UInt8]) -> Format? {
        if bytes.starts(with: PNGStructure.signature) { return .png }
        if bytes.starts(with: [0xFF, 0xD8, 0xFF]) { return .jpeg }
        if bytes.count >= 12, bytes.starts(with: Array("RIFF".utf8)), bytes[8..<12].elementsEqual("WEBP".utf8) { return .webp }
        return nil
    }
}
