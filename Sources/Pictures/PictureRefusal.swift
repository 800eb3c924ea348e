/// Why a picture is not taken.
package enum PictureRefusal: Error, Hashable, CaseIterable, Sendable {
    /// More bytes than one may have.
    case tooLong
    /// Neither PNG nor JPEG nor WebP.
    case unknownFormat
    /// More points than one may have, by what its head says: nothing was decoded.
    case tooLarge
    case animated
    /// Cut off, or not as its format says.
    case damaged
    /// Something stands behind the picture: it would be another file to another reader.
    case trailing
}
