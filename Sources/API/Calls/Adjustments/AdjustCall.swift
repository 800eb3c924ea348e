import Identity
import JSON
import Ledger
import PointsEngine
import Web

/// `POST /adjustments`: points by hand, with a reason; above one's authority it waits for somebody who has it. `dry_run=true` says
/// whether it would.
enum AdjustCall {
    static let endpoint = Endpoint(
        .post, "/adjustments", .atLeast(.manager),
        "Points by hand, within authority.",
        takes: Input(
            query: [.dryRun("true says whether it would wait")], body: .json(["member": .text, "points": .integer, "reason": .text]), headers: [.idempotencyKey]),
        gives: .createdOrKnown("Adjusted")
    ) { call in
        let body = try call.body()
        try adjust(
            Adjust(
                id: RequestID("a-" + (try call.requestKey("adjust"))), member: MemberID(try body.text("member", upTo: 128)),
                points: try body.integer("points"), reason: try body.text("reason", upTo: 500)),
            call)
    }

    static func adjust(_ adjustment: Adjust, _ call: Call) throws {
        guard try !call.isDryRun else {
            let reply = call.reply
            return try call.foresee([adjustment]) { outcomes, _ in
                reply.answering { try answer(outcomes.first.map { try $0.get() }, isDry: true) }
            }
        }
        call.carryOut(adjustment) { receipt, _ in try answer(receipt, isDry: false) }
    }

    private static func answer(_ receipt: RequestReceipt?, isDry: Bool) throws -> Response {
        guard let receipt else { throw Problem(.overloaded) }
        let (request, status) = receipt.answer
        return .json(isDry ? 200 : status) { writer in
            write(id: request.id.inPath, request.state, request.points, entry: isDry ? nil : request.entry, level: request.authority, to: &writer)
        }
    }

    static func write(
        id: String, _ state: Request.State, _ points: Points, entry: Int64?, level: Role? = nil, to writer: inout JSONWriter
    ) {
        writer.object { writer in
            writer.member("id", id)
            writer.member("state", state.rawValue)
            writer.member("points", points)
            writer.member("entry", orNull: entry)
            // Who was asked, or need not be.
            writer.member("level", level?.rawValue ?? "none")
        }
    }
}
