import JSON
import PointsEngine
import Store
import Web

/// `PUT /members/{id}/picture` `{picture}`: the photograph of a person, by themselves or whoever may change them; null takes it away, and its bytes
/// are gone with it.
enum SetPictureCall {
    static let endpoint = Endpoint(
        .put, "/members/{id}/picture", .signedIn(nil),
        "The photograph of a member, as POST /pictures has named it; null takes it away.",
        takes: Input(body: .json(["picture": .orNull(.text)]), headers: [.ifMatchWhereKnown]), gives: .json("Member")
    ) { call in
        let member = try call.member(), body = try call.body(), old = member.picture
        let picture = try body.optionalText("picture").map(uploaded)
        let command = SetPicture(member.id, picture, revision: try call.revisionWhereKnown()), caller = call.caller, now = call.now
        try call.require(call.directory.rights(of: caller, at: now).mayPicture(member))
        call.when({ try $0.expect(picture, at: "/picture") }) {
            let services = call.site.services, actor = caller.actor, address = call.address
            call.carryOut(command) { receipt, directory in
                if let old, old != picture, !directory.pictures.contains(old) {
                    services.runtime.write(nil, by: actor, from: address, { try $0.pictures.remove(old) }) { _ in }
                }
                return .json(etag: receipt.value.revision) {
                    MemberView(directory: directory, caller: caller, now: now).write(receipt.value, available: nil, withStays: true, to: &$0)
                }
            }
        }
    }

    private static func uploaded(_ path: String) throws -> PictureID {
        guard let id = PictureID(path: path) else { throw Problem.malformed("the path of a picture, as POST /pictures names it", at: "/picture") }
        return id
    }
}

extension Reader {
    /// - Throws: a problem, where a picture is named that nobody sent, or that is gone.
    func expect(_ picture: PictureID?, at pointer: String) throws {
        guard let picture, try !hasPicture(picture) else { return }
        throw Problem(.notFound, "no such picture", at: pointer)
    }
}
