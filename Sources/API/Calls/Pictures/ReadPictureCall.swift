import Pictures
import PointsEngine
import Store
import Web

/// `GET /pictures/{id}/{size}`: a picture as it was written anew. What its name says never changes, so that a browser asks for it once; whoever opens it
/// by itself gets a file, and no page of this server.
enum ReadPictureCall {
    static let endpoint = Endpoint(
        .get, .outside("/pictures/{id}/{size}"), .signedIn().withScreens, "A picture, large or small.", gives: .file(MadePicture.mediaType)
    ) { call in
        try call.answerPicture(kept: "private") { _ in true }
    }
}

/// `GET /logo/{id}/{size}`: the picture that is the company's logo now, for everybody: it stands where people sign in, and in letters.
enum ReadLogoCall {
    static let endpoint = Endpoint(
        .get, .outside("/logo/{id}/{size}"), .anyone, "The company's logo, large or small; of another picture nothing is told.", gives: .file(MadePicture.mediaType)
    ) { call in
        let logo = call.site.directory.programme.company.logo
        try call.answerPicture(kept: "public") { $0.path == logo }
    }
}

extension Call {
    /// - Parameter kept: where a browser and what stands before it may keep the answer.
    fileprivate func answerPicture(kept: String, where isShown: (PictureID) -> Bool) throws {
        guard let id = PictureID(path("id")), let size = PictureSize(rawValue: path("size")), isShown(id) else { throw Problem.notFound }
        read { reader in
            guard let bytes = try reader.picture(id, size) else { throw Problem.notFound }
            return Response(
                headers: [
                    .init("Cache-Control", "\(kept), max-age=31536000, immutable"), .init("Content-Disposition", "attachment; filename=\"\(id.text).webp\""),
                ], mediaType: MadePicture.mediaType, body: bytes)
        }
    }
}
