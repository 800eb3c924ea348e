import Identity
import JSON

/// Says which notices a member wants, and how. What waits for a digest that is no longer wanted is told at once.
///
/// Refusals: `not-permitted` (nobody but the member).
package struct SetPreferences: Command, Hashable {
    package static let name = "set-preferences"
    package static let group: AuditGroup? = nil

    package let preferences: NoticePreferences

    package init(_ preferences: NoticePreferences) { self.preferences = preferences }

    package var subject: String? { nil }
    package func write(to writer: inout JSONWriter) { preferences.write(to: &writer) }
    package init(from stored: StoredCommand) throws { preferences = try NoticePreferences(stored: stored.fields) }

    package func carryOut(on draft: Draft) throws -> Configured<NoticePreferences> { try draft.set(preferences) }
}

extension Draft {
    fileprivate func set(_ preferences: NoticePreferences) throws -> Configured<NoticePreferences> {
        guard let member = actor.member, try rights.role != nil else { throw Refusal(.notPermitted) }
        guard try overlay.find(NoticePreferences.self, member) ?? NoticePreferences() != preferences else {
            return Configured(preferences, isRepetition: true)
        }
        overlay.changes.preferences[member] = preferences
        if !NoticeKind.switchable.contains(where: { preferences[$0] == .digest }) { try gatherNotices(of: member) }
        return Configured(preferences)
    }
}
