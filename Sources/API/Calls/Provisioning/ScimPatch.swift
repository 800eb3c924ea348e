import JSON

/// A change of a resource (RFC 7644, 3.5.2), in the dialects in which it comes: `op` in any case, a path or an object of attributes without
/// one, `members[value eq "x"]`.
struct ScimPatch {
    enum Kind: String { case add, remove, replace }

    struct Operation {
        let kind: Kind
        /// In lower case, without the name of the core schema; nil: the value names attributes.
        let path: String?
        /// What stands between brackets in the path: of a list the one that is meant.
        let filter: ScimFilter?
        /// What stands behind the brackets, or behind the dot.
        let part: String?
        let value: JSONValue
    }

    let operations: [Operation]

    init(_ body: JSONObject) throws {
        guard let list = body.value(of: "operations")?.array, 1...1_000 ~= list.count else { throw ScimAnswer.invalid("invalidSyntax", "Operations is a list of 1 to 1000") }
        operations = try list.flatMap(Self.operations)
    }

    private static func operations(_ json: JSONValue) throws -> [Operation] {
        guard let object = json.object, let kind = object.value(of: "op")?.string.flatMap({ Kind(rawValue: $0.lowercased()) }) else {
            throw ScimAnswer.invalid("invalidSyntax", "op is add, remove or replace")
        }
        let value = object.value(of: "value") ?? .null
        if let path = object.value(of: "path")?.string, !path.isEmpty { return [try operation(kind, path, value)] }
        guard kind != .remove else { throw ScimAnswer.invalid("noTarget", "what is removed has a path") }
        guard let attributes = value.object else { throw ScimAnswer.invalid("invalidSyntax", "without a path the value is an object") }
        // Names with a dot in them, or of a schema, are paths too.
        return try attributes.map { try operation(kind, $0.key, $0.value) }
    }

    private static func operation(_ kind: Kind, _ text: String, _ value: JSONValue) throws -> Operation {
        var path = text[...]
        for schema in [ScimUser.schema, ScimGroup.schema] where path.lowercased().hasPrefix(schema.lowercased() + ":") { path = path.dropFirst(schema.count + 1) }
        if path.lowercased().hasPrefix("urn:") { return Operation(kind: kind, path: path.lowercased(), filter: nil, part: nil, value: value) }
        guard let open = path.firstIndex(of: "[") else {
            let parts = path.split(separator: ".", maxSplits: 1)
            return Operation(kind: kind, path: parts.first?.lowercased() ?? "", filter: nil, part: parts.count > 1 ? parts[1].lowercased() : nil, value: value)
        }
        guard let close = path.lastIndex(of: "]"), open < close else { throw ScimAnswer.invalid("invalidPath", "\(text) is no path") }
        let filter: ScimFilter
        do { filter = try ScimFilter(String(path[path.index(after: open)..<close])) } catch { throw ScimAnswer.invalid("invalidPath", "\(text) is no path") }
        let rest = path[path.index(after: close)...].drop { $0 == "." }
        return Operation(kind: kind, path: path[..<open].lowercased(), filter: filter, part: rest.isEmpty ? nil : rest.lowercased(), value: value)
    }
}

extension JSONObject {
    /// Attributes of SCIM are named in any case (RFC 7643, 2.1).
    func value(of name: String) -> JSONValue? {
        let found = self[name] ?? first { $0.key.lowercased() == name.lowercased() }?.value
        return found.flatMap { $0.isNull ? nil : $0 }
    }
}

extension JSONValue {
    /// True or false, also as a text: Azure writes "False".
    var scimFlag: Bool? { bool ?? string.flatMap { ["true": true, "false": false][$0.lowercased()] } }
}
