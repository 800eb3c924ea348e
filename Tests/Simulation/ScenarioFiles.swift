import Foundation
import NaiveModel
import Yams

/// The scenario files that several implementations share: `$LAUREL_SHARED/scenarios`, else `../shared/scenarios` beside the package.
enum ScenarioFiles {
    static let folder: URL? = {
        let root = ProcessInfo.processInfo.environment["LAUREL_SHARED"].map { URL(filePath: $0) }
            ?? URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../shared").standardizedFileURL
        let folder = root.appending(path: "scenarios")
        return FileManager.default.fileExists(atPath: folder.path) ? folder : nil
    }()

    /// Paths relative to the folder, the named ones first.
    static let all: [String] = {
        guard let folder else { return [] }
        return [".", "random"].flatMap { part -> [String] in
            let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.appending(path: part).path)) ?? []
            return names.filter { $0.hasSuffix(".yaml") }.sorted().map { part == "." ? $0 : "\(part)/\($0)" }
        }
    }()

    static func read(_ path: String) throws -> Tree? {
        guard let folder else { return nil }
        return try Yams.compose(yaml: String(contentsOf: folder.appending(path: path), encoding: .utf8)).map { Tree($0) }
    }
}

extension Tree {
    /// "YAML is read as text and typed by its place"; quotes are kept in mind, since in `data` they make a string.
    init(_ node: Node) {
        switch node {
        case .scalar(let scalar): self = .text(scalar.string, quoted: scalar.style == .singleQuoted || scalar.style == .doubleQuoted)
        case .sequence(let items): self = .list(items.map { Tree($0) })
        case .mapping(let pairs): self = .map(pairs.map { Pair($0.key.string ?? "", Tree($0.value)) })
        default: self = .list([])
        }
    }
}
