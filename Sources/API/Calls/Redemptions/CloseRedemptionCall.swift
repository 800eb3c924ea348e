import Identity
import JSON
import PointsEngine
import Web

/// The end of a redemption: it is cancelled, or handed over.
enum CloseRedemptionCall {
    /// `POST /redemptions/{id}/cancel`: by the member, or whoever could approve it.
    static let cancel = Endpoint(
        .post, "/redemptions/{id}/cancel", .signedIn(nil), "Cancel before it is fulfilled; points and stock come back.", takes: comment,
        gives: .json("Redemption")
    ) { call in try close(call) { Cancel($0, comment: $1) } }

    /// `POST /redemptions/{id}/fulfil`.
    static let fulfil = Endpoint(
        .post, "/redemptions/{id}/fulfil", .atLeast(.manager), "Note that the reward was handed over.", takes: comment, gives: .json("Redemption")
    ) { call in try close(call) { Fulfil($0, comment: $1) } }

    private static let comment = Input(body: .optionalJSON(["comment?": .orNull(.text)]))

    private static func close(_ call: Call, _ command: (RequestID, String?) -> some Command<RequestReceipt>) throws {
        guard let id = RequestID(inPath: call.path("id")) else { throw Problem.notFound }
        let caller = call.caller, now = call.now, command = command(id, try call.body().optionalText("comment", upTo: 1_000))
        try call.whenSeen(id) {
            call.carryOut(command) { receipt, directory in
                let (request, status) = receipt.answer
                return .json(status) { RedemptionView(directory: directory, caller: caller, now: now).write(request, to: &$0) }
            }
        }
    }
}
