import Foundation
import Testing

/// The files of this repository, as the tests of tidiness read them.
struct Repository {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().standardizedFileURL

    struct File: Sendable, CustomTestStringConvertible {
        /// Within the repository: `Sources/JSON/JSONValue.swift`.
        let path: String
        var testDescription: String { path }

        /// The folder right below `Sources` or `Tests`.
        var part: String { path.split(separator: "/").dropFirst().first.map(String.init) ?? "" }

        func text() throws -> String { try String(contentsOf: Repository.root.appending(path: path), encoding: .utf8) }
        func lines() throws -> [Substring] { try text().split(separator: "\n", omittingEmptySubsequences: false) }

        /// The lines in whose code one of the words stands: comments and texts in quotes do not count.
        func places(of words: [String]) throws -> [Place] {
            let all = try lines()
            return all.indices.flatMap { index in
                let line = all[index]
                // Most lines hold none of them, and are not looked at closely.
                guard words.contains(where: { line.contains($0) }) else { return [] as [Place] }
                let code = Self.code(of: line)
                return words.filter { code.contains($0) }.map { Place(file: path, line: index + 1, word: $0, code: code) }
            }
        }

        private static func code(of line: Substring) -> String {
            let spoken = line.replacing(#/"(?:[^"\\]|\\.)*"/#, with: "\"\"")
            return String(spoken.prefix(upTo: spoken.firstRange(of: "//")?.lowerBound ?? spoken.endIndex))
        }
    }

    struct Place: CustomStringConvertible {
        let file: String
        let line: Int
        let word: String
        let code: String
        var description: String { "\(file):\(line): \(word)" }

        /// Whether the word stands by itself: nothing of a name, and no dot, before it.
        var isWhole: Bool {
            code.ranges(of: word).contains { range in
                guard let before = code[..<range.lowerBound].last else { return true }
                return !before.isLetter && !before.isNumber && before != "_" && before != "."
            }
        }
    }

    /// Files below a folder whose names end so, in order; nothing that a tool made.
    static func files(_ folder: String, _ suffix: String) -> [File] {
        let found = FileManager.default.enumerator(at: root.appending(path: folder), includingPropertiesForKeys: nil)?.compactMap { $0 as? URL } ?? []
        return found.map { String($0.standardizedFileURL.path().dropFirst(root.path().count)) }
            .map { $0.hasPrefix("/") ? String($0.dropFirst()) : $0 }
            .filter { $0.hasSuffix(suffix) && !$0.contains("/.") }.sorted().map { File(path: $0) }
    }

    static let sources = files("Sources", ".swift")
    static let tests = files("Tests", ".swift")
}
