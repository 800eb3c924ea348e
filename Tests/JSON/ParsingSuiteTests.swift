import Foundation
import JSON
import Testing

/// The public parsing suite (nst/JSONTestSuite), read from the shared cases.
struct ParsingSuiteTests {
    struct Case: Decodable, CustomTestStringConvertible, Sendable {
        let name: String
        let expect: String
        let base64: Data
        var testDescription: String { name }
    }

    private struct Suite: Decodable { let cases: [Case] }

    static let file = Shared.folder.appending(path: "json/parsing.json")

    static func cases(_ expect: String) throws -> [Case] {
        guard Shared.has(file) else { return [] }
        return try JSONDecoder().decode(Suite.self, from: Data(contentsOf: file)).cases.filter { $0.expect == expect }
    }

    @Test(.enabled(if: Shared.has(file), "shared cases are missing"), arguments: try cases("accept"))
    func `accepts what is JSON`(_ one: Case) throws {
        let value = try JSONValue.parse(one.base64, duplicateKeys: .lastWins)
        #expect(try JSONValue.parse(value.bytes) == value)
        #expect(try JSONValue.parse(value.canonicalBytes) == value)
    }

    /// RFC 8259 only says that keys SHOULD be unique; Laurel insists on it.
    @Test func `refuses duplicate keys unless told otherwise`() throws {
        #expect(reason(#"{"a": 1, "b": {"c": 1, "c": 2}}"#.utf8) == .duplicateKey)
        let value = try JSONValue.parse(#"{"a": 1, "b": 2, "a": {"c": 1, "c": 2}}"#.utf8, duplicateKeys: .lastWins)
        #expect(value == ["a": ["c": 2], "b": 2])
    }

    @Test(.enabled(if: Shared.has(file), "shared cases are missing"), arguments: try cases("reject"))
    func `rejects what is not`(_ one: Case) {
        #expect(throws: JSONError.self) { try JSONValue.parse(one.base64) }
    }

    @Test(.enabled(if: Shared.has(file), "shared cases are missing"), arguments: try cases("either"))
    func `survives what is left open`(_ one: Case) {
        _ = try? JSONValue.parse(one.base64)
    }
}

/// The reason for which a text is refused; nil if it is not.
func reason(_ bytes: some Collection<UInt8>) -> JSONError.Reason? {
    do throws(JSONError) {
        _ = try JSONValue.parse(bytes)
        return nil
    } catch {
        return error.reason
    }
}
