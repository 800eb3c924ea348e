import Identity
import JSON
import Periods

/// Hides thanks from everyone, with a reason. They are kept, and what rules gave for them stays.
///
/// Refusals: `not-found`, `not-permitted` (who leads neither of the two), `malformed` (no reason), `already-decided`.
package struct HideKudos: Command, Hashable {
    package static let name = "hide-kudos"
    package static let group: AuditGroup? = .kudos

    package let id: RequestID
    package let reason: String

    package init(_ id: RequestID, reason: String) {
        self.id = id
        self.reason = reason
    }

    package var subject: String? { id.text }
    package func write(to writer: inout JSONWriter) { writer.member("reason", reason) }

    package init(from stored: StoredCommand) throws {
        self.init(RequestID(try stored.subject), reason: try stored.fields.text("reason"))
    }

    package func carryOut(on draft: Draft) throws -> Configured<Kudos> { try draft.hide(self) }
}

extension Draft {
    fileprivate func hide(_ hide: HideKudos) throws -> Configured<Kudos> {
        guard var kudos = try overlay.find(Kudos.self, hide.id) else { throw Refusal(.notFound) }
        guard try rights.mayHide(kudos) else { throw Refusal(.notPermitted) }
        guard !hide.reason.isBlank else { throw Refusal(.malformed, at: "/reason", "why it is hidden") }
        guard kudos.hidden == nil else { throw Refusal(.alreadyDecided) }
        kudos.hidden = Kudos.Hiding(by: actor, at: now, reason: hide.reason)
        overlay.changes.kudos[hide.id] = kudos
        return Configured(kudos)
    }
}

extension Rights {
    /// Who leads the giver or the receiver, and is neither.
    package func mayHide(_ kudos: Kudos) throws(People.Failure) -> Bool {
        guard actor.member != kudos.from, actor.member != kudos.to else { return false }
        if try mayDecide(about: kudos.from) { return true }
        return try mayDecide(about: kudos.to)
    }
}
