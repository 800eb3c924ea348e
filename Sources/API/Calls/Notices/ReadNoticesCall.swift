import Identity
import JSON
import PointsEngine
import Web

/// `POST /notices/read` `{ids}` or `{through}`; without either everything there is now is read.
enum ReadNoticesCall {
    static let endpoint = Endpoint(
        .post, "/notices/read", .signedIn(nil), "Mark notices as read: some, all up to one, or all.",
        takes: Input(body: .optionalJSON(["ids?": .orNull(.list(.text)), "through?": .orNull(.text)])), gives: .nothing
    ) { call in
        guard let me = call.caller.member else { throw Problem.notPermitted }
        let body = try call.body(), ids = try ids(body)
        var through: Int64? = ids == nil ? .max : nil
        if let text = try body.optionalText("through") {
            guard let key = NoticeKey(member: me, id: text) else { throw Problem.malformed("through is the id of a notice", at: "/through") }
            through = key.number
        }
        call.carryOut(ReadNotices(ids: ids ?? [], through: through)) { _, _ in .noContent }
    }

    private static func ids(_ body: JSONObject) throws -> [String]? {
        guard let value = body["ids"], !value.isNull else { return nil }
        guard let list = value.array, list.count <= 500 else { throw Problem.malformed("ids is a list of at most 500", at: "/ids") }
        return try list.enumerated().map { index, id in
            guard let text = id.string else { throw Problem.malformed("the id of a notice", at: "/ids/\(index)") }
            return text
        }
    }
}
