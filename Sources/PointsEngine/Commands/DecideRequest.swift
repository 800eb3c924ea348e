import Identity
import JSON
import Ledger
import Periods
import RuleEngine

/// An approver's yes or no about a held award, a redemption, an adjustment or a change of a target (points.md,
/// "Approvals").
///
/// Refusals: `not-found`, `not-permitted`, `already-decided` (said only to those who could have decided), `member-left`.
package struct DecideRequest: Command, Hashable {
    package static let name = "decide"
    package static let group: AuditGroup? = .approval

    package let id: RequestID
    package let approve: Bool
    package let comment: String?

    package init(id: RequestID, approve: Bool, comment: String? = nil) {
        self.id = id
        self.approve = approve
        self.comment = comment
    }

    package var subject: String? { id.text }
    package static func shown(subject: String) -> String { RequestID(subject).shown }

    package func write(to writer: inout JSONWriter) {
        writer.member("approve", approve)
        writer.member("comment", ifPresent: comment)
    }

    package init(from stored: StoredCommand) throws {
        let fields = try stored.fields
        self.init(
            id: RequestID(try stored.subject), approve: try fields.require("approve", fields.object["approve"]?.bool),
            comment: try fields.optionalText("comment"))
    }

    package func carryOut(on draft: Draft) throws -> RequestReceipt { try draft.decideRequest(self) }
}

extension Draft {
    fileprivate func decideRequest(_ decision: DecideRequest) throws -> RequestReceipt {
        guard var request = try overlay.request(decision.id) else { throw Refusal(.notFound) }
        guard try rights.mayDecide(request) else { throw Refusal(.notPermitted) }
        guard request.isOpen else { throw Refusal(.alreadyDecided) }
        let absent = try rights.decides(request) ? nil : rights.absentee(for: request)?.id
        if decision.approve {
            try approve(&request, comment: decision.comment)
        } else {
            try reject(&request, to: .rejected, comment: decision.comment)
        }
        if let absent { request.noteDeputy(of: absent) }
        overlay.changes.requests[request.id] = request
        return RequestReceipt(request, .decided)
    }
}
