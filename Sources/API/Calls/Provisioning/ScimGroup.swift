import Identity
import JSON
import Periods
import PointsEngine
import Projection
import SignIn
import Store

/// A group of an identity provider: a team, with those of its members who have an account. A person is in one team: who comes into
/// another leaves the one before.
struct ScimGroup: Equatable {
    static let schema = "urn:ietf:params:scim:schemas:core:2.0:Group"

    /// What may be asked of groups (RFC 7643, 4.2).
    static let attributes: Set<String> = ["displayname", "externalid", "id", "members", "meta", "schemas"]

    var displayName = ""
    var externalID: String?
    /// Accounts.
    var members: Set<String> = []

    static let mostMembers = 10_000

    init(displayName: String = "", externalID: String? = nil, members: Set<String> = []) {
        (self.displayName, self.externalID, self.members) = (displayName, externalID, members)
    }

    /// A whole resource.
    init(_ body: JSONObject) throws {
        for member in body { try set(.replace, member.key.lowercased(), nil, member.value) }
        try check()
    }

    mutating func apply(_ patch: ScimPatch) throws {
        for operation in patch.operations { try set(operation.kind, operation.path ?? "", operation.filter, operation.value) }
        try check()
    }

    private func check() throws {
        guard 1...200 ~= displayName.count else { throw ScimAnswer.invalid("invalidValue", "displayName is a text of 1 to 200 characters") }
        guard members.count <= Self.mostMembers else { throw ScimAnswer.invalid("tooMany", "a group has at most \(Self.mostMembers) members") }
    }

    private mutating func set(_ kind: ScimPatch.Kind, _ attribute: String, _ filter: ScimFilter?, _ value: JSONValue) throws {
        switch attribute {
        case "displayname":
            guard kind != .remove, let text = value.string else { throw ScimAnswer.invalid("invalidValue", "displayName is a text") }
            displayName = text
        case "externalid": externalID = kind == .remove ? nil : value.string
        case "members": try setMembers(kind, filter, value)
        default: break
        }
    }

    private mutating func setMembers(_ kind: ScimPatch.Kind, _ filter: ScimFilter?, _ value: JSONValue) throws {
        if let filter {
            guard kind == .remove else { throw ScimAnswer.invalid("invalidPath", "members[value eq \"…\"] is removed, and nothing else") }
            members = members.filter { !filter.matches(["value": .string($0), "type": "User"]) }
            return
        }
        let list = value.array ?? (value.isNull ? [] : [value])
        let named = try list.map { item in
            guard let id = item.object?.value(of: "value")?.string ?? item.string else { throw ScimAnswer.invalid("invalidValue", "a member has a value") }
            return id
        }
        switch kind {
        case .add: members.formUnion(named)
        case .replace: members = Set(named)
        // Without a value all of them; Azure names those that are meant.
        case .remove: members = value.isNull ? [] : members.subtracting(named)
        }
    }
}

struct ScimGroupView: Sendable {
    let directory: Directory
    let base: String
    let now: Instant

    /// The accounts of those who are in each team now.
    func accounts(_ reader: Reader, of teams: Set<TeamID>) throws -> [TeamID: [(account: String, name: String)]] {
        var found: [TeamID: [(account: String, name: String)]] = [:]
        for member in directory.members.values where member.isThere(at: now) {
            guard let team = member.team(at: now), teams.contains(team), let account = try reader.accounts.of(member.id) else { continue }
            found[team, default: []].append((account.name, member.name))
        }
        return found.mapValues { $0.sorted { $0.account < $1.account } }
    }

    func json(_ team: Team, _ known: ProvisionedGroup?, _ members: [(account: String, name: String)]) -> JSONObject {
        let place = "\(base)\(ScimAnswer.base)/Groups/\(FormText.escape(team.id.text))"
        var object: JSONObject = ["schemas": [.string(ScimGroup.schema)], "id": .string(team.id.text), "displayName": .string(name(of: team))]
        object["externalId"] = known?.externalID.map(JSONValue.string)
        object["members"] = .array(members.map { member in
            ["value": .string(member.account), "display": .string(member.name), "type": "User", "$ref": .string("\(base)\(ScimAnswer.base)/Users/\(FormText.escape(member.account))")]
        })
        object["meta"] = ["resourceType": "Group", "location": .string(place), "version": .string("W/\"\(team.revision)\"")]
        return object
    }

    func name(of team: Team) -> String { team.name.text(in: directory.programme.company.languages) }
}
