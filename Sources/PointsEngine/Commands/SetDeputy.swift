import Identity
import JSON
import Periods

/// Names who decides for a leader while they are absent, or that nobody does any more. The deputy decides by the authority of who is absent,
/// and what the absent may not decide neither may they: nobody decides about what is theirs, or what they asked for, by way of a deputy.
///
/// Refusals: `unknown-member`, `not-permitted`, `member-left`, `malformed`, `bad-time`.
package struct SetDeputy: Command, Hashable {
    package static let name = "set-deputy"
    package static let group: AuditGroup? = .member

    package let id: MemberID
    /// Nil: nobody.
    package let deputy: MemberID?
    /// From the first day away to the first that is worked again.
    package let days: DayRange

    package init(_ id: MemberID, _ deputy: MemberID?, _ days: DayRange) {
        self.id = id
        self.deputy = deputy
        self.days = days
    }

    package var subject: String? { id.text }

    package func write(to writer: inout JSONWriter) {
        guard let deputy else { return }
        writer.member("deputy", deputy.text)
        writer.member("from", days.start.text)
        writer.member("until", days.end.text)
    }

    package init(from stored: StoredCommand) throws {
        let fields = try stored.fields
        let id = MemberID(try stored.subject)
        let deputy = try fields.optionalText("deputy").map { MemberID($0) }
        let day = { (key: String) in try fields.require(key, Day(try fields.text(key))) }
        let days = try deputy.map { _ in DayRange(try day("from"), until: try day("until")) }
        self.init(id, deputy, days ?? Self.noDays)
    }

    /// Of who has no deputy.
    package static var noDays: DayRange { DayRange(Day(number: 0), until: Day(number: 0)) }

    package func carryOut(on draft: Draft) throws -> Configured<Member> { try draft.set(self) }

    /// Who is away for longer has somebody in their place.
    static var mostDays: Int { 370 }
}

extension Draft {
    fileprivate func set(_ command: SetDeputy) throws -> Configured<Member> {
        let known = try member(command.id)
        guard try rights.mayName(deputyOf: known) else { throw Refusal(.notPermitted) }
        var member = known
        member.deputy = try command.deputy.map { try deputy($0, for: known, command.days) }
        guard member != known else { return Configured(known, isRepetition: true) }
        member.revision += 1
        overlay.changes.members[member.id] = member
        return Configured(member)
    }

    private func deputy(_ id: MemberID, for absent: Member, _ days: DayRange) throws -> Deputy {
        guard absent.leads else { throw Refusal(.malformed, at: nil, "only who decides has a deputy") }
        guard let deputy = try overlay.member(id) else { throw Refusal(.unknownMember, at: "/deputy") }
        guard deputy.isThere(at: now) else { throw Refusal(.memberLeft, at: "/deputy") }
        guard id != absent.id, deputy.leads else { throw Refusal(.malformed, at: "/deputy", "somebody else, a manager or above") }
        guard days.start >= Day(number: 0) else { throw Refusal(.badTime, at: "/from") }
        let from = calendar.zone.firstInstant(of: days.start), until = calendar.zone.firstInstant(of: days.end)
        guard 1...SetDeputy.mostDays ~= days.count, until > now else {
            throw Refusal(.badTime, at: "/until", "it is the first day that is worked again: later than \"from\" and than today, within a year")
        }
        return Deputy(id, from: from, until: until)
    }
}
