import JSON
import Periods
import Pictures
import PointsEngine
import Projection
import Store
import Web

/// `POST /pictures`: the bytes of a picture, which is decoded and written anew. What it is for is said afterwards, by its path: to a member
/// (`PUT /members/{id}/picture`), a reward, a campaign. One that is for nothing a day later is gone.
enum AddPictureCall {
    static let endpoint = Endpoint(
        .post, "/pictures", .signedIn(nil),
        "A picture (PNG, JPEG, WebP), which is the body: it is written anew at two sizes, without what a camera adds.",
        takes: Input(body: .file("image/*", upTo: PictureBounds.bytes)), gives: .created(["picture": .text, "width": .integer, "height": .integer])
    ) { call in
        let services = call.site.services, reply = call.reply, actor = call.caller.actor, address = call.address, now = call.now
        let used = call.directory.pictures
        services.pictures.make(call.content.file, for: call.turnHolder) { picture in
            do {
                let picture = try picture.get()
                services.runtime.write(nil, by: actor, from: address, { try $0.take(picture, sentBy: actor.person, keeping: used, at: now) }) { result in
                    reply.answering {
                        try result.get()
                        return .json(201) { writer in
                            writer.object { writer in
                                writer.member("picture", picture.id.path)
                                writer.member("width", Int64(picture.width))
                                writer.member("height", Int64(picture.height))
                            }
                        }
                    }
                }
            } catch {
                reply.answering { throw error }
            }
        }
    }
}

extension Database {
    fileprivate func take(_ picture: StoredPicture, sentBy sender: String, keeping used: Set<PictureID>, at now: Instant) throws {
        let day = now.adding(seconds: -86_400)
        guard try pictures.count(sentBy: sender, since: day) < Store.Pictures.mostOfADay else { throw Problem(.limitReached, "at most \(Store.Pictures.mostOfADay) pictures a day") }
        try pictures.add(picture, sentBy: sender, at: now)
        try pictures.sweep(keeping: used, before: day)
    }
}

extension Directory {
    /// Those that belong to somebody or something.
    var pictures: Set<PictureID> {
        var used = Set(members.values.compactMap(\.picture))
        used.formUnion(rewards.values.compactMap { $0.picture.flatMap(PictureID.init(path:)) })
        used.formUnion([programme.company.logo.flatMap(PictureID.init(path:))].compactMap { $0 })
        used.formUnion(programme.campaigns.compactMap { $0.picture.flatMap(PictureID.init(path:)) })
        return used
    }
}
