import Boards
import JSON
import RuleEngine

extension RulesFolder {
    /// Something that was in force and is no longer there.
    package struct Loss: Hashable, Sendable, CustomStringConvertible {
        package enum Kind: String, Sendable {
            case rule, metric, board, badge, appraisal
        }

        package let kind: Kind
        package let id: String

        /// `rule "revenue"`
        package var description: String { "\(kind.rawValue) \"\(id)\"" }
        package var json: JSONValue { ["kind": .string(kind.rawValue), "id": .string(id)] }
    }

    /// What stands in `known` and no longer here. Tiers and rewards are no part of it: once a database is filled, the pages own
    /// them. A file of another name with the same rules loses nothing.
    package func losses(against known: RulesFolder) -> [Loss] {
        Self.missing(.rule, known.ruleSet.rules.map(\.id), ruleSet.rules.map(\.id))
            + Self.missing(.metric, known.ruleSet.metrics.map(\.name), ruleSet.metrics.map(\.name))
            + Self.missing(.board, known.boards.map(\.id), boards.map(\.id)) + Self.missing(.badge, known.badges.map(\.id), badges.map(\.id))
            + Self.missing(.appraisal, known.appraisals.map(\.id), appraisals.map(\.id))
    }

    private static func missing(_ kind: Loss.Kind, _ known: [String], _ here: [String]) -> [Loss] {
        let here = Set(here)
        return known.filter { !here.contains($0) }.map { Loss(kind: kind, id: $0) }
    }
}

extension RuleSources {
    /// Files that end where those of `known` go on: what a save leaves that was broken off, also where the rest still holds.
    package func cutShort(of known: RuleSources) -> [String] {
        files.keys.sorted().filter { path in
            guard let old = known.files[path], let new = files[path] else { return false }
            return Self.isCut(new, of: old)
        }
    }

    /// Whether the last line of `new` stands in `old` (or begins a line there, where the line end is missing), and nothing of what
    /// follows it in `old` stands anywhere in `new`.
    private static func isCut(_ new: String, of old: String) -> Bool {
        let lines = said(new), before = said(old)
        guard let last = lines.last else { return false }
        let isOpen = old.hasSuffix("\n") && !new.hasSuffix("\n")
        let here = Set(lines)
        return before.indices.contains { index in
            let isWhole = before[index] == last
            guard isWhole || isOpen && before[index].hasPrefix(last) else { return false }
            let rest = before[(isWhole ? index + 1 : index)...]
            return !rest.isEmpty && !rest.contains(where: here.contains)
        }
    }

    /// The lines of a text that say something, without comments and the spaces behind them.
    private static func said(_ text: String) -> [String] {
        text.split(whereSeparator: \.isNewline).compactMap { line in
            let isComment = line.drop { $0 == " " }.first == "#"
            let own = line.firstRange(of: " #").map { line[..<$0.lowerBound] } ?? line
            let end = own.lastIndex { $0 != " " && $0 != "\t" }
            return isComment ? nil : end.map { String(own[...$0]) }
        }
    }
}
