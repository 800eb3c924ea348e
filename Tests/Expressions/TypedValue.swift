import Foundation
import JSON

@testable import Expressions

/// Values and types as the shared cases write them: `{"type": "int", "value": "1"}`.
enum TypedValue {
    struct Unreadable: Error { let json: JSONValue }

    static func value(_ json: JSONValue) throws -> CELValue {
        let value = json["value"] ?? .null
        switch json["type"]?.string {
        case "null": return .null
        case "bool": if let bool = value.bool { return .bool(bool) }
        case "int": if let int = (value.string ?? value.number?.description).flatMap(Int64.init) { return .int(int) }
        case "uint": if let uint = (value.string ?? value.number?.description).flatMap(UInt64.init) { return .uint(uint) }
        case "double": if let double = (value.string ?? value.number?.description).flatMap(Double.init) { return .double(double) }
        case "string": if let string = value.string { return .string(string) }
        case "bytes": if let data = value.string.flatMap({ Data(base64Encoded: $0) }) { return .bytes(Array(data)) }
        case "type": if let name = value.string, let type = CELType.named[name] { return .type(type) }
        case "list": return .list(CELList(try (value.array ?? []).map { try Self.value($0) }))
        case "map": return .map(CELMap(try (json["entries"]?.array ?? []).map { entry in
            (key: try Self.value(entry[0] ?? .null), value: try Self.value(entry[1] ?? .null))
        }))
        case "timestamp":
            if let (seconds, nanos) = parts(json), let timestamp = CELTimestamp(seconds: seconds, nanos: Int32(nanos)) { return .timestamp(timestamp) }
        case "duration":
            if let (seconds, nanos) = parts(json), let duration = CELDuration(seconds: seconds, nanos: nanos) { return .duration(duration) }
        default: break
        }
        throw Unreadable(json: json)
    }

    private static func parts(_ json: JSONValue) -> (Int64, Int64)? {
        guard let seconds = json["seconds"]?.string.flatMap(Int64.init) else { return nil }
        return (seconds, json["nanos"]?.int64 ?? 0)
    }

    /// `int`, `list(string)`, `map(string, dyn)`.
    static func type(_ name: String) -> CELType {
        if let arguments = arguments(of: "list", in: name), let element = arguments.first { return .list(type(element)) }
        if let arguments = arguments(of: "map", in: name), arguments.count == 2 { return .map(type(arguments[0]), type(arguments[1])) }
        return ["timestamp": .timestamp, "duration": .duration][name] ?? CELType.named[name] ?? .dyn
    }

    private static func arguments(of constructor: String, in name: String) -> [String]? {
        guard name.hasPrefix(constructor + "("), name.hasSuffix(")") else { return nil }
        var parts = [""], depth = 0
        for character in name.dropFirst(constructor.count + 1).dropLast() {
            if character == "," && depth == 0 { parts.append(""); continue }
            depth += character == "(" ? 1 : (character == ")" ? -1 : 0)
            if character != " " { parts[parts.count - 1].append(character) }
        }
        return parts
    }
}

extension CELValue {
    /// The same value of the same type, NaN included: stricter than `==` of the language.
    func isIdentical(to other: CELValue) -> Bool {
        switch (self, other) {
        case (.double(let a), .double(let b)): a.isNaN && b.isNaN || a == b && a.sign == b.sign
        case (.list(let a), .list(let b)): a.count == b.count && zip(a.values, b.values).allSatisfy { $0.isIdentical(to: $1) }
        case (.map(let a), .map(let b)):
            a.count == b.count && a.keys.allSatisfy { key in
                guard let mine = a.value(key: key), let theirs = b.value(key: key) else { return false }
                return mine.isIdentical(to: theirs)
            }
        case (.type(let a), .type(let b)): a.runtimeName == b.runtimeName
        case (.optional(let a), .optional(let b)):
            if let a = a.value, let b = b.value { a.isIdentical(to: b) } else { a.value == nil && b.value == nil }
        default: type == other.type && equals(other)
        }
    }

    /// `==` of the language.
    func equals(_ other: CELValue) -> Bool {
        var frame = Frame(Activation(Environment(variables: [])), locals: 0, budget: .max)
        return (try? equals(other, &frame)) ?? false
    }
}
