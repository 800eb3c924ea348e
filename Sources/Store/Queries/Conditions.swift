import SQLite

/// Conditions of a query that are there or not, with their values.
struct Conditions {
    private(set) var values: [any SQLBindable] = []
    private var texts: [String] = []

    /// Adds a condition with one `?`, unless `value` is nil.
    mutating func add<Value: SQLBindable>(_ text: String, _ value: Value?) {
        guard let value else { return }
        texts.append(text)
        values.append(value)
    }

    mutating func add(_ text: String, values more: [any SQLBindable] = []) {
        texts.append(text)
        values += more
    }

    /// ` WHERE … AND …`, or nothing.
    var clause: String { texts.isEmpty ? "" : " WHERE " + texts.joined(separator: " AND ") }
}

extension Connection {
    func rows<Row>(_ sql: String, values: [any SQLBindable], read: (Statement) throws -> Row) throws -> [Row] {
        var rows: [Row] = []
        try forEach(sql, values) { rows.append(try read($0)) }
        return rows
    }
}
