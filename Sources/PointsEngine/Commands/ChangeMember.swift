import Identity
import JSON
import Periods

/// A change of a member; what is nil stays.
///
/// Refusals: `unknown-member`, `member-left` (and is forgotten), `not-permitted`, `stale`, `malformed`, `bad-time`, `unknown-team`.
package struct ChangeMember: Command, Hashable {
    package struct Move: Hashable, Sendable {
        package let team: TeamID?

        package init(team: TeamID?) { self.team = team }
    }

    package static let name = "change-member"
    package static let group: AuditGroup? = .member
    package static let personal = [PersonalField("name", .text), PersonalField("attributes", .object)]

    package let id: MemberID
    package var name: String?
    package var role: Role?
    package var move: Move?
    /// The first instant at which the member is no longer there.
    package var left: Instant?
    /// Takes back a leaving.
    package var returns = false
    package var attributes: JSONObject?
    /// From when a move counts; nil: now.
    package var from: Instant?
    /// The revision that the change was made on; nil: any.
    package var revision: Int64?

    package init(id: MemberID) { self.id = id }

    package var subject: String? { id.text }

    package func write(to writer: inout JSONWriter) {
        writer.member("name", ifPresent: name)
        writer.member("role", ifPresent: role?.rawValue)
        if let move { writer.member("team", move.team.map { .string($0.text) } ?? .null) }
        writer.member("left", ifPresent: left)
        if returns { writer.member("returns", true) }
        writer.member("attributes", ifPresent: attributes.map { .object($0) })
        writer.member("from", ifPresent: from)
        writer.member("revision", ifPresent: revision)
    }

    package init(from stored: StoredCommand) throws {
        let fields = try stored.fields
        self.init(id: MemberID(try stored.subject))
        name = try fields.optionalText("name")
        role = try fields.optionalChoice("role")
        if let team = fields.object["team"] { move = Move(team: team.string.map { TeamID($0) }) }
        left = try fields.optionalInstant("left")
        returns = try fields.flag("returns")
        attributes = fields.has("attributes") ? try fields.object("attributes") : nil
        from = try fields.optionalInstant("from")
        revision = try fields.optionalInteger("revision")
    }

    package func carryOut(on draft: Draft) throws -> Configured<Member> { try draft.change(self) }
}

extension Draft {
    fileprivate func change(_ change: ChangeMember) throws -> Configured<Member> {
        let known = try self.member(change.id)
        var member = known
        if let refusal = try rights.refusal(of: change, to: known, under: programme.book) { throw refusal }
        guard !known.isForgotten else { throw Refusal(.memberLeft, at: "/id", "\(change.id.text) was forgotten") }
        guard change.revision.map({ $0 == member.revision }) ?? true else { throw Refusal(.stale) }
        let from = change.from ?? now
        guard from >= .epoch else { throw Refusal(.badTime, at: "/at", "nobody moves before 1970") }
        if let name = change.name {
            guard name.isName else { throw Refusal(.malformed, at: "/name", "1 to 200 characters") }
            member.name = name
        }
        member.role = change.role ?? member.role
        member.attributes = change.attributes ?? member.attributes
        if let move = change.move {
            try checkTeam(move.team)
            member.move(to: move.team, since: from)
        }
        if let left = change.left {
            guard left >= .epoch, left > member.joined else { throw Refusal(.badTime, at: "/left", "a member leaves after joining") }
            member.left = left
        } else if change.returns {
            member.left = nil
        }
        // What leaves everything as it was is no change: nothing is written, and nobody has to look again.
        guard member != known else { return Configured(known, isRepetition: true) }
        member.revision += 1
        overlay.changes.members[member.id] = member
        return Configured(member)
    }
}
