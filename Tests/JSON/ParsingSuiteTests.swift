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

    /// RFC 8259 only says that keys SHOULD be unique; Laurel insists on it.
    static let refusedByChoice: Set = ["y_object_duplicated_key.json", "y_object_duplicated_key_and_value.json"]

    @Test(.enabled(if: Shared.has(file), "shared cases are missing"), arguments: try cases("accept"))
    func acceptsWhatIsJSON(_ one: Case) throws {
        if Self.refusedByChoice.contains(one.name) {
            #expect(reason(one.base64) == .duplicateKey)
        } else {
            let value = try JSONValue.parse(one.base64)
            #expect(try JSONValue.parse(value.bytes) == value)
            #expect(try JSONValue.parse(value.canonicalBytes) == value)
        }
    }

    @Test(.enabled(if: Shared.has(file), "shared cases are missing"), arguments: try cases("reject"))
    func rejectsWhatIsNot(_ one: Case) {
        #expect(throws: JSONError.self) { try JSONValue.parse(one.base64) }
    }

    @Test(.enabled(if: Shared.has(file), "shared cases are missing"), arguments: try cases("either"))
    func survivesWhatIsLeftOpen(_ one: Case) {
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
