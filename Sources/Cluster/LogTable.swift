import CommitLog
import PostgreSQL

/// A table of rows that go in and out column by column; the first column is its number.
struct LogTable: Sendable {
    enum Kind: String, Sendable {
        case integer = "bigint"
        case text = "text COLLATE \"C\""
        case bytes = "bytea"

        var array: String {
            switch self {
            case .integer: "bigint[]"
            case .text: "text[]"
            case .bytes: "bytea[]"
            }
        }
    }

    let name: String
    let columns: [(name: String, kind: Kind)]

    init(_ name: String, _ columns: [(name: String, kind: Kind)]) {
        self.name = name
        self.columns = columns
    }

    private var key: String { columns[0].name }

    var create: String {
        let list = columns.map { "\($0.name) \($0.kind.rawValue)\($0.name == key ? " NOT NULL" : "")" }.joined(separator: ", ")
        return "CREATE TABLE IF NOT EXISTS laurel.\(name) (company bigint NOT NULL, \(list), PRIMARY KEY (company, \(key)));"
    }

    /// Company, then a column of values for each.
    private var insert: String {
        let arrays = columns.indices.map { "$\($0 + 2)::\(columns[$0].kind.array)" }.joined(separator: ", ")
        return "INSERT INTO laurel.\(name) SELECT $1, * FROM unnest(\(arrays))"
    }

    func adding(_ rows: LogRows, to company: Int64) -> PostgresStatement {
        PostgresStatement(insert, [.integer(company)] + rows.columns.map(\.value))
    }

    var list: String { columns.map(\.name).joined(separator: ", ") }
}

extension LogRows.Column {
    fileprivate var value: PostgresValue {
        switch self {
        case .integers(let values): .integers(values)
        case .texts(let values): .utf8(values)
        case .blobs(let values): .blobs(values)
        }
    }
}

extension LogRows {
    init(_ rows: ArraySlice<PostgresRow>, of table: LogTable) throws(PostgresError) {
        var columns: [Column] = []
        for (index, column) in table.columns.enumerated() {
            let place = Int32(index)
            switch column.kind {
            case .integer:
                var values: [Int64?] = []
                for row in rows { values.append(try row.optionalInteger(place)) }
                columns.append(.integers(values))
            case .text: columns.append(.texts(rows.map { $0.bytes(place) }))
            case .bytes: columns.append(.blobs(rows.map { $0.bytes(place) }))
            }
        }
        self.init(columns)
    }
}
