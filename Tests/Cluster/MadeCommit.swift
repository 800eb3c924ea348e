import CommitLog

/// Commits with rows of every kind, of which nothing is decided.
enum MadeCommit {
    /// - Parameter before: the commits before it; nil: those of the same kind, with 2, 3, 1, 2 … commands.
    static func commit(_ number: Int, commands count: Int, after before: [LogCommit]? = nil) -> LogCommit {
        let last = before?.last?.seal?.commands.upperBound ?? (1..<number).reduce(0) { $0 + Int64($1 % 3 + 1) }
        let numbers = (1...Int64(count)).map { last + $0 }
        let seal = LogSeal(
            number: Int64(number), format: 1, commands: last + 1...last + Int64(count), firstEntry: last + 1, lastEntry: last + Int64(count),
            hash: [UInt8](repeating: UInt8(number), count: 32), notes: number % 2 == 0 ? [last + 1] : [])
        return LogCommit(
            seal: seal, commands: rows(.command, numbers), entries: rows(.entry, numbers),
            personal: LogRows([.integers([last + 1]), .texts([Array("li.na".utf8)]), .blobs([[1, 2]]), .texts([Array("{}".utf8)])]))
    }

    private static func rows(_ shape: LogShape, _ numbers: [Int64]) -> LogRows {
        LogRows(
            shape.columns.enumerated().map { index, column in
                switch column.kind {
                case .integer: .integers(numbers.map { index > 1 && $0 % 2 == 0 ? nil : $0 })
                case .text: .texts(numbers.map { $0 % 3 == 0 ? nil : Array("\(column.name) 王 \($0)".utf8) })
                case .bytes: .blobs(numbers.map { [UInt8(truncatingIfNeeded: $0)] })
                }
            })
    }
}

extension LogCommit {
    var withoutPersonal: LogCommit { LogCommit(seal: seal, commands: commands, entries: entries) }

    var record: LogRecord {
        guard let seal else { return .aside(aside ?? [], at: .start) }
        return .commit(seal, commands: commands, personal: personal)
    }
}
