import JSON
import Web

/// `GET /openapi.json`: the API as OpenAPI 3.1, made from the routes themselves, so that it holds what there is.
enum ReadDescription {
    static let endpoint = Endpoint(.anyone) { call in
        call.reply.answer(
            Response(status: 200, headers: [.init("Cache-Control", "no-cache")], mediaType: "application/json", body: APIDescription.bytes))
    }
}

enum APIDescription {
    static let bytes = document(of: Routes.router().routes.map { ($0.method, $0.pattern, $0.endpoint.access) }).bytes

    /// The path as notes and tags name it: below `/api/v1`.
    static func shortPath(_ pattern: String) -> String {
        pattern.hasPrefix(Routes.base + "/") ? String(pattern.dropFirst(Routes.base.count)) : pattern
    }

    static func document(of routes: [(method: RequestHead.Method, pattern: String, access: Access)]) -> JSONValue {
        var paths = JSONObject()
        for route in routes {
            var item = paths[route.pattern]?.object ?? [:]
            item[route.method.rawValue.lowercased()] = operation(route.method, route.pattern, route.access)
            paths[route.pattern] = .object(item)
        }
        return [
            "openapi": "3.1.0",
            "info": [
                "title": "Laurel", "version": "1",
                "description": "Points and leaderboards for sales teams. Times are RFC 3339 in UTC, points are integers, quantities have at most four fraction digits. Lists page by cursor. Errors are RFC 9457 problems with a code that keeps its meaning.",
            ],
            "paths": .object(paths),
            "components": [
                "schemas": .object(JSONObject(APIShapes.all.map { ($0.name, $0.shape.json) })),
                "responses": ["Problem": ["description": "A problem with a stable code.", "content": ["application/problem+json": ["schema": Shape.shared("Problem").json]]]],
                "securitySchemes": [
                    "session": ["type": "apiKey", "in": "cookie", "name": "laurel", "description": "From POST /session. Writes send X-CSRF-Token, which GET /session tells."],
                    "token": ["type": "http", "scheme": "bearer", "description": "Made by an administrator, with scopes."],
                ],
            ],
        ]
    }

    private static func operation(_ method: RequestHead.Method, _ pattern: String, _ access: Access) -> JSONValue {
        let short = shortPath(pattern)
        let note = CallNotes.all["\(method.rawValue) \(short)"]
        var operation: JSONObject = [
            "operationId": .string(identifier(method, short)), "tags": [.string(tag(short))], "summary": .string(note?.summary ?? ""),
            "description": .string(access.words), "security": access.security,
        ]
        let parameters = pathParameters(pattern) + (note?.query ?? []).map { parameter($0.name, "query", $0.shape, $0.text) }
            + (note?.headers ?? []).map { parameter($0, "header", .text, "", isRequired: $0 == "If-Match") }
        if !parameters.isEmpty { operation["parameters"] = .array(parameters) }
        if let body = note?.body { operation["requestBody"] = ["required": true, "content": ["application/json": ["schema": body.json]]] }
        var responses = JSONObject()
        for answer in note?.answers ?? [(200, .any)] {
            var response: JSONObject = ["description": .string(answer.status < 300 ? "Done." : "Not now.")]
            if let shape = answer.shape { response["content"] = .object(JSONObject([(note?.mediaType ?? "application/json", .object(["schema": shape.json]))])) }
            responses["\(answer.status)"] = .object(response)
        }
        responses["default"] = ["$ref": "#/components/responses/Problem"]
        operation["responses"] = .object(responses)
        return .object(operation)
    }

    /// `get-boards-id`.
    private static func identifier(_ method: RequestHead.Method, _ path: String) -> String {
        let words = path.split { !($0.isLetter || $0.isNumber) }.map(String.init)
        return ([method.rawValue.lowercased()] + words).joined(separator: "-")
    }

    private static func tag(_ path: String) -> String { path.split { $0 == "/" || $0 == "." }.first.map(String.init) ?? "" }

    private static func pathParameters(_ pattern: String) -> [JSONValue] {
        pattern.split(separator: "/").filter { $0.hasPrefix("{") }.map { parameter(String($0.dropFirst().dropLast()), "path", .text, "", isRequired: true) }
    }

    private static func parameter(_ name: String, _ place: String, _ shape: Shape, _ text: String, isRequired: Bool = false) -> JSONValue {
        var parameter: JSONObject = ["name": .string(name), "in": .string(place), "required": .bool(isRequired), "schema": shape.json]
        if !text.isEmpty { parameter["description"] = .string(text) }
        return .object(parameter)
    }
}

extension Access {
    /// Who may, for people who read the description.
    fileprivate var words: String {
        if isOpen { return "Open to anyone." }
        let person = role.map { $0 == .rep ? "whoever is signed in" : "\($0.rawValue) and above" }
        let token = "tokens with \(scope.map { "\($0.rawValue) or admin" } ?? "admin")"
        return "For " + [person, token].compactMap { $0 }.joined(separator: "; ") + "."
    }

    fileprivate var security: JSONValue {
        if isOpen { return [] }
        return role == nil ? [["token": []]] : [["session": []], ["token": []]]
    }
}
