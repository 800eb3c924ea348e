import Identity
import JSON
import Periods
import PointsEngine
import Projection
import SignIn
import Store

/// A user as an identity provider knows one: an account with its member.
struct ScimUser: Equatable {
    static let schema = "urn:ietf:params:scim:schemas:core:2.0:User"
    static let enterprise = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"

    /// What may be asked of users (RFC 7643, 4.1): of those that are not kept nobody has a value.
    static let attributes: Set<String> = [
        "active", "addresses", "displayname", "emails", "entitlements", "externalid", "groups", "id", "ims", "locale", "meta", "name", "nickname", "phonenumbers", "photos",
        "preferredlanguage", "profileurl", "roles", "schemas", "timezone", "title", "username", "usertype", "x509certificates",
    ]

    var userName = ""
    var externalID: String?
    var name: String?
    var isActive = true
    var email: String?
    var role: Role?
    /// How the company numbers its people: the id of a new member, where there is none.
    var number: String?

    private var given: String?
    private var family: String?

    init() {}

    /// A whole resource: what it does not say is not so.
    init(_ body: JSONObject) throws {
        for member in body { try set(member.key.lowercased(), nil, member.value) }
        try finish()
    }

    mutating func apply(_ patch: ScimPatch) throws {
        for operation in patch.operations {
            guard let path = operation.path, means(operation.filter, path) else { continue }
            try set(path, operation.part, operation.kind == .remove ? .null : operation.value)
        }
        try finish()
    }

    /// Whether a change of one value of a list is of the one that is kept: the address at work, and not the one at home.
    private func means(_ filter: ScimFilter?, _ path: String) -> Bool {
        guard let filter else { return true }
        let kept: [String: String?] = ["emails": email, "roles": role?.rawValue]
        guard let value = kept[path] else { return true }
        // Of a list that is empty yet the kind is all that can be asked for.
        let wanted = value ?? filter.equals("value") ?? ""
        return filter.matches(["type": "work", "primary": true, "value": .string(wanted), "display": .string(wanted)])
    }

    private mutating func finish() throws {
        guard 1...256 ~= userName.count, userName.unicodeScalars.allSatisfy({ $0.value >= 0x20 && $0.value != 0x7F }), AccountName(text: accountName).isAllowed else {
            throw ScimAnswer.invalid("invalidValue", "userName is a name of 1 to 128 bytes")
        }
        let parts = [given, family].compactMap { $0 }.filter { !$0.isEmpty }
        if name == nil, !parts.isEmpty { name = (parts.joined().unicodeScalars.allSatisfy { $0.value >= 0x2E80 } ? parts.reversed().joined() : parts.joined(separator: " ")) }
        if let name, !(1...200 ~= name.count) { throw ScimAnswer.invalid("invalidValue", "a name has 1 to 200 characters") }
    }

    /// What an account can be called that is called so there: guests of Entra have # in their names, and addresses a +.
    var accountName: String { String(userName.map { "/+?#%".contains($0) ? "-" : $0 }) }

    /// Whatever we do not keep is passed over, as RFC 7644, 3.3, has it.
    private mutating func set(_ attribute: String, _ part: String?, _ value: JSONValue) throws {
        switch attribute {
        case "username": userName = try Self.text(value, attribute) ?? ""
        case "externalid": externalID = try Self.text(value, attribute)
        case "displayname": name = try Self.text(value, attribute)
        case "name": try setName(part, value)
        case "active":
            guard let flag = value.isNull ? true : value.scimFlag else { throw ScimAnswer.invalid("invalidValue", "active is true or false") }
            isActive = flag
        case "emails": email = try Self.email(value, part)
        case "roles": role = try Self.role(value)
        case Self.enterprise.lowercased(): number = try value.object?.value(of: "employeeNumber").flatMap { try Self.text($0, "employeeNumber") }
        case "\(Self.enterprise):employeeNumber".lowercased(): number = try Self.text(value, "employeeNumber")
        default: break
        }
    }

    private mutating func setName(_ part: String?, _ value: JSONValue) throws {
        func take(_ part: String, _ value: JSONValue) throws {
            switch part {
            case "givenname": given = try Self.text(value, part)
            case "familyname": family = try Self.text(value, part)
            case "formatted": name = try Self.text(value, part) ?? name
            default: return
            }
            if part != "formatted", given != nil || family != nil { name = nil }
        }
        if let part { return try take(part, value) }
        let shown = name
        for member in value.object ?? [:] where member.key.lowercased() != "formatted" { try take(member.key.lowercased(), member.value) }
        // What is shown, and what is written out, say it better than its parts.
        if let formatted = try value.object?.value(of: "formatted").flatMap({ try Self.text($0, "formatted") }) { name = formatted } else if let shown, given == nil, family == nil { name = shown }
    }

    private static func text(_ value: JSONValue, _ name: String) throws -> String? {
        if value.isNull { return nil }
        guard let text = value.string, text.count <= 256 else { throw ScimAnswer.invalid("invalidValue", "\(name) is a text") }
        return text.isEmpty ? nil : text
    }

    /// The primary one of a list, or what one path of it says.
    private static func email(_ value: JSONValue, _ part: String?) throws -> String? {
        if part == "value" || value.string != nil { return try text(value, "emails") }
        guard let list = value.array ?? value.object.map({ [.object($0)] }) else { return nil }
        let chosen = list.first { $0.object?.value(of: "primary")?.scimFlag == true } ?? list.first
        return try chosen?.object?.value(of: "value").flatMap { try text($0, "emails") }
    }

    private static func role(_ value: JSONValue) throws -> Role? {
        let list = value.array ?? (value.isNull ? [] : [value])
        let names = list.compactMap { $0.string ?? $0.object?.value(of: "value")?.string }
        let roles = names.compactMap { Role(rawValue: $0.lowercased()) }
        guard roles.count == names.count else { throw ScimAnswer.invalid("invalidValue", "a role is one of \(Role.allCases.map(\.rawValue).joined(separator: ", "))") }
        return roles.max()
    }
}

/// Shows users: what is known of an account and of its member.
struct ScimUserView: Sendable {
    let directory: Directory
    let base: String
    let now: Instant

    /// As it stands.
    func user(_ account: UserAccount, _ known: ProvisionedUser?, email: String?) -> ScimUser {
        var user = ScimUser()
        let member = account.member.flatMap { directory.members[$0] }
        user.userName = known?.userName ?? account.name
        user.externalID = known?.externalID
        user.name = member?.name
        user.isActive = !account.isDisabled
        user.email = email
        user.role = member?.role ?? account.role
        user.number = account.member?.text
        return user
    }

    func json(_ account: UserAccount, _ known: ProvisionedUser?, email: String?) -> JSONObject {
        let user = user(account, known, email: email), member = account.member.flatMap { directory.members[$0] }
        let place = "\(base)\(ScimAnswer.base)/Users/\(ScimUserView.escaped(account.name))"
        var object: JSONObject = ["schemas": [.string(ScimUser.schema), .string(ScimUser.enterprise)], "id": .string(account.name)]
        object["externalId"] = user.externalID.map(JSONValue.string)
        object["userName"] = .string(user.userName)
        object["active"] = .bool(user.isActive)
        if let name = user.name { (object["displayName"], object["name"]) = (.string(name), ["formatted": .string(name)]) }
        if let email { object["emails"] = [["value": .string(email), "type": "work", "primary": true]] }
        object["roles"] = [["value": .string((user.role ?? .rep).rawValue), "primary": true]]
        if let team = member?.team(at: now).flatMap({ directory.teams[$0] }) {
            object["groups"] = [["value": .string(team.id.text), "display": .string(team.name.text(in: directory.programme.company.languages)), "type": "direct"]]
        }
        if let member { object[ScimUser.enterprise] = ["employeeNumber": .string(member.id.text)] }
        object["meta"] = ["resourceType": "User", "created": .string(account.created.rfc3339), "location": .string(place), "version": .string("W/\"\(account.version).\(member?.revision ?? 0)\"")]
        return object
    }

    static func escaped(_ id: String) -> String { FormText.escape(id) }
}

extension Reader {
    /// An account as a provider reads it; nil: none that it is shown.
    func scimUser(_ name: String, _ view: ScimUserView) throws -> JSONObject? {
        guard let account = try accounts.named(name), try provisioned.isShown(name) else { return nil }
        return view.json(account, try provisioned.of(name), email: try letterBoxes.address(of: name))
    }
}
