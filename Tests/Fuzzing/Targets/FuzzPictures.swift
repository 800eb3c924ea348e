import Pictures

enum FuzzPictures {
    /// A picture is refused, or it is written anew within its bounds; what was written is itself a picture, and comes out again as large.
    static func pictures(_ bytes: [UInt8]) throws {
        let made: MadePicture
        do throws(PictureRefusal) {
            made = try MadePicture(from: bytes)
        } catch {
            return
        }
        try expect(max(made.width, made.height) <= MadePicture.largeSide, "\(made.width) by \(made.height)")
        for size in [made.large, made.small] {
            guard let again = try? CheckedPicture(size) else { throw FuzzFinding(description: "what was written is no picture") }
            try expect(again.bytes == size && again.orientation == .upright, "more than a picture was written")
        }
    }
}
