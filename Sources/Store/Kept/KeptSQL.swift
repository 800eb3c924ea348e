import PointsEngine

/// The statements of a kept thing's table, made from its declaration.
struct KeptSQL: Sendable {
    let create: String
    /// Writes a row, whether or not its key is there.
    let put: String
    let delete: String
    /// The values of a key.
    let find: String
    /// Keys and values of all.
    let all: String
    /// Keys and values of all, in the order of the key.
    let ordered: String

    private init(_ schema: TableSchema) {
        let keys = schema.key.map(\.name), columns = schema.columns, values = schema.values.map(\.name)
        let list = columns.joined(separator: ", "), order = keys.joined(separator: ", ")
        let matching = keys.map { "\($0) = ?" }.joined(separator: " AND ")
        create = Self.create(schema)
        put = """
            INSERT INTO \(schema.name) (\(list)) VALUES (\(columns.map { _ in "?" }.joined(separator: ", ")))
            ON CONFLICT (\(order)) DO UPDATE SET \(values.map { "\($0) = excluded.\($0)" }.joined(separator: ", "))
            """
        delete = "DELETE FROM \(schema.name) WHERE \(matching)"
        find = "SELECT \(values.joined(separator: ", ")) FROM \(schema.name) WHERE \(matching)"
        all = "SELECT \(list) FROM \(schema.name)"
        ordered = "\(all) ORDER BY \(order)"
    }

    private static func create(_ schema: TableSchema) -> String {
        let isNumbered = schema.key.count == 1 && schema.key.allSatisfy { $0.kind == .integer }
        var lines = (schema.key + schema.values).map { column in
            let isNumber = isNumbered && column.name == schema.key.first?.name
            return "\(column.name) \(type(of: column.kind))" + (isNumber ? " PRIMARY KEY" : "")
        }
        if !isNumbered { lines.append("PRIMARY KEY (\(schema.key.map(\.name).joined(separator: ", ")))") }
        let table = "CREATE TABLE \(schema.name) (\n    \(lines.joined(separator: ",\n    "))\n) STRICT\(isNumbered ? "" : ", WITHOUT ROWID");"
        let indexes = schema.indexes.map { columns in
            "CREATE INDEX \(schema.name)_\(columns.joined(separator: "_")) ON \(schema.name) (\(columns.joined(separator: ", ")));"
        }
        return ([table] + indexes).joined(separator: "\n")
    }

    private static func type(of kind: TableSchema.Column.Kind) -> String {
        switch kind {
        case .integer: "INTEGER NOT NULL"
        case .optionalInteger: "INTEGER"
        case .text: "TEXT NOT NULL"
        case .optionalText: "TEXT"
        }
    }

    private static let byTable = Dictionary(uniqueKeysWithValues: Tables.rows.map { ($0.schema.name, KeptSQL($0.schema)) })

    /// - Parameter kind: one of `Tables.kinds`.
    static func of(_ kind: any KeptRows.Type) -> KeptSQL {
        guard let sql = byTable[kind.schema.name] else { preconditionFailure("\(kind) is not listed in Tables.kinds") }
        return sql
    }
}
