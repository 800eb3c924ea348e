import Identity
import JSON
import RuleEngine

/// Puts a finding aside, with a reason that is kept.
///
/// Refusals: `not-found`, `not-permitted`, `malformed`.
package struct DismissInsight: Command, Hashable {
    package static let name = "dismiss-insight"
    package static let group: AuditGroup? = .insight

    package let finding: String
    package let reason: String

    package init(_ finding: String, reason: String) { (self.finding, self.reason) = (finding, reason) }

    package var subject: String? { finding }
    package func write(to writer: inout JSONWriter) { writer.member("reason", reason) }
    package init(from stored: StoredCommand) throws { self.init(try stored.subject, reason: try stored.fields.text("reason")) }
    package func carryOut(on draft: Draft) throws -> Configured<Dismissal> { try draft.dismiss(self) }
}

extension Draft {
    fileprivate func dismiss(_ command: DismissInsight) throws -> Configured<Dismissal> {
        let parts = command.finding.split(separator: "/").map(String.init)
        guard parts.count >= 2, command.finding.utf8.count <= 600 else { throw Refusal(.notFound) }
        guard try mayDismiss(parts[0], MemberID(parts[1])) else { throw Refusal(.notPermitted) }
        guard !command.reason.isEmpty, command.reason.count <= 500 else { throw Refusal(.malformed, at: "/reason", "1 to 500 characters") }
        let dismissal = Dismissal(finding: command.finding, actor: actor, at: now, reason: command.reason)
        overlay.changes.dismissals[command.finding] = dismissal
        return Configured(dismissal)
    }

    /// Those to whom it is shown.
    private func mayDismiss(_ audience: String, _ id: MemberID) throws -> Bool {
        switch audience {
        case "me": return actor.member == id
        case "team": return try rights.mayDecide(about: id)
        case "rules": return try rights.leadsSomebody()
        case "audit": return try role() >= .finance
        default: throw Refusal(.notFound)
        }
    }
}
