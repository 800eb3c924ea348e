import Foundation
import Testing

/// What the style asks for, as far as a machine sees it.
@Suite("The style")
struct StyleTests {
    private static let everything = Repository.sources + Repository.tests
    private static let scripts = Repository.files("Public/js", ".js")

    /// Files beyond the bound, each with the reason for it.
    private static let long: [String: String] = [:]

    @Test("No file is longer than 350 lines")
    func lengths() throws {
        for file in Self.everything + Self.scripts + Repository.files("Public/styles", ".css") where Self.long[file.path] == nil {
            let count = try file.lines().count
            #expect(count <= 351, "\(file.path): \(count) lines")
        }
    }

    @Test("What may trap or sleep is not called", arguments: ["try!", "as!", "fatalError(", "sleep(", "usleep(", "nanosleep(", "Task.sleep", "Thread.sleep"])
    func banned(call: String) throws {
        let found = try Self.everything.flatMap { try $0.places(of: [call]).filter(\.isWhole).map(\.description) }
        #expect(found == [])
    }

    @Test("Libraries do not print", arguments: ["print(", "debugPrint(", "dump("])
    func printing(call: String) throws {
        let found = try Repository.sources.filter { $0.part != "laurel" }.flatMap { try $0.places(of: [call]).filter(\.isWhole).map(\.description) }
        #expect(found == [])
    }

    @Test("What the compiler is told to believe is proved beside it")
    func proofs() throws {
        for file in Repository.sources {
            let lines = try file.lines()
            for (index, line) in lines.enumerated() where line.contains("@unchecked Sendable") || line.contains("nonisolated(unsafe)") {
                let around = lines[max(0, index - 4)...min(lines.count - 1, index + 4)]
                #expect(around.contains { $0.contains("Proof") || $0.contains("proof") || $0.contains("proves") }, "\(file.path):\(index + 1)")
            }
        }
    }

    /// Written in two parts, so that this file does not find itself.
    private static let unfinished = ["TO" + "DO", "FIX" + "ME", "HA" + "CK:", "lorem" + " ipsum", "not yet" + " implemented", "coming" + " soon", "for" + " now,"]

    @Test("Nothing is left for later")
    func placeholders() throws {
        let texts = [("Public", ".html"), ("Public", ".json"), ("Public/styles", ".css"), ("Rules", ".yaml")].flatMap { Repository.files($0.0, $0.1) }
        for file in Self.everything + Self.scripts + texts {
            let text = try file.text()
            let found = Self.unfinished.filter { text.contains($0) }
            #expect(found == [], "\(file.path)")
        }
        #expect((Repository.sources + Repository.tests).filter { $0.path.hasSuffix("/Placeholder.swift") }.map(\.path) == [])
    }

    private static let machine = ["/wo" + "rk/", "/ho" + "me/", "/Us" + "ers/", "/ro" + "ot/"]

    @Test("Code names no place of one machine")
    func places() throws {
        for file in Self.everything {
            for (index, line) in try file.lines().enumerated() where line.contains("/") {
                #expect(!Self.machine.contains { line.contains($0) }, "\(file.path):\(index + 1)")
            }
        }
    }
}
