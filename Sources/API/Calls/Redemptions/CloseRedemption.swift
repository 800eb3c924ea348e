import Identity
import JSON
import PointsEngine
import Web

/// `POST /redemptions/{id}/cancel`: by the member, or who could approve it; points and stock come back.
enum CancelRedemption {
    static let endpoint = Endpoint(.signedIn(nil)) { call in try call.close { Cancel($0, comment: $1) } }
}

/// `POST /redemptions/{id}/fulfil`: the reward was handed over.
enum FulfilRedemption {
    static let endpoint = Endpoint(.atLeast(.manager)) { call in try call.close { Fulfil($0, comment: $1) } }
}

extension Call {
    fileprivate func close(_ command: (RequestID, String?) -> some Command<RequestReceipt>) throws {
        guard let id = RequestID(inPath: path("id")) else { throw Problem.notFound }
        let comment = request.body.isEmpty ? nil : try body(knowing: ["comment"]).optionalText("comment", upTo: 1_000)
        let caller = caller, now = now, command = command(id, comment)
        try whenSeen(id) { [self] in
            carryOut(command) { receipt, directory in
                let (request, status) = receipt.answer
                return .json(status) { RedemptionView(directory: directory, caller: caller, now: now).write(request, to: &$0) }
            }
        }
    }
}
