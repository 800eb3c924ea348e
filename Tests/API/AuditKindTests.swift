import Foundation
import JSON
import PointsEngine
import Testing

@testable import API

/// Every note that the program writes belongs to a group by which the audit page finds it.
@Suite struct AuditKindTests {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// What stands in the sources behind `Note(kind:`, also where a condition chooses.
    private static func kinds() throws -> Set<String> {
        var kinds: Set<String> = []
        let files = try #require(FileManager.default.enumerator(at: root.appending(path: "Sources"), includingPropertiesForKeys: nil))
        for case let file as URL in files where file.pathExtension == "swift" {
            for match in try String(contentsOf: file, encoding: .utf8).matches(of: #/Note\(kind: ([^,\n]*),/#) {
                kinds.formUnion(match.output.1.matches(of: #/"([a-z-]+)"/#).map { String($0.output.1) })
            }
        }
        return kinds
    }

    @Test func `every kind of note has a group`() throws {
        let kinds = try Self.kinds(), groups = Set(AuditGroup.allCases.map(\.rawValue))
        #expect(kinds.count > 30 && kinds.contains("account-removed"))
        #expect(kinds.filter { !groups.contains(AuditKinds.word($0)) } == [])
    }

    /// What happens by itself is a sentence on the audit page, and so is what somebody did.
    @Test(arguments: ["en", "zh-Hans", "zh-Hant"]) func `every deed has a sentence`(language: String) throws {
        let data = try Data(contentsOf: Self.root.appending(path: "Public/i18n/\(language).more.json"))
        let keys = Set(try #require(try JSONValue.parse(Array(data)).object).map(\.key))
        let due = ["mature", "lock", "review", "expire", "warn"] + DueKinds.all.map { $0.name }
        #expect(due.filter { !keys.contains("audit.says.due.\($0)") } == [])
        let said = keys.filter { $0.hasPrefix("audit.says.due.") }.map { String($0.dropFirst("audit.says.due.".count)) }
        #expect(Set(said).subtracting(due) == [], "of nothing that happens")
    }

    @Test func `a group finds its notes`() {
        #expect(AuditKinds.stored("session").contains("sign-in-changed") && AuditKinds.stored("user").contains("second-factor-reset"))
    }
}
