import JSON
import Web

/// `GET /openapi.json`.
enum ReadDescriptionCall {
    static let endpoint = Endpoint(
        .get, "/openapi.json", .anyone, "This description.", gives: .json(.map(.open("a document of OpenAPI 3.1")))
    ) { call in
        call.reply.answer(
            Response(status: 200, headers: [.init("Cache-Control", "no-cache")], mediaType: "application/json", body: APIDescription.bytes))
    }
}

/// The API as OpenAPI 3.1, made of the calls themselves, so that it holds what there is.
enum APIDescription {
    static let bytes = document(of: Routes.all).bytes

    static func document(of endpoints: [Endpoint]) -> JSONValue {
        var paths = JSONObject()
        for endpoint in endpoints {
            var item = paths[endpoint.path.pattern]?.object ?? [:]
            item[endpoint.method.rawValue.lowercased()] = operation(endpoint)
            paths[endpoint.path.pattern] = .object(item)
        }
        let schemas = APIShapes.all.map { ($0.name, $0.shape.json(inRequest: APIShapes.isOfRequests($0.name))) }
        return [
            "openapi": "3.1.0",
            "info": [
                "title": "Laurel", "version": "1",
                "description": "Points and leaderboards for sales teams. Times are RFC 3339 in UTC, points are integers, quantities have at most four fraction digits. Lists page by cursor. Errors are RFC 9457 problems with a code that keeps its meaning. A request with a key in its body that is not described is refused; arguments and headers that are not described are not read.",
            ],
            "paths": .object(paths),
            "components": [
                "schemas": .object(JSONObject(schemas)),
                "responses": ["Problem": ["description": "A problem with a stable code.", "content": ["application/problem+json": ["schema": Shape.shared("Problem").json()]]]],
                "securitySchemes": [
                    "session": ["type": "apiKey", "in": "cookie", "name": "laurel", "description": "From POST /session. Writes send X-CSRF-Token, which GET /session tells."],
                    "token": ["type": "http", "scheme": "bearer", "description": "Made by an administrator, with scopes."],
                ],
            ],
        ]
    }

    private static func operation(_ endpoint: Endpoint) -> JSONValue {
        let short = endpoint.path.short
        var operation: JSONObject = [
            "operationId": .string(identifier(endpoint.method, short)), "tags": [.string(tag(short))], "summary": .string(endpoint.summary),
            "description": .string(endpoint.access.words), "security": endpoint.access.security,
        ]
        let parameters = pathParameters(endpoint.path.pattern)
            + endpoint.input.query.map { parameter($0.name, "query", $0.shape, $0.text) }
            + endpoint.input.headers.map { parameter($0.name, "header", .text, $0.text, isRequired: $0.isRequired) }
        if !parameters.isEmpty { operation["parameters"] = .array(parameters) }
        if let body = endpoint.input.body {
            operation["requestBody"] = ["required": .bool(body.isRequired), "content": content(body.contents, inRequest: true)]
        }
        var responses = JSONObject()
        for answer in endpoint.answers.all {
            var response: JSONObject = ["description": .string(answer.status < 300 ? "Done." : "Not now.")]
            if !answer.contents.isEmpty { response["content"] = content(answer.contents) }
            responses["\(answer.status)"] = .object(response)
        }
        responses["default"] = ["$ref": "#/components/responses/Problem"]
        operation["responses"] = .object(responses)
        return .object(operation)
    }

    private static func content(_ contents: [(mediaType: String, shape: Shape)], inRequest: Bool = false) -> JSONValue {
        .object(JSONObject(contents.map { ($0.mediaType, ["schema": $0.shape.json(inRequest: inRequest)]) }))
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
        var parameter: JSONObject = ["name": .string(name), "in": .string(place), "required": .bool(isRequired), "schema": shape.json(inRequest: true)]
        if !text.isEmpty { parameter["description"] = .string(text) }
        return .object(parameter)
    }
}

extension Access {
    /// Who may, for people who read the description.
    fileprivate var words: String {
        if isOpen { return "Open to anyone." }
        let person = role == .rep ? "whoever is signed in" : "\(role.rawValue) and above"
        return "For \(person); tokens with \(scope.map { "\($0.rawValue) or admin" } ?? "admin")."
    }

    fileprivate var security: JSONValue { isOpen ? [] : [["session": []], ["token": []]] }
}
