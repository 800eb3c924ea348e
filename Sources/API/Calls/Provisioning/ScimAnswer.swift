import Identity
import JSON
import Web

/// Answers as SCIM 2.0 has them (RFC 7644): their media type, lists, and errors in a form of their own.
enum ScimAnswer {
    static let mediaType = "application/scim+json"
    static let base = "/scim/v2"

    /// Whether a path is one of SCIM's.
    static func isOf(_ path: String) -> Bool { path == base || path.hasPrefix(base + "/") }

    /// What may stand in a body: providers name either type. What it holds is read by whoever takes it, since they send much that nobody needs.
    static let body = RequestBody.anyJSON([mediaType, "application/json"], "a resource of SCIM 2.0 (RFC 7643), or a PatchOp (RFC 7644, 3.5.2)", upTo: 512 << 10)

    static func resource(_ status: Int = 200, _ object: JSONObject) -> Response {
        var headers: [Response.Header] = [.init("Cache-Control", "no-store")]
        if status == 201, let place = object["meta"]?["location"]?.string { headers.append(.init("Location", place)) }
        return Response(status: status, headers: headers, mediaType: mediaType, body: JSONValue.object(object).bytes)
    }

    static func list(_ resources: [JSONObject], total: Int, from start: Int) -> Response {
        resource(200, [
            "schemas": ["urn:ietf:params:scim:api:messages:2.0:ListResponse"], "totalResults": .number(Decimal(total)), "startIndex": .number(Decimal(start)),
            "itemsPerPage": .number(Decimal(resources.count)), "Resources": .array(resources.map(JSONValue.object)),
        ])
    }

    /// RFC 7644, 3.12. A resource that is malformed is 400 there.
    static func problem(_ problem: Problem) -> Response {
        let status = problem.status == 422 ? 400 : problem.status
        var object: JSONObject = [
            "schemas": ["urn:ietf:params:scim:api:messages:2.0:Error"], "status": .string("\(status)"),
            "detail": .string(problem.detail ?? ProblemTexts.title(of: problem.code, in: .en)),
        ]
        object["scimType"] = problem.extra?["scimType"] ?? (status == 400 ? "invalidValue" : status == 409 && problem.code == ProblemCode(Code.conflict) ? "uniqueness" : nil)
        var headers: [Response.Header] = [.init("Cache-Control", "no-store")]
        if let retryAfter = problem.retryAfter { headers.append(.init("Retry-After", "\(retryAfter)")) }
        if status == 401 { headers.append(.init("WWW-Authenticate", "Bearer")) }
        return Response(status: status, headers: headers, mediaType: mediaType, body: JSONValue.object(object).bytes)
    }

    static func invalid(_ type: String, _ detail: String) -> Problem {
        var problem = Problem(400, ProblemCode(Code.malformed), detail)
        problem.extra = ["scimType": .string(type)]
        return problem
    }
}

extension Call {
    /// The body, whatever its media type says.
    func scimBody() throws -> JSONObject {
        guard let value = try? JSONValue.parse(content.file), let object = value.object else { throw ScimAnswer.invalid("invalidSyntax", "the body is a JSON object") }
        return object
    }

    /// Where a page begins and how much it holds: from 1, and at most 200 (RFC 7644, 3.4.2.4).
    func scimPage() -> (start: Int, count: Int) {
        let start = query("startIndex").flatMap { Int($0) } ?? 1, count = query("count").flatMap { Int($0) } ?? 100
        return (min(max(1, start), 1 << 40), min(max(0, count), 200))
    }

    static let scimListing: [Argument] = [
        Argument("filter", .text, "such as userName eq \"value\" (RFC 7644, 3.4.2.2)"), Argument("startIndex", .integer, "from 1"), Argument("count", .integer, "at most 200"),
        Argument("attributes", .text, "what is wanted of each"), Argument("excludedAttributes", .text, "what is not"),
    ]
    static let scimShowing: [Argument] = [Argument("attributes", .text, "what is wanted of it"), Argument("excludedAttributes", .text, "what is not")]
}

/// What was asked for of resources (RFC 7644, 3.9).
struct ScimTrim: Sendable {
    private let wanted: [String]?
    private let unwanted: [String]

    init(_ call: Call) {
        func names(_ argument: String) -> [String]? { call.query(argument).map { $0.split(separator: ",").map { $0.filter { $0 != " " }.lowercased() } } }
        wanted = names("attributes")
        unwanted = names("excludedAttributes") ?? []
    }

    func shown(_ object: JSONObject) -> JSONObject {
        let kept = wanted.map { $0.map { String($0.prefix { $0 != "." }) } + Self.always }
        return JSONObject(object.filter { member in
            let name = member.key.lowercased()
            return kept?.contains(name) ?? (!unwanted.contains(name) || Self.always.contains(name))
        }.map { ($0.key, $0.value) })
    }

    private static let always = ["id", "schemas"]
}
