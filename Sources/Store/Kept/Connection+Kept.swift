import PointsEngine
import SQLite

/// Kept things in their tables, whatever their kind.
extension Connection {
    /// What is kept under a key; nil where nothing is.
    func find<Value: KeptRows>(_ kind: Value.Type, _ key: Value.Key) throws -> Value? {
        var columns = BoundColumns(try prepare(KeptSQL.of(kind).find))
        try Value.write(key, to: &columns)
        defer { columns.statement.reset() }
        guard try columns.statement.step() else { return nil }
        var row = ReadColumns(columns.statement)
        return try Value(key, from: &row)
    }

    /// All of a kind with their keys.
    func forEach<Value: KeptRows>(_ kind: Value.Type, ordered: Bool = false, _ body: (Value.Key, Value) throws -> Void) throws {
        let sql = KeptSQL.of(kind)
        try forEach(ordered ? sql.ordered : sql.all) { row in
            var columns = ReadColumns(row)
            let key = try Value.key(from: &columns)
            try body(key, Value(key, from: &columns))
        }
    }

    /// All of a kind that a condition leaves, as it says in what order.
    func all<Value: KeptRows>(_ kind: Value.Type, _ condition: String, _ values: [any SQLBindable]) throws -> [(key: Value.Key, value: Value)] {
        var found: [(key: Value.Key, value: Value)] = []
        try forEach("\(KeptSQL.of(kind).all) \(condition)", values) { row in
            var columns = ReadColumns(row)
            let key = try Value.key(from: &columns)
            found.append((key, try Value(key, from: &columns)))
        }
        return found
    }

    /// Writes what was changed: one row for each key, with its last value.
    func write(_ changes: Tables) throws {
        for kind in Tables.rows { try write(kind, changes) }
    }

    private func write<Value: KeptRows>(_ kind: Value.Type, _ changes: Tables) throws {
        let table = changes[keyPath: Value.place]
        guard !table.isEmpty else { return }
        let sql = KeptSQL.of(kind)
        if table.count > 0 {
            let statement = try prepare(sql.put), order = Value.writingOrder
            let ordered = order.map { isBefore in table.sorted { isBefore($0.key, $1.key) } } ?? Array(table)
            for (key, value) in ordered {
                var columns = BoundColumns(statement)
                try Value.write(key, to: &columns)
                try value.write(to: &columns)
                try statement.run()
            }
        }
        for key in table.deleted {
            var columns = BoundColumns(try prepare(sql.delete))
            try Value.write(key, to: &columns)
            try columns.statement.run()
        }
    }
}
