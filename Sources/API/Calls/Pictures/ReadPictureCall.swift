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
        guard let id = PictureID(call.path("id")), let size = PictureSize(rawValue: call.path("size")) else { throw Problem.notFound }
        call.read { reader in
            guard let bytes = try reader.picture(id, size) else { throw Problem.notFound }
            return Response(
                headers: [
                    .init("Cache-Control", "private, max-age=31536000, immutable"), .init("Content-Disposition", "attachment; filename=\"\(id.text).webp\""),
                ], mediaType: MadePicture.mediaType, body: bytes)
        }
    }
}
