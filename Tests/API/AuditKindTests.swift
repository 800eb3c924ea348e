import Foundation
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

    @Test func `a group finds its notes`() {
        #expect(AuditKinds.stored("session").contains("sign-in-changed") && AuditKinds.stored("user").contains("second-factor-reset"))
    }
}
