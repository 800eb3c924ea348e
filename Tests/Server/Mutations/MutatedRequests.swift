import Identity
import JSON
import Seeds

/// Makes requests from the description of the API: as it says, and with something in each place that it does not say.
struct MutatedRequests {
    struct Operation {
        let method: String
        let path: String
        let note: JSONValue
    }

    struct Request {
        let method: String
        let target: String
        var headers: [String: String]
        let body: [UInt8]?

        var text: String { "\(headers) \(body.map { String(decoding: $0.prefix(400), as: UTF8.self) } ?? "")" }
    }

    let operations: [Operation]
    private let shapes: JSONValue

    /// What would end the sessions of the test, or keep its passwords busy, is left out.
    private static let leftOut: Set<String> = [
        "DELETE /api/v1/session", "DELETE /api/v1/sessions", "DELETE /api/v1/users/{name}/sessions", "DELETE /api/v1/tokens", "PUT /api/v1/settings/sign-in",
    ]

    init(_ description: JSONValue) {
        shapes = description["components"]?["schemas"] ?? [:]
        operations = (description["paths"]?.object?.members ?? []).flatMap { path in
            (path.value.object?.members ?? []).map { Operation(method: $0.key.uppercased(), path: path.key, note: $0.value) }
        }.filter { !Self.leftOut.contains("\($0.method) \($0.path)") }
    }

    private static let numbers = [
        "9223372036854775807", "-9223372036854775808", "9223372036854775808", "18446744073709551615", "9007199254740993", "-1", "0", "1", "2", "501", "+5", "1.5",
        "1e400", "NaN", "٣", "9223372036854775807.9223372036854775807", "-9223372036854775808.-9223372036854775808", "0.0", "1.2.3",
    ]
    private static let times = [
        "0001-01-01", "9999-12-31", "10000-01-01", "0000-01-01", "2026-02-30", "2026-11-20", "0001-01-01T00:00:00+14:00", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59.999999Z",
        "9999-12-31T23:59:59-14:00", "2026-06-30T23:59:60Z", "999999-W53", "9999-W52", "0001-W01", "2026-W53", "2026-W54", "FY9999", "FY2026-Q4", "9999-Q4", "2026-Q5", "9999", "0000", "all", "current",
    ]
    private static let words = [
        "me", "company", "own-team", "team:", "team:east", "member:me", "member:", "json", "csv", "true", "li.na", "mug", "r-1", "east", "nobody", "entries.csv", "members.csv",
        "earned", "targets", "boards", "liability", "spent", "month", "%00", "%F0%9F%8F%86", "%FF", "%2F..%2F..", "a%0Ab", "%E2%80%AE", String(repeating: "a", count: 3_000), "'; DROP TABLE entry", "*",
    ]

    private static func value(_ random: inout Seeded) -> String {
        random.one(random.one([numbers, times, words]))
    }

    private static func argument(_ random: inout Seeded) -> String {
        value(&random).replacing(" ", with: "%20").replacing("+", with: "%2B")
    }

    // MARK: A request

    func request(of operation: Operation, round: Int, _ random: inout Seeded) -> Request {
        let parameters = operation.note["parameters"]?.array ?? []
        var path = operation.path, arguments: [String] = []
        for parameter in parameters {
            let name = parameter["name"]?.string ?? ""
            switch parameter["in"]?.string {
            case "path": path = path.replacing("{\(name)}", with: Self.argument(&random))
            case "query" where random.chance(60): arguments.append("\(name)=\(Self.argument(&random))")
            default: break
            }
        }
        if random.chance(20) { arguments.append("\(random.one(["after", "cursor", "next", "limit", "offset", "format"]))=\(Self.argument(&random))") }
        var headers: [String: String] = [:]
        if random.chance(50) { headers["If-Match"] = random.one(["\"1\"", "1", "\"\"", "\"9223372036854775807\"", "\"-9223372036854775808\"", "*", "W/\"1\""]) }
        if random.chance(30) { headers["Idempotency-Key"] = random.one(["k", String(repeating: "k", count: 128), String(repeating: "k", count: 129)]) }
        if random.chance(10) { headers["Accept-Language"] = random.one(["zh-Hant;q=1.000001, *;q=-9", "q=", "en;q=9223372036854775808"]) }
        let schema = operation.note["requestBody"]?["content"]?["application/json"]?["schema"]
        let body = schema.map { shape in mutated(made(from: shape, 0, &random), round == 0 ? 0 : 30, &random).bytes }
        return Request(method: operation.method, target: path + (arguments.isEmpty ? "" : "?" + arguments.joined(separator: "&")), headers: headers, body: body)
    }

    // MARK: Bodies

    private func made(from shape: JSONValue, _ depth: Int, _ random: inout Seeded) -> JSONValue {
        guard depth < 8 else { return .null }
        if let reference = shape["$ref"]?.string { return made(from: shapes[String(reference.split(separator: "/").last ?? "")] ?? [:], depth + 1, &random) }
        if let choices = shape["oneOf"]?.array, let first = choices.first { return random.chance(80) ? made(from: first, depth + 1, &random) : .null }
        if let words = shape["enum"]?.array, !words.isEmpty { return random.one(words) }
        switch shape["type"]?.string {
        case "string": return .string(random.one(["2026-11-20T02:00:00Z", "2026-11", "li.na", "mug", "east", "revenue", "sale.won", "x"]))
        case "integer", "number": return .number(Decimal(Int64(random.below(500))))
        case "boolean": return .bool(random.chance(50))
        case "array": return .array((0..<random.below(3)).map { _ in made(from: shape["items"] ?? [:], depth + 1, &random) })
        case "object":
            let members = shape["properties"]?.object?.members ?? []
            return .object(JSONObject(members.filter { _ in random.chance(85) }.map { ($0.key, made(from: $0.value, depth + 1, &random)) }))
        default: return random.one(["x", 1, [:], ["a": 1]])
        }
    }

    private func mutated(_ value: JSONValue, _ percent: Int, _ random: inout Seeded) -> JSONValue {
        if random.chance(percent) { return strange(&random) }
        switch value {
        case .array(let items): return .array(items.map { mutated($0, percent, &random) })
        case .object(let object): return .object(JSONObject(object.members.map { ($0.key, mutated($0.value, percent, &random)) }))
        default: return value
        }
    }

    private func strange(_ random: inout Seeded) -> JSONValue {
        let numbers = ["9223372036854775807", "-9223372036854775808", "9223372036854775808", "9007199254740991", "-9007199254740992", "1e30", "-1e-30", "0.00005", "1e34", "99999999999999.99995"]
        switch random.below(6) {
        case 0: return (try? JSONValue.parse(random.one(numbers))) ?? 0
        case 1: return .string(random.one(Self.times))
        case 2: return .string(random.one(["", " ", "\u{0}", String(repeating: "长", count: 5_000), "=1+1", "a/b", "me", "2026-W53"]))
        case 3: return random.one([.null, true, [], [:], [[[[[[]]]]]], ["a": ["b": ["c": 1]]]])
        case 4: return .array(Array(repeating: 1, count: 600))
        default: return .string(Self.value(&random))
        }
    }
}
