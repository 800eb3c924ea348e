import Files
import Periods
import Store

/// How hooks are, for who looks at them from outside: what somebody has to do about them.
package struct HookCondition: Sendable {
    package struct Finding: Sendable, Hashable {
        package enum Kind: Sendable, Hashable {
            /// It holds as much as it may, and takes nothing more.
            case full
            /// Its map does not hold.
            case broken
            /// Bodies came to nothing, and wait for somebody.
            case failed(Int64)
            /// Whoever knows its address may send.
            case open
        }

        package let hook: String
        package let kind: Kind
        package let words: String
    }

    /// The worst first.
    package let findings: [Finding]
    /// Hooks that were set up, or have received something.
    package let used: Int

    /// - Parameters:
    ///   - path: the database.
    ///   - rules: the folder with the maps.
    /// - Throws: where the database cannot be read.
    package init(at path: String, rules: String?, zones: ZoneDatabase, now: Instant) throws {
        let reader = try Reader(path), book = HookBook(rules: rules, zones: zones)
        self.init(try book.all(reader.hooks.list()).map { try HookView($0, reader, at: now) { _ in nil } })
    }

    init(_ hooks: [HookView]) {
        let used = hooks.filter(\.isUsed)
        self.used = used.count
        findings = used.flatMap(Self.findings).sorted { Self.rank($0) < Self.rank($1) }
    }

    private static func findings(of hook: HookView) -> [Finding] {
        let name = hook.definition.name
        var found: [Finding] = []
        if hook.isFull { found.append(Finding(hook: name, kind: .full, words: "\(name) holds as much that came to nothing as it may, and takes no more")) }
        if let fault = hook.fault { found.append(Finding(hook: name, kind: .broken, words: "the map of \(name) does not hold: \(fault)")) }
        if let count = hook.counts[.failed], count > 0 { found.append(Finding(hook: name, kind: .failed(count), words: "\(count) that \(name) received came to nothing")) }
        if hook.isOpen { found.append(Finding(hook: name, kind: .open, words: "whoever knows the address of \(name) may send to it")) }
        return found
    }

    private static func rank(_ finding: Finding) -> Int {
        switch finding.kind {
        case .full: 0
        case .broken: 1
        case .failed: 2
        case .open: 3
        }
    }
}
