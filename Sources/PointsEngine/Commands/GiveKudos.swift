import Identity
import JSON
import Periods
import RuleEngine

/// Thanks another member. What Laurel records of it is an activity for each of the two, which rules may answer.
///
/// Refusals, the first that holds: `conflict`, `not-permitted` (nobody but members, nobody themselves), `unknown-member`, `member-left`,
/// `malformed`, `limit-reached`. What is refused leaves no trace.
package struct GiveKudos: Command, Hashable {
    package static let name = "give-kudos"
    package static let group: AuditGroup? = .kudos

    package let id: RequestID
    package let to: MemberID
    package let reason: String
    package let text: String

    package init(id: RequestID, to: MemberID, reason: String, text: String) {
        self.id = id
        self.to = to
        self.reason = reason
        self.text = text
    }

    package var subject: String? { id.text }

    package func write(to writer: inout JSONWriter) {
        writer.member("to", to.text)
        writer.member("reason", reason)
        writer.member("text", text)
    }

    package init(from stored: StoredCommand) throws {
        let fields = try stored.fields
        self.init(
            id: RequestID(try stored.subject), to: MemberID(try fields.text("to")), reason: try fields.text("reason"), text: try fields.text("text"))
    }

    package func carryOut(on draft: Draft) throws -> Configured<Kudos> { try draft.give(self) }
}

extension Draft {
    fileprivate func give(_ give: GiveKudos) throws -> Configured<Kudos> {
        try checkName(give.id)
        if let known = try overlay.find(Kudos.self, give.id) {
            guard known.to == give.to, known.from == actor.member, known.reason == give.reason, known.text == give.text else {
                throw Refusal(.conflict, at: "/id", "other thanks were given under this id")
            }
            return Configured(known, isRepetition: true)
        }
        guard let from = actor.member, try rights.role != nil else { throw Refusal(.notPermitted, at: nil, "members thank each other") }
        guard from != give.to else { throw Refusal(.notPermitted, at: "/to", "nobody thanks themselves") }
        guard let receiver = try overlay.member(give.to) else { throw Refusal(.unknownMember, at: "/to") }
        guard receiver.isThere(at: now) else { throw Refusal(.memberLeft, at: "/to") }
        guard company.kudos.reasons.contains(where: { $0.id == give.reason }) else {
            throw Refusal(.malformed, at: "/reason", "one of \(company.kudos.reasons.map(\.id).joined(separator: ", "))")
        }
        guard give.text.count <= Kudos.mostCharacters else { throw Refusal(.malformed, at: "/text", "up to \(Kudos.mostCharacters) characters") }
        try spend(company.kudos.budget, .given(by: from))
        try spend(company.kudos.perPair, .given(by: from, to: give.to))
        let kudos = Kudos(id: give.id, from: from, to: give.to, reason: give.reason, text: give.text, at: now, number: number)
        overlay.changes.kudos[give.id] = kudos
        overlay.changes.reached += try kudos.activities
        return Configured(kudos)
    }

    /// Counts one more, where the bound has room for it.
    private func spend(_ bound: KudosRules.Bound, _ counter: TallyKey) throws {
        let today = calendar.day(of: now)
        guard try overlay.tally(counter, over: calendar.days(of: bound.window, containing: today)).count < bound.count else { throw Refusal(.limitReached) }
        try move(counter, on: today, by: .zero, count: 1)
    }
}

extension TallyKey {
    /// Thanks that a member has given, by the day on which they were.
    package static func given(by member: MemberID) -> TallyKey { TallyKey(.member(member), .limit("kudos")) }

    fileprivate static func given(by member: MemberID, to other: MemberID) -> TallyKey {
        TallyKey(.key(.init(JSONValue.array([.string(member.text), .string(other.text)]).description)), .limit("kudos"))
    }
}

extension Kudos {
    fileprivate var activities: [Activity] {
        get throws {
            [
                try Activity(
                    source: Activity.ownSource, id: "kudos/\(id)/given", type: Self.givenType, time: at, subject: from.text,
                    data: ["kudos": .string(id.text), "to": .string(to.text), "reason": .string(reason)]),
                try Activity(
                    source: Activity.ownSource, id: "kudos/\(id)/received", type: Self.receivedType, time: at, subject: to.text,
                    data: ["kudos": .string(id.text), "from": .string(from.text), "reason": .string(reason)]),
            ]
        }
    }
}
