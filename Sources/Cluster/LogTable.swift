import CommitLog
import PostgreSQL

/// A table whose rows go in and out column by column; the first column is its number.
struct LogTable: Sendable {
    private let shape: LogShape

    init(_ shape: LogShape) { self.shape = shape }

    var name: String { shape.name }
    private var columns: [(name: String, kind: LogShape.Kind)] { shape.columns }
    private var key: String { columns[0].name }

    var create: String {
        let list = columns.map { "\($0.name) \($0.kind.type)\($0.name == key ? " NOT NULL" : "")" }.joined(separator: ", ")
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

    fileprivate var kinds: [LogShape.Kind] { shape.columns.map(\.kind) }

    /// Company, then the row's own columns: how rows are copied in.
    var copied: (table: String, columns: [String]) { ("laurel.\(name)", ["company"] + columns.map(\.name)) }

    /// Rows as they are copied in.
    func copying(_ rows: LogRows, to company: Int64) -> [[PostgresValue]] {
        (0..<rows.count).map { row in [.integer(company)] + rows.columns.map { $0.value(at: row) } }
    }

    var list: String { columns.map(\.name).joined(separator: ", ") }
}

extension LogShape.Kind {
    fileprivate var type: String {
        switch self {
        case .integer: "bigint"
        case .text: "text COLLATE \"C\""
        case .bytes: "bytea"
        }
    }

    fileprivate var array: String {
        switch self {
        case .integer: "bigint[]"
        case .text: "text[]"
        case .bytes: "bytea[]"
        }
    }
}

extension LogRows.Column {
    fileprivate func value(at row: Int) -> PostgresValue {
        switch self {
        case .integers(let values): PostgresValue(values[row])
        case .texts(let values): PostgresValue(values[row].map { String(decoding: $0, as: UTF8.self) })
        case .blobs(let values): values[row].map { .bytes($0) } ?? .null
        }
    }

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
        for (index, kind) in table.kinds.enumerated() {
            let place = Int32(index)
            switch kind {
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
