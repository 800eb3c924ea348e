import Identity
import JSON
import Periods

/// Says on which days a member is away, or that it is no leave after all. Leave breaks no streak, also where it is entered late.
///
/// Refusals: `unknown-member`, `not-permitted`, `stale`, `bad-time`.
package struct SetLeave: Command, Hashable {
    package static let name = "set-leave"
    package static let group: AuditGroup? = .member

    package let id: MemberID
    /// From the first day to the first that is worked again.
    package let days: DayRange
    /// False: the member was there on these days.
    package let isAway: Bool
    /// The revision of the member that it was made on; nil: any.
    package let revision: Int64?

    package init(_ id: MemberID, _ days: DayRange, isAway: Bool = true, revision: Int64? = nil) {
        self.id = id
        self.days = days
        self.isAway = isAway
        self.revision = revision
    }

    package var subject: String? { id.text }

    package func write(to writer: inout JSONWriter) {
        writer.member("from", days.start.text)
        writer.member("until", days.end.text)
        if !isAway { writer.member("away", false) }
        writer.member("revision", ifPresent: revision)
    }

    package init(from stored: StoredCommand) throws {
        let fields = try stored.fields
        let day = { (key: String) in try fields.require(key, Day(try fields.text(key))) }
        self.init(
            MemberID(try stored.subject), DayRange(try day("from"), until: try day("until")), isAway: !fields.has("away"),
            revision: try fields.optionalInteger("revision"))
    }

    package func carryOut(on draft: Draft) throws -> Configured<Member> { try draft.set(self) }

    /// Three years; stretches of more are mistakes.
    static var mostDays: Int { 1_100 }
    static var mostStretches: Int { 500 }
}

extension Draft {
    fileprivate func set(_ command: SetLeave) throws -> Configured<Member> {
        let known = try member(command.id)
        guard try rights.mayDecide(about: command.id) else { throw Refusal(.notPermitted) }
        guard command.revision.map({ $0 == known.revision }) ?? true else { throw Refusal(.stale) }
        guard command.days.start >= Day(number: 0), 1...SetLeave.mostDays ~= command.days.count else {
            throw Refusal(.badTime, at: "/until", "it is the first day that is worked again, later than \"from\", within three years")
        }
        var member = known
        member.set(command.days, away: command.isAway)
        guard member.leave.count <= SetLeave.mostStretches else { throw Refusal(.badTime, at: "/from", "too many stretches of leave") }
        guard member != known else { return Configured(known, isRepetition: true) }
        member.revision += 1
        overlay.changes.members[member.id] = member
        try noteStreaks(of: member, around: command.days)
        return Configured(member)
    }
}
