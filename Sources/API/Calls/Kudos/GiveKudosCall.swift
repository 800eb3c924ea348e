import Identity
import JSON
import PointsEngine
import Web

/// `POST /kudos` `{to, reason, text}`: thanks somebody, within one's budget.
enum GiveKudosCall {
    static let endpoint = Endpoint(
        .post, "/kudos", .signedIn(nil), "Thank a colleague.",
        takes: Input(body: .json(["to": .text, "reason": .text, "text?": .orNull(.text)]), headers: [.idempotencyKey]), gives: .createdOrKnown("Kudos")
    ) { call in
        let body = try call.body()
        guard call.caller.member != nil else { throw Problem.notPermitted }
        let id = RequestID("k-" + (try call.requestKey("kudos")))
        let given = GiveKudos(
            id: id, to: MemberID(try body.text("to", upTo: 128)), reason: try body.text("reason", upTo: 128), text: try text(body))
        let caller = call.caller, now = call.now
        call.carryOut(given) { receipt, directory in
            let (kudos, status) = receipt.answer(201)
            return .json(status) { KudosView(directory: directory, caller: caller, now: now).write(kudos, to: &$0) }
        }
    }

    /// May be empty; how long it may be is said by the engine.
    private static func text(_ body: JSONObject) throws -> String {
        guard let value = body["text"], !value.isNull else { return "" }
        guard let text = value.string else { throw Problem.malformed("text is a text", at: "/text") }
        return text
    }
}
