import CommitLog

/// Goes along the seals of a log, row by row: what stands there must be what was sealed.
package struct LogSealCheck {
    /// The last seal that was looked at, however it was.
    package private(set) var head = Head.none
    package private(set) var findings: [Finding] = []
    private let place: String

    /// - Parameters:
    ///   - place: where findings are.
    ///   - head: what was looked at before.
    package init(in place: String = "the log", after head: Head = .none) {
        self.place = place
        self.head = head
    }

    /// - Parameter own: the same commit as the database has it: PostgreSQL keeps no U+0000 in the reason of an entry.
    package mutating func check(_ commit: LogCommit, own: LogCommit? = nil) {
        guard let seal = commit.seal, let hash = Digest(bytes: seal.hash) else { return add("a seal", "has no hash") }
        let name = "seal \(seal.number)"
        defer {
            head = Head(
                number: seal.number, hash: hash, firstCommand: seal.commands.lowerBound, lastCommand: seal.commands.upperBound, firstEntry: seal.firstEntry,
                lastEntry: seal.lastEntry)
        }
        guard seal.number == head.number + 1, seal.commands.lowerBound == head.lastCommand + 1, seal.firstEntry == head.lastEntry + 1 else {
            return add(name, "does not follow seal \(head.number)")
        }
        if commit.commands.count != seal.commands.count { return add(name, "commands are missing") }
        if Int64(commit.entries.count) != seal.lastEntry - seal.firstEntry + 1 { return add(name, "entries are missing") }
        if Self.hash(commit, after: head) == hash || own.map({ commit.isSame(as: $0) }) ?? false { return }
        add(name, "commands \(seal.commands.lowerBound)–\(seal.commands.upperBound) or their entries were changed")
    }

    private mutating func add(_ name: String, _ text: String) { findings.append(Finding("\(place), \(name)", text)) }

    /// In the order in which they were written: each command, then its entries.
    private static func hash(_ commit: LogCommit, after last: Head) -> Digest {
        let hasher = RowHasher()
        hasher.add(last.hash.bytes)
        var entry = 0
        for row in 0..<commit.commands.count {
            hasher.add(row, of: commit.commands, .command)
            while entry < commit.entries.count, commit.entries.integer(1, entry) == commit.commands.integer(0, row) {
                hasher.add(entry, of: commit.entries, .entry)
                entry += 1
            }
        }
        return hasher.finish()
    }
}

extension RowHasher {
    fileprivate func add(_ row: Int, of rows: LogRows, _ shape: LogShape) {
        for (column, of) in shape.columns.enumerated() {
            if case .integer = of.kind {
                if let value = rows.integer(column, row) { add(value) } else { addNull() }
            } else if let value = rows.bytes(column, row) {
                if case .text = of.kind { add(utf8: value) } else { add(value) }
            } else {
                addNull()
            }
        }
    }
}

extension LogCommit {
    /// Whether the rows are those of another one, but for what PostgreSQL cannot keep.
    fileprivate func isSame(as other: LogCommit) -> Bool {
        seal?.hash == other.seal?.hash && commands.kept == other.commands.kept && entries.kept == other.entries.kept
    }
}

extension LogRows {
    /// With U+FFFD in place of U+0000.
    fileprivate var kept: LogRows {
        LogRows(
            columns.map { column in
                guard case .texts(let values) = column else { return column }
                return .texts(values.map { $0.map { $0.contains(0) ? $0.flatMap { $0 == 0 ? [0xEF, 0xBF, 0xBD] : [$0] } : $0 } })
            })
    }
}
