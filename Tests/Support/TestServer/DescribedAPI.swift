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
        if 200..<300 ~= answer.status, let body, let json = try? JSONValue.parse(body),
            let shape = operation["requestBody"]?["content"]?["application/json"]?["schema"] {
            // Events in binary mode are data, described by the specification of CloudEvents.
            faults += operation["operationId"] == "post-activities" ? [] : differences(json, shape, "the request")
        }
        return faults.map { "\(method) \(target): \($0)" }
    }

    private static func matches(_ pattern: [Substring], _ path: [Substring]) -> Bool {
        pattern.count == path.count && zip(pattern, path).allSatisfy { $0.hasPrefix("{") || $0 == $1 }
    }

    private func answered(_ operation: JSONValue, _ answer: HTTPClient.Response) -> [String] {
        if answer.status >= 400 {
            guard answer.header("content-type") == "application/problem+json" else { return [] }
            return differences(answer.json, ["$ref": "#/components/schemas/Problem"], "the problem", isOpen: true)
        }
        guard let response = operation["responses"]?["\(answer.status)"] else { return ["status \(answer.status) is not described"] }
        guard let content = response["content"]?.object, let (type, media) = content.first.map({ ($0.key, $0.value) }) else {
            return answer.body.isEmpty ? [] : ["an answer of \(answer.status) without a body has one"]
        }
        guard type.hasPrefix("application/json"), let shape = media["schema"] else { return [] }
        return differences(answer.json, shape, "the answer")
    }

    /// - Parameter isOpen: whether other members may stand in it.
    private func differences(_ value: JSONValue, _ shape: JSONValue, _ place: String, isOpen: Bool = false) -> [String] {
        if let name = shape["$ref"]?.string?.split(separator: "/").last {
            return differences(value, shapes[String(name)] ?? [:], place, isOpen: isOpen)
        }
        if let choices = shape["oneOf"]?.array ?? shape["anyOf"]?.array {
            let all = choices.map { differences(value, $0, place, isOpen: isOpen) }
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
            return members(of: object, shape, place, isOpen: isOpen)
        default: return []
        }
    }

    private func members(of object: JSONObject, _ shape: JSONValue, _ place: String, isOpen: Bool) -> [String] {
        if let any = shape["additionalProperties"] { return object.flatMap { differences($0.value, any, "\(place)/\($0.key)") } }
        guard let properties = shape["properties"]?.object else { return [] }
        let missing = (shape["required"]?.array ?? []).compactMap(\.string).filter { object[$0] == nil }.map { "\(place)/\($0) is missing" }
        return missing + object.flatMap { member -> [String] in
            guard let property = properties[member.key] else { return isOpen ? [] : ["\(place)/\(member.key) is not described"] }
            return differences(member.value, property, "\(place)/\(member.key)")
        }
    }
}
