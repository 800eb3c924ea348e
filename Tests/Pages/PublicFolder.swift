import Foundation
import Testing

/// The folder that the server hands out as it is.
struct PublicFolder {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("Public").standardizedFileURL

    /// Paths within the folder whose names end in one of `suffixes`, in order.
    func files(_ suffixes: String...) throws -> [String] {
        let all = try #require(FileManager.default.enumerator(at: root, includingPropertiesForKeys: nil))
        let paths = all.compactMap { ($0 as? URL)?.standardizedFileURL.path }.map { String($0.dropFirst(root.path.count + 1)) }
        let found = paths.filter { path in suffixes.contains { path.hasSuffix($0) } }.sorted()
        #expect(!found.isEmpty, "no files in \(root.path)")
        return found
    }

    func text(_ path: String) throws -> String { try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8) }
    func bytes(_ path: String) throws -> [UInt8] { [UInt8](try Data(contentsOf: root.appendingPathComponent(path))) }
    func has(_ path: String) -> Bool { FileManager.default.fileExists(atPath: root.appendingPathComponent(path).path) }

    /// What a file asks for, as paths within the folder: imports of modules and stylesheets, links and scripts of pages; `later` too:
    /// modules that are imported when they are needed.
    func asked(by path: String, later: Bool = true) throws -> [String] {
        let folder = path.split(separator: "/").dropLast().joined(separator: "/")
        let text = try text(path)
        let found = references(in: later ? text : text.replacing(#/\bimport\(/#, with: ""), ending: path)
        return found.map { $0.hasPrefix("/") ? String($0.dropFirst()) : Self.resolve($0, in: folder) }
    }

    private func references(in text: String, ending path: String) -> [String] {
        let pattern =
            path.hasSuffix(".js") ? #/(?:from|import|import\()\s*"(\.[^"]+)"/# : path.hasSuffix(".css") ? #/@import url\("([^"]+)"\)/# : #/<(?:link|script|img)[^>]*?(?:href|src)="([^"#]+)"/#
        return text.matches(of: pattern).map { String($0.output.1) }
    }

    private static func resolve(_ reference: String, in folder: String) -> String {
        var parts = folder.split(separator: "/").map(String.init)
        for part in reference.split(separator: "/") where part != "." {
            if part == ".." { _ = parts.popLast() } else { parts.append(String(part)) }
        }
        return parts.joined(separator: "/")
    }
}
