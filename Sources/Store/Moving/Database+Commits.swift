import CommitLog
import PointsEngine
import SQLite

extension OpenDatabase {
    /// Whole commits behind a seal, as a log takes them, in order.
    package func commits(after seal: Int64, limit: Int) throws -> [LogCommit] {
        let sql = "SELECT \(Head.columns) FROM seal WHERE number > ? ORDER BY number LIMIT ?"
        return try connection.rows(sql, seal, Int64(limit), read: Head.init(row:)).map(commit)
    }

    private func commit(_ head: Head) throws -> LogCommit {
        let kind = Int32(TruthTable.command.columns.firstIndex(of: "kind") ?? 0)
        var notes: [Int64] = []
        let commands = try rows(.command, "number", head.firstCommand, head.lastCommand) { row in
            if CommandRegistry.type(named: row.text(kind)) == nil { notes.append(row.integer(0)) }
        }
        return LogCommit(
            seal: LogSeal(head, notes: notes), commands: commands,
            entries: head.firstEntry > head.lastEntry ? LogRows() : try rows(.entry, "number", head.firstEntry, head.lastEntry),
            personal: try rows(.personal, "command", head.firstCommand, head.lastCommand))
    }

    private func rows(
        _ shape: LogShape, _ key: String, _ first: Int64, _ last: Int64, look: (Statement) -> Void = { _ in }
    ) throws -> LogRows {
        let builder = LogRowsBuilder(shape), list = shape.columns.map(\.name).joined(separator: ", ")
        try connection.forEach("SELECT \(list) FROM \(shape.name) WHERE \(key) BETWEEN ? AND ? ORDER BY \(key)", [first, last]) { row in
            for (column, shape) in shape.columns.enumerated() { builder.add(row, Int32(column), as: shape.kind) }
            look(row)
        }
        return builder.rows
    }
}

extension LogRowsBuilder {
    fileprivate func add(_ row: Statement, _ column: Int32, as kind: LogShape.Kind) {
        if case .integer = kind { add(row.optionalInteger(column)) } else { add(row.optionalBlob(column)) }
    }
}
