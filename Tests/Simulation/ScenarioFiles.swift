import Foundation
import NaiveModel
import Yams

/// The scenario files that several implementations share, in `$LAUREL_SHARED`, else in `../shared` beside the package; and some of our own.
enum ScenarioFiles {
    static let folder: URL? = {
        let root = ProcessInfo.processInfo.environment["LAUREL_SHARED"].map { URL(filePath: $0) }
            ?? URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../shared").standardizedFileURL
        return FileManager.default.fileExists(atPath: root.appending(path: "scenarios").path) ? root : nil
    }()

    /// Paths relative to the folder, those with a name first.
    static let shared: [String] = {
        guard let folder else { return [] }
        return ["scenarios", "scenarios/random", "faults"].flatMap { part in names(in: folder.appending(path: part)).map { "\(part)/\($0)" } }
    }()

    private static let points = URL(filePath: #filePath).appending(path: "../../Scenarios/points").standardizedFileURL

    /// Those of our own that are about corrections and what they touch, and about badges.
    static let own: [String] = names(in: points).filter { name in
        // A metric that classes ask for, and what people enter by hand are for the engine alone.
        if ["customers-classes-by-metric.yaml", "customers-self-reported.yaml"].contains(name) { return false }
        return [
            "customers", "correction", "cancelled", "born", "refund", "floor", "honours-above", "tier", "debt", "deduction", "held", "heads-of-leavers", "ladder-comes",
            "campaign", "race-first", "race-rev", "race-of-teams", "shared-goal", "badge-levels", "badge-several", "badge-each", "badge-of", "badge-shared",
            "chain", "streak-today", "streak-late", "streak-correction", "streak-of",
        ].contains { name.hasPrefix($0) }
    }

    private static func names(in folder: URL) -> [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []).filter { $0.hasSuffix(".yaml") }.sorted()
    }

    static func readShared(_ path: String) throws -> Tree? { try folder.flatMap { try read($0.appending(path: path)) } }
    static func readOwn(_ name: String) throws -> Tree? { try read(points.appending(path: name)) }

    private static func read(_ file: URL) throws -> Tree? { try Yams.compose(yaml: String(contentsOf: file, encoding: .utf8)).map { Tree($0) } }
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
