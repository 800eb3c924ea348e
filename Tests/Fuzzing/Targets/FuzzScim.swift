@testable import API
import JSON

enum FuzzScim {
    private static let resources: [JSONObject] = [
        [
            "id": "li.na", "userName": "Li.Na@example.com", "externalId": "E-1", "active": true, "displayName": "李娜", "name": ["formatted": "李娜"],
            "emails": [["value": "li.na@example.com", "type": "work", "primary": true]], "roles": [["value": "rep", "primary": true]],
            "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": ["employeeNumber": "7"], "meta": ["created": "2026-11-20T02:00:00Z"],
        ],
        ["id": "east-1", "displayName": "East", "members": [["value": "li.na", "type": "User"], ["value": "ma.chao", "type": "User"]]],
        [:],
    ]

    /// The first byte says what it is: a filter, a resource, or a change. Whatever is refused is refused as SCIM has it.
    static func scim(_ bytes: [UInt8]) throws {
        guard let kind = bytes.first else { return }
        let rest = Array(bytes.dropFirst())
        do {
            switch kind {
            case UInt8(ascii: "0"): try filter(String(decoding: rest, as: UTF8.self))
            case UInt8(ascii: "1"): try user(ScimUser(object(rest)))
            case UInt8(ascii: "2"): try group(ScimGroup(object(rest)))
            case UInt8(ascii: "3"):
                var changed = try ScimUser(["userName": "li.na", "emails": [["value": "li.na@example.com"]], "displayName": "Li Na"])
                try changed.apply(ScimPatch(object(rest)))
                try user(changed)
            default:
                var changed = ScimGroup(displayName: "East", members: ["li.na", "ma.chao"])
                try changed.apply(ScimPatch(object(rest)))
                try group(changed)
            }
        } catch let problem as Problem {
            try expect(problem.status == 400 && problem.extra?["scimType"]?.string != nil && problem.detail?.isEmpty == false, "\(problem)")
        }
    }

    private static func object(_ bytes: [UInt8]) throws -> JSONObject {
        guard let object = (try? JSONValue.parse(bytes))?.object else { throw ScimAnswer.invalid("invalidSyntax", "no object") }
        return object
    }

    /// Who is looked up by a value has that value: a look-up leaves nobody out.
    private static func filter(_ text: String) throws {
        let filter = try ScimFilter(text), opposite = ScimFilter.not(filter)
        for resource in resources {
            let isOne = filter.matches(resource)
            try expect(filter.matches(resource) == isOne && opposite.matches(resource) != isOne, "it is and is not")
            if isOne, let id = filter.equals("id") { try expect(resource["id"]?.string == id, "\(id) is looked up, and \(resource["id"] ?? .null) is meant") }
            if isOne, let name = filter.equals("username") { try expect(resource["userName"]?.string?.lowercased() == name.lowercased(), "another userName") }
        }
    }

    private static func user(_ user: ScimUser) throws {
        try expect(1...256 ~= user.userName.count && AccountName(text: user.accountName).isAllowed, "userName \(user.userName)")
        try expect(user.name.map { 1...200 ~= $0.count } ?? true, "a name of \(user.name?.count ?? 0)")
        try expect(user.email.map { $0.count <= 256 } ?? true, "a long address")
    }

    private static func group(_ group: ScimGroup) throws {
        try expect(1...200 ~= group.displayName.count && group.members.count <= ScimGroup.mostMembers, "out of its bounds")
    }
}
