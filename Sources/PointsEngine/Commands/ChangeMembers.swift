import Identity
import JSON
import Periods

/// New members, and changes of members.
///
/// Refusals: `conflict` (another member has the id), `malformed`, `unknown-team`, `unknown-member`, `not-permitted`, `stale`, `bad-time`.
extension Draft {
    func put(_ new: PutMember) throws -> Receipt {
        guard try rights.mayAdd(new.role, to: new.team) else { throw Refusal(.notPermitted) }
        if let known = try overlay.member(new.id) {
            let differences = new.differences(from: known, at: now)
            guard differences.isEmpty else { throw Refusal(conflictOver: differences) }
            return .memberKnown(known)
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
        return .member(member)
    }

    func change(_ change: ChangeMember) throws -> Receipt {
        let known = try self.member(change.id)
        var member = known
        if let refusal = try rights.refusal(of: change, to: known, under: programme.book) { throw refusal }
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
        guard member != known else { return .memberKnown(known) }
        if change.move != nil || member.left != known.left { try keepHeads(of: known, since: min(from, member.left ?? from)) }
        member.revision += 1
        overlay.changes.members[member.id] = member
        return .member(member)
    }

    private func checkTeam(_ id: TeamID?) throws {
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
