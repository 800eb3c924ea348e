import Identity
import JSON
import Ledger
import PointsEngine
import Web

/// `POST /adjustments`: points by hand, with a reason; above one's authority it waits for somebody who has it.
enum AdjustPoints {
    static let endpoint = Endpoint(.atLeast(.manager)) { call in
        let body = try call.body(knowing: ["member", "points", "reason"])
        adjust(
            Adjust(
                id: RequestID("a-" + (try call.requestKey("adjust"))), member: MemberID(try body.text("member", upTo: 128)),
                points: try body.integer("points"), reason: try body.text("reason", upTo: 500)),
            call)
    }

    static func adjust(_ adjustment: Adjust, _ call: Call) {
        call.carryOut(.adjust(adjustment)) { receipt, _ in
            let (request, status) = try receipt.request()
            return .json(status) { write(id: request.id.inPath, request.state, request.points, entry: request.entry, to: &$0) }
        }
    }

    static func write(id: String, _ state: Request.State, _ points: Points, entry: Int64?, to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("id", id)
            writer.member("state", state.rawValue)
            writer.member("points", points)
            writer.member("entry", orNull: entry)
        }
    }
}
