import Identity
import JSON
import PointsEngine
import Store
import Web

/// `POST /redemptions`: a member redeems for themselves, an integration of an administrator's for the `member` that it names;
/// the same `Idempotency-Key` again is the same redemption.
enum RedeemCall {
    static let endpoint = Endpoint(
        .post, "/redemptions", .signedIn(nil),
        "Spend points on a reward: for oneself, or an integration for the member that it names.",
        takes: Input(
            body: .json(["reward": .text, "count?": .orNull(.integer), "quantity?": .orNull(.integer), "member?": .orNull(.text), "answers?": .orNull(.map(.text))]),
            headers: [.idempotencyKey]),
        gives: .createdOrKnown("Redeemed")
    ) { call in
        let body = try call.body()
        let me = try member(of: call, body)
        let id = RequestID("r-" + (try call.requestKey("redeem"))), reward = try body.text("reward", upTo: 128)
        let quantity = try body.optionalInteger("count") ?? body.optionalInteger("quantity") ?? 1
        let given = try body.object("answers"), answers = try call.directory.rewards[reward].map { try $0.answers(given) } ?? nil
        guard let answers else { return carryOut(Redeem(id: id, member: me, reward: reward, quantity: quantity), call) }
        let kept = StoredAnswers(answers, salt: Array(Secret.bytes().prefix(16))), services = call.site.services, now = call.now
        // Kept first: a redemption whose answers are lost could be handed over by nobody. The same asked for again has those of the first time.
        let ticket = call.site.pendingChecks.add { result in
            call.answeringAsOne {
                try result.get()
                carryOut(Redeem(id: id, member: me, reward: reward, quantity: quantity, answers: kept.commitment), call)
            }
        }
        services.runtime.write(nil, by: call.caller.actor, from: call.address, { database in
            try database.answers.add(kept, to: id, of: me.text, at: now)
            try database.answers.forget(at: now)
        }) { result in services.onWeb { $0.pendingChecks.remove(ticket)?(result) } }
    }

    private static func carryOut(_ redeem: Redeem, _ call: Call) {
        let caller = call.caller, now = call.now
        call.carryOut(redeem) { receipt, directory in
            let (request, status) = receipt.answer
            // What is left is told with the answer, so that the page need not ask again.
            let view = RedemptionView(directory: directory, caller: caller, now: now, available: receipt.available)
            return .json(status) { view.write(request, to: &$0) }
        }
    }

    private static func member(of call: Call, _ body: JSONObject) throws -> MemberID {
        let named = try body.optionalText("member", upTo: 128).map { MemberID($0) }
        if let me = call.caller.member {
            try call.require(named.map { $0 == me } ?? true)
            return me
        }
        try call.require(call.caller.person == nil)
        guard let named else { throw Problem.malformed("the member who redeems", at: "/member") }
        return named
    }
}
