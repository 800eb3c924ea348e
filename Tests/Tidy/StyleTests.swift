import Foundation
import Testing

/// What the style asks for, as far as a machine sees it.
@Suite("The style")
struct StyleTests {
    private static let everything = Repository.sources + Repository.tests
    private static let scripts = Repository.files("Public/js", ".js")

    /// Files beyond the bound, each with the reason for it.
    private static let long: [String: String] = [:]

    @Test
    func `No file is longer than 350 lines`() throws {
        for file in Self.everything + Self.scripts + Repository.files("Public/styles", ".css") where Self.long[file.path] == nil {
            let count = try file.lines().count
            #expect(count <= 351, "\(file.path): \(count) lines")
        }
    }

    /// All that is JavaScript: the pages, their worker, and what tests run in them.
    private static let modules = Repository.files("Public", ".js") + Repository.files("Tests", ".js")

    @Test
    func `Lines of scripts are at most 140 characters`() throws {
        for file in Self.modules {
            for (index, line) in try file.lines().enumerated() { #expect(line.count <= 140, "\(file.path):\(index + 1): \(line.count) characters") }
        }
    }

    @Test
    func `Functions of scripts take at most seven values`() throws {
        let declaration = #/(?:function\s*\w*|=|\basync|^\s+(?:static |async |set |get )*#?\w+)\s*\(([^()]*(?:\([^()]*\)[^()]*)*)\)\s*(?:=>|\{)/#.anchorsMatchLineEndings()
        for file in Self.modules {
            for found in try file.text().matches(of: declaration) {
                let count = Self.values(in: found.output.1)
                #expect(count <= 7, "\(file.path): \(count) in (\(found.output.1))")
            }
        }
    }

    /// How many parameters stand between two brackets: what is taken apart by name counts as one.
    private static func values(in list: Substring) -> Int {
        var depth = 0, count = list.contains { !$0.isWhitespace } ? 1 : 0
        for character in list {
            if "{[(".contains(character) { depth += 1 }
            if "}])".contains(character) { depth -= 1 }
            if character == ",", depth == 0 { count += 1 }
        }
        return count
    }

    @Test(arguments: ["try!", "as!", "fatalError(", "sleep(", "usleep(", "nanosleep(", "Task.sleep", "Thread.sleep"])
    func `What may trap or sleep is not called`(call: String) throws {
        let found = try Self.everything.flatMap { try $0.places(of: [call]).filter(\.isWhole).map(\.description) }
        #expect(found == [])
    }

    @Test(arguments: ["print(", "debugPrint(", "dump("])
    func `Libraries do not print`(call: String) throws {
        let found = try Repository.sources.filter { $0.part != "laurel" }.flatMap { try $0.places(of: [call]).filter(\.isWhole).map(\.description) }
        #expect(found == [])
    }

    @Test
    func `What the compiler is told to believe is proved beside it`() throws {
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

    @Test
    func `Nothing is left for later`() throws {
        let texts = [("Public", ".html"), ("Public", ".json"), ("Public/styles", ".css"), ("Rules", ".yaml")].flatMap { Repository.files($0.0, $0.1) }
        for file in Self.everything + Self.scripts + texts {
            let text = try file.text()
            let found = Self.unfinished.filter { text.contains($0) }
            #expect(found == [], "\(file.path)")
        }
        #expect((Repository.sources + Repository.tests).filter { $0.path.hasSuffix("/Placeholder.swift") }.map(\.path) == [])
    }

    /// Words of the first version that told a stranger nothing; the field has its own.
    private static let obscure = ["Dawn", "Race", "Room", "Comings", "Handover", "Desk", "Sight", "Trouble", "Asker", "Witness", "Deed"]

    @Test
    func `Types are named in the words of the field`() throws {
        let kinds: Set = ["struct", "class", "enum", "protocol", "typealias"]
        for file in Repository.sources {
            for (index, line) in try file.lines().enumerated() {
                let words = line.split { !$0.isLetter && $0 != "_" }.map(String.init)
                guard let kind = words.firstIndex(where: kinds.contains), kind + 1 < words.count else { continue }
                #expect(!Self.obscure.contains { words[kind + 1].hasSuffix($0) }, "\(file.path):\(index + 1)")
            }
        }
    }

    private static let machine = ["/wo" + "rk/", "/ho" + "me/", "/Us" + "ers/", "/ro" + "ot/"]

    @Test
    func `Code names no place of one machine`() throws {
        for file in Self.everything {
            // SCIM has paths of people, too.
            let machine = file.path.contains("/Provisioning/") ? Self.machine.filter { !$0.contains("ers") } : Self.machine
            for (index, line) in try file.lines().enumerated() where line.contains("/") {
                #expect(!machine.contains { line.contains($0) }, "\(file.path):\(index + 1)")
            }
        }
    }
}
