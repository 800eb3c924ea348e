import Identity
import JSON
import PointsEngine
import Store
import Web

/// `POST /redemptions`: a member redeems for themselves; the same `Idempotency-Key` again is the same redemption.
enum RedeemReward {
    static let endpoint = Endpoint(.signedIn(nil)) { call in
        guard let me = call.caller.member else { throw Problem.notPermitted }
        let body = try call.body(knowing: ["reward", "count"])
        let redeem = Redeem(
            id: RequestID("r-" + (try call.requestKey("redeem"))), member: me, reward: try body.text("reward", upTo: 128),
            quantity: try body.optionalInteger("count") ?? 1)
        let caller = call.caller, now = call.now
        call.carryOut(.redeem(redeem), reading: { receipt, directory, reader in
            let (request, status) = try receipt.request()
            // What is left is told with the answer, so that the page need not ask again.
            let view = RedemptionView(directory: directory, caller: caller, now: now, available: try reader.wallet(me).available(at: now))
            return .json(status) { view.write(request, to: &$0) }
        })
    }
}
