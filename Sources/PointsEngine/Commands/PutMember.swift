import Identity
import JSON
import Periods

/// A new member.
///
/// Refusals: `not-permitted`, `conflict` (another member has the id), `malformed`, `bad-time`, `unknown-team`.
package struct PutMember: Command, Hashable {
    package enum Field: String, Sendable, CaseIterable {
        case name, role, team, attributes
    }

    package static let name = "put-member"
    package static let group: AuditGroup? = .member
    package static let personal = [PersonalField("name", .text), PersonalField("attributes", .object)]

    package let id: MemberID
    package let name: String
    package let team: TeamID?
    package let role: Role
    /// nil: now.
    package let joined: Instant?
    package let attributes: JSONObject
    /// Fields that hold only for somebody new: a known member may have others.
    package let defaults: Set<Field>

    package init(
        id: MemberID, name: String, team: TeamID? = nil, role: Role = .rep, joined: Instant? = nil, attributes: JSONObject = JSONObject(),
        defaults: Set<Field> = []
    ) {
        self.id = id
        self.name = name
        self.team = team
        self.role = role
        self.joined = joined
        self.attributes = attributes
        self.defaults = defaults
    }

    package var subject: String? { id.text }

    package func write(to writer: inout JSONWriter) {
        writer.member("name", name)
        writer.member("team", ifPresent: team?.text)
        writer.member("role", role.rawValue)
        writer.member("joined", ifPresent: joined)
        if !attributes.isEmpty { writer.member("attributes", .object(attributes)) }
    }

    package init(from stored: StoredCommand) throws {
        let fields = try stored.fields
        self.init(
            id: MemberID(try stored.subject), name: try fields.text("name"), team: try fields.optionalText("team").map { TeamID($0) },
            role: try fields.choice("role"), joined: try fields.optionalInstant("joined"),
            attributes: fields.has("attributes") ? try fields.object("attributes") : JSONObject())
    }

    package func carryOut(on draft: Draft) throws -> Configured<Member> { try draft.put(self) }
}

extension Draft {
    fileprivate func put(_ new: PutMember) throws -> Configured<Member> {
        guard try rights.mayAdd(new.role, to: new.team) else { throw Refusal(.notPermitted) }
        if let known = try overlay.member(new.id) {
            let differences = new.differences(from: known, at: now)
            guard differences.isEmpty else { throw Refusal(conflictOver: differences) }
            return Configured(known, isRepetition: true)
        }
        guard new.id.isWellFormed else { throw Refusal(.malformed, at: "/id", "1 to 128 bytes without control characters or / + ? # %") }
        guard new.name.isName else { throw Refusal(.malformed, at: "/name", "1 to 200 characters") }
        // Since ever is no date.
        if let joined = new.joined, joined < .epoch, joined != .earliest { throw Refusal(.badTime, at: "/joined", "nobody joins before 1970") }
        try checkTeam(new.team)
        let member = Member(
            id: new.id, name: new.name, role: new.role, team: new.team, joined: new.joined ?? now, attributes: new.attributes)
        overlay.changes.members[new.id] = member
        // A tier from nothing on is everyone's.
        try raiseTier(of: new.id)
        return Configured(member)
    }

    func checkTeam(_ id: TeamID?) throws {
        guard let id else { return }
        guard try overlay.team(id) != nil else { throw Refusal(.unknownTeam, at: "/team") }
    }
}

extension PutMember {
    /// What it says that is recorded otherwise.
    fileprivate func differences(from known: Member, at now: Instant) -> [FieldDifference] {
        var differences: [FieldDifference] = []
        func compare(_ field: Field, _ isSame: Bool, _ recorded: String?, _ given: String?) {
            if !isSame, !defaults.contains(field) { differences.append(FieldDifference("/\(field.rawValue)", recorded: recorded, given: given)) }
        }
        compare(.name, known.name.utf8.elementsEqual(name.utf8), known.name, name)
        compare(.role, known.role == role, known.role.rawValue, role.rawValue)
        compare(.team, known.team(at: now) == team, known.team(at: now)?.text, team?.text)
        compare(.attributes, known.attributes == attributes, "\(JSONValue.object(known.attributes))", "\(JSONValue.object(attributes))")
        if let joined, joined != known.joined { differences.append(FieldDifference("/joined", recorded: known.joined.rfc3339, given: joined.rfc3339)) }
        return differences
    }
}

extension Identifier {
    /// 1 to 128 bytes without control characters or `/ + ? # %`, and neither `.` nor `..`: it stands in paths (api.md).
    package var isWellFormed: Bool {
        guard 1...128 ~= text.utf8.count, text != ".", text != ".." else { return false }
        return text.unicodeScalars.allSatisfy { !($0.value < 0x20 || 0x7F...0x9F ~= $0.value) && !"/+?#%".unicodeScalars.contains($0) }
    }
}

extension String {
    /// Something that a person can be called.
    var isName: Bool {
        1...200 ~= count && unicodeScalars.contains { !$0.properties.isWhitespace } && unicodeScalars.allSatisfy { $0.value >= 0x20 }
    }
}
