import Foundation
import FuzzTargets
import Testing

/// What fuzzing starts from, and what it has found once: `Tests/Fuzzing/Corpus/<target>/<name>`. `.ci/fuzz` looks for more.
@Suite("The corpus of fuzzing")
struct CorpusTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Corpus")

    private static func files(of target: FuzzTarget) throws -> [URL] {
        try FileManager.default.contentsOfDirectory(at: folder.appending(path: target.rawValue), includingPropertiesForKeys: nil).sorted { $0.path < $1.path }
    }

    @Test(arguments: FuzzTarget.allCases)
    func `keeps its properties`(target: FuzzTarget) throws {
        let files = try Self.files(of: target)
        #expect(!files.isEmpty)
        for file in files {
            do { try target.take(Array(Data(contentsOf: file))) } catch { Issue.record("\(file.lastPathComponent): \(error)") }
        }
    }
}
