import Foundation
import JSON
import Synchronization
import TestClients

/// The description that the server gives of itself (`GET /openapi.json`), held against what it answers and takes.
///
/// Stricter than JSON Schema: what an answer or an accepted request holds and the description does not name is a fault too.
struct DescribedAPI: Sendable {
    private struct Operation {
        let method: String
        let path: [Substring]
        let json: JSONValue

        var parameters: Int { path.count { $0.hasPrefix("{") } }
    }

    private let operations: [Operation]
    private let shapes: JSONObject

    init(_ description: JSONValue) {
        let paths = description["paths"]?.object ?? JSONObject()
        operations = paths.flatMap { path in
            (path.value.object ?? JSONObject()).map { Operation(method: $0.key.uppercased(), path: path.key.split(separator: "/"), json: $0.value) }
        }
        shapes = description["components"]?["schemas"]?.object ?? JSONObject()
    }

    private static let known = Mutex<DescribedAPI?>(nil)

    /// The same for every server of a process.
    static func of(_ client: HTTPClient) throws -> DescribedAPI {
        if let found = known.withLock({ $0 }) { return found }
        let made = DescribedAPI(try client.get("/api/v1/openapi.json").json)
        known.withLock { $0 = made }
        return made
    }

    /// What an exchange has that is not described, as sentences.
    func faults(_ method: String, _ target: String, body: [UInt8]?, _ answer: HTTPClient.Response) -> [String] {
        // Pages and files are no calls.
        guard answer.body.isEmpty || answer.header("content-type")?.contains("json") == true else { return [] }
        let path = (target.split(separator: "?").first ?? "").split(separator: "/")
        let found = operations.filter { $0.method == method && Self.matches($0.path, path) }
            .min { $0.parameters < $1.parameters }
        guard let operation = found?.json else { return [404, 405, 421].contains(answer.status) ? [] : ["\(method) \(target) is not described"] }
        var faults = answered(operation, answer)
        if 200..<300 ~= answer.status, let body { faults += taken(operation, body) }
        return faults.map { "\(method) \(target): \($0)" }
    }

    private static func matches(_ pattern: [Substring], _ path: [Substring]) -> Bool {
        pattern.count == path.count && zip(pattern, path).allSatisfy { $0.hasPrefix("{") || $0 == $1 }
    }

    /// What an accepted request holds that is not described.
    private func taken(_ operation: JSONValue, _ body: [UInt8]) -> [String] {
        // Events in binary mode are data, a batch is answered whatever its events are: the specification of CloudEvents describes them.
        guard operation["operationId"] != "post-activities", let json = try? JSONValue.parse(body) else { return [] }
        guard let shape = operation["requestBody"]?["content"]?["application/json"]?["schema"] else {
            // It is not read.
            return json.object?.isEmpty == true ? [] : ["a body that is not described was taken"]
        }
        return differences(json, shape, "the request")
    }

    private func answered(_ operation: JSONValue, _ answer: HTTPClient.Response) -> [String] {
        if answer.status >= 400 {
            guard answer.header("content-type") == "application/problem+json" else { return [] }
            return differences(answer.json, ["$ref": "#/components/schemas/Problem"], "the problem")
        }
        guard let response = operation["responses"]?["\(answer.status)"] else { return ["status \(answer.status) is not described"] }
        guard let content = response["content"]?.object else {
            return answer.body.isEmpty ? [] : ["an answer of \(answer.status) without a body has one"]
        }
        let type = answer.header("content-type") ?? ""
        guard let media = content.first(where: { type.hasPrefix($0.key) })?.value else { return ["an answer of type \(type) is not described"] }
        guard type.hasPrefix("application/json"), let shape = media["schema"] else { return [] }
        return differences(answer.json, shape, "the answer")
    }

    private func differences(_ value: JSONValue, _ shape: JSONValue, _ place: String) -> [String] {
        if let name = shape["$ref"]?.string?.split(separator: "/").last { return differences(value, shapes[String(name)] ?? [:], place) }
        if let choices = shape["oneOf"]?.array ?? shape["anyOf"]?.array {
            let all = choices.map { differences(value, $0, place) }
            return all.contains([]) ? [] : value.isNull ? ["\(place) is null"] : all.min { $0.count < $1.count } ?? []
        }
        if let words = shape["enum"]?.array, !words.contains(value) { return ["\(place) is \(value), none of the words"] }
        switch shape["type"]?.string {
        case "string": return value.string == nil ? ["\(place) is no text: \(value)"] : []
        case "integer": return value.number?.int64 == nil ? ["\(place) is no integer: \(value)"] : []
        case "number": return value.number == nil ? ["\(place) is no number: \(value)"] : []
        case "boolean": return value.bool == nil ? ["\(place) is no flag: \(value)"] : []
        case "array":
            guard let items = value.array, let item = shape["items"] else { return ["\(place) is no list: \(value)"] }
            return items.enumerated().flatMap { differences($1, item, "\(place)/\($0)") }
        case "object":
            guard let object = value.object else { return ["\(place) is no object: \(value)"] }
            return members(of: object, shape, place)
        default: return []
        }
    }

    private func members(of object: JSONObject, _ shape: JSONValue, _ place: String) -> [String] {
        let others = shape["additionalProperties"].flatMap { $0.object == nil ? nil : $0 }, properties = shape["properties"]?.object ?? JSONObject()
        let missing = (shape["required"]?.array ?? []).compactMap(\.string).filter { object[$0] == nil }.map { "\(place)/\($0) is missing" }
        return missing + object.flatMap { member -> [String] in
            guard let property = properties[member.key] ?? others else { return ["\(place)/\(member.key) is not described"] }
            return differences(member.value, property, "\(place)/\(member.key)")
        }
    }
}
