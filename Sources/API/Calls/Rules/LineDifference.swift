/// The lines of a text that differ from those of another, with the lines around them.
struct LineDifference {
    enum Mark: String, CaseIterable {
        case kept = " "
        case added = "+"
        case removed = "-"
        /// Lines that are the same and not shown.
        case left = "…"
    }

    struct Line {
        let mark: Mark
        let text: String
    }

    private(set) var lines: [Line] = []

    /// How many lines around a difference are shown.
    private static let around = 2
    /// Beyond so many lines the texts are not compared: nobody reads that on a page.
    private static let most = 2_000

    init(from old: String, to new: String) {
        let before = Self.lines(of: old), after = Self.lines(of: new)
        guard before.count + after.count <= Self.most else { return }
        lines = Self.shortened(Self.all(before, after))
    }

    private static func lines(of text: String) -> [String] {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        if lines.last == "" { lines.removeLast() }
        return lines
    }

    private static func all(_ old: [String], _ new: [String]) -> [Line] {
        let difference = new.difference(from: old)
        var removed: Set<Int> = [], added: Set<Int> = []
        for change in difference {
            switch change {
            case .remove(let offset, _, _): removed.insert(offset)
            case .insert(let offset, _, _): added.insert(offset)
            }
        }
        var lines: [Line] = [], from = 0, to = 0
        while from < old.count || to < new.count {
            if removed.contains(from) {
                lines.append(Line(mark: .removed, text: old[from]))
                from += 1
            } else if added.contains(to) {
                lines.append(Line(mark: .added, text: new[to]))
                to += 1
            } else {
                lines.append(Line(mark: .kept, text: old[from]))
                from += 1
                to += 1
            }
        }
        return lines
    }

    private static func shortened(_ all: [Line]) -> [Line] {
        let changed = all.indices.filter { all[$0].mark != .kept }
        let shown = Set(changed.flatMap { max(0, $0 - around)...min(all.count - 1, $0 + around) })
        var lines: [Line] = []
        for index in all.indices {
            if shown.contains(index) {
                lines.append(all[index])
            } else if lines.last?.mark != .left {
                lines.append(Line(mark: .left, text: ""))
            }
        }
        return lines
    }
}
