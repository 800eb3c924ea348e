import Identity
import JSON

/// Throws a draft of the rules away: its author's own, or as administrator anybody's.
///
/// Refusals: `not-found`, `not-permitted`.
package struct DeleteRuleDraft: Command, Hashable {
    package static let name = "delete-rule-draft"
    package static let group: AuditGroup? = nil

    package let id: String

    package init(id: String) { self.id = id }

    package var subject: String? { id }
    package func write(to writer: inout JSONWriter) {}
    package init(from stored: StoredCommand) throws { self.init(id: try stored.subject) }

    package func carryOut(on draft: Draft) throws -> CarriedOut {
        guard let known = try draft.overlay.find(RuleDraft.self, id) else { throw Refusal(.notFound) }
        guard try known.author == draft.actor || draft.role() >= .admin else { throw Refusal(.notPermitted) }
        draft.overlay.changes.ruleDrafts[id] = nil
        return CarriedOut()
    }
}
