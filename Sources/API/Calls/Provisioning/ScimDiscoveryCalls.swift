import JSON
import Web

/// What of SCIM there is here (RFC 7644, 4). Open to providers alone: nobody else needs it.
enum ScimDiscoveryCalls {
    static let all = [configuration, types, type, schemas, schema]

    private static let configuration = Endpoint(
        .get, .outside("/scim/v2/ServiceProviderConfig"), .atLeast(.admin, .provision), "What of SCIM 2.0 is spoken here.", gives: .scim
    ) { call in
        let no: JSONValue = ["supported": false]
        call.reply.answer(ScimAnswer.resource(200, [
            "schemas": ["urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig"], "patch": ["supported": true],
            "bulk": ["supported": false, "maxOperations": 0, "maxPayloadSize": 0], "filter": ["supported": true, "maxResults": 200], "changePassword": no, "sort": no, "etag": no,
            "authenticationSchemes": [["type": "oauthbearertoken", "name": "Bearer", "description": "A token of Laurel's with the scope provision.", "primary": true]],
            "meta": ["resourceType": "ServiceProviderConfig", "location": .string(place(call, "ServiceProviderConfig"))],
        ]))
    }

    private static let types = Endpoint(
        .get, .outside("/scim/v2/ResourceTypes"), .atLeast(.admin, .provision), "The kinds of resources.", gives: .scim
    ) { call in
        let all = typeNames.compactMap { resourceType($0, call) }
        call.reply.answer(ScimAnswer.list(all, total: all.count, from: 1))
    }

    private static let type = Endpoint(
        .get, .outside("/scim/v2/ResourceTypes/{id}"), .atLeast(.admin, .provision), "One kind of resources.", gives: .scim
    ) { call in
        guard let type = resourceType(call.path("id"), call) else { throw Problem.notFound }
        call.reply.answer(ScimAnswer.resource(200, type))
    }

    private static let schemas = Endpoint(
        .get, .outside("/scim/v2/Schemas"), .atLeast(.admin, .provision), "What resources hold.", gives: .scim
    ) { call in
        let all = described.map { schema($0.id, $0.name, $0.attributes, call) }
        call.reply.answer(ScimAnswer.list(all, total: all.count, from: 1))
    }

    private static let schema = Endpoint(
        .get, .outside("/scim/v2/Schemas/{id}"), .atLeast(.admin, .provision), "What resources of one kind hold.", gives: .scim
    ) { call in
        guard let found = described.first(where: { $0.id == call.path("id") }) else { throw Problem.notFound }
        call.reply.answer(ScimAnswer.resource(200, schema(found.id, found.name, found.attributes, call)))
    }

    private static let typeNames = ["User", "Group"]

    private static func resourceType(_ name: String, _ call: Call) -> JSONObject? {
        guard typeNames.contains(name) else { return nil }
        var object: JSONObject = [
            "schemas": ["urn:ietf:params:scim:schemas:core:2.0:ResourceType"], "id": .string(name), "name": .string(name), "endpoint": .string("/\(name)s"),
            "schema": .string(name == "User" ? ScimUser.schema : ScimGroup.schema), "meta": ["resourceType": "ResourceType", "location": .string(place(call, "ResourceTypes/\(name)"))],
        ]
        if name == "User" { object["schemaExtensions"] = [["schema": .string(ScimUser.enterprise), "required": false]] }
        return object
    }

    private static let described: [(id: String, name: String, attributes: [JSONObject])] = [
        (ScimUser.schema, "User", [
            attribute("userName", isRequired: true, uniqueness: "server"), attribute("displayName"), attribute("active", type: "boolean"),
            attribute("name", type: "complex", parts: [attribute("formatted"), attribute("givenName"), attribute("familyName")]),
            attribute("emails", type: "complex", isMany: true, parts: [attribute("value"), attribute("primary", type: "boolean")]),
            attribute("roles", type: "complex", isMany: true, parts: [attribute("value"), attribute("primary", type: "boolean")]),
        ]),
        (ScimUser.enterprise, "EnterpriseUser", [attribute("employeeNumber")]),
        (ScimGroup.schema, "Group", [
            attribute("displayName", isRequired: true, uniqueness: "server"), attribute("members", type: "complex", isMany: true, parts: [attribute("value"), attribute("display")]),
        ]),
    ]

    private static func attribute(
        _ name: String, type: String = "string", isRequired: Bool = false, isMany: Bool = false, uniqueness: String = "none", parts: [JSONObject] = []
    ) -> JSONObject {
        var object: JSONObject = [
            "name": .string(name), "type": .string(type), "multiValued": .bool(isMany), "required": .bool(isRequired), "caseExact": false, "mutability": "readWrite",
            "returned": "default", "uniqueness": .string(uniqueness),
        ]
        if !parts.isEmpty { object["subAttributes"] = .array(parts.map(JSONValue.object)) }
        return object
    }

    private static func schema(_ id: String, _ name: String, _ attributes: [JSONObject], _ call: Call) -> JSONObject {
        [
            "schemas": ["urn:ietf:params:scim:schemas:core:2.0:Schema"], "id": .string(id), "name": .string(name), "attributes": .array(attributes.map(JSONValue.object)),
            "meta": ["resourceType": "Schema", "location": .string(place(call, "Schemas/\(id)"))],
        ]
    }

    private static func place(_ call: Call, _ path: String) -> String { "\(call.base)\(ScimAnswer.base)/\(path)" }
}
