import Identity
import JSON
import Periods
import RuleEngine

/// Takes a level of a badge back from a member, with a reason: what facts gave stays earned, unless audit withdraws it. The activity by
/// which it was earned is reversed, and with it whatever rules gave for it. It is not earned again.
///
/// Refusals: `malformed` (no reason), `not-found`, `not-permitted`, `already-decided`.
package struct WithdrawBadge: Command, Hashable {
    package static let name = "withdraw-badge"
    package static let group: AuditGroup? = .badge

    package let badge: BadgeKey
    package let level: Decimal
    package let reason: String

    package init(_ badge: BadgeKey, level: Decimal, reason: String) {
        self.badge = badge
        self.level = level
        self.reason = reason
    }

    package var subject: String? { badge.member.text }

    package func write(to writer: inout JSONWriter) {
        writer.member("badge", badge.badge)
        writer.member("period", badge.period)
        writer.member("level", level)
        writer.member("reason", reason)
    }

    package init(from stored: StoredCommand) throws {
        let fields = try stored.fields
        self.init(
            BadgeKey(member: MemberID(try stored.subject), badge: try fields.text("badge"), period: try fields.text("period")),
            level: try fields.decimal("level"), reason: try fields.text("reason"))
    }

    package func carryOut(on draft: Draft) throws -> Configured<EarnedBadge> { try draft.withdraw(self) }
}

extension Draft {
    fileprivate func withdraw(_ command: WithdrawBadge) throws -> Configured<EarnedBadge> {
        guard try rights.mayDecide(about: command.badge.member, authority: .finance) else { throw Refusal(.notPermitted) }
        guard !command.reason.isBlank else { throw Refusal(.malformed, at: "/reason", "why it is withdrawn") }
        guard var earned = try overlay.find(EarnedBadge.self, command.badge), var level = earned[command.level] else { throw Refusal(.notFound) }
        guard level.stands else { throw Refusal(.alreadyDecided) }
        level.withdrawal = EarnedBadge.Withdrawal(by: actor, at: now, reason: command.reason)
        earned[command.level] = level
        overlay.changes.earnedBadges[command.badge] = earned
        let id = EarnedBadge.activityID(command.badge, command.level)
        overlay.changes.reached.append(
            try Activity(
                source: Activity.ownSource, id: "\(id)/withdrawn", type: EarnedBadge.activityType, time: now, subject: nil,
                data: ["reverses": ["source": .string(Activity.ownSource), "id": .string(id)], "reason": .string(command.reason)]))
        return Configured(earned)
    }
}

extension String {
    /// Nothing but spaces.
    var isBlank: Bool { unicodeScalars.allSatisfy(\.properties.isWhitespace) }
}
