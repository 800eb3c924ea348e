/// The columns of rows as they go into a log, in the order in which they are written; of the append-only tables they are hashed in that order,
/// which is part of the seals: it stays.
package struct LogShape: Sendable {
    package enum Kind: Sendable {
        case integer, text, bytes
    }

    package let name: String
    package let columns: [(name: String, kind: Kind)]

    private init(_ name: String, _ columns: [(String, Kind)]) {
        self.name = name
        self.columns = columns
    }

    package static let command = LogShape(
        "command",
        [
            ("number", .integer), ("recorded", .integer), ("actor", .text), ("address", .text), ("kind", .text), ("subject", .text), ("body", .text),
            ("outcome", .text), ("source", .text), ("id", .text), ("type", .text), ("time", .integer),
        ])

    package static let entry = LogShape(
        "entry",
        [
            ("number", .integer), ("command", .integer), ("member", .text), ("team", .text), ("kind", .text), ("points", .integer), ("whole", .integer),
            ("takes", .text), ("debt", .integer), ("unrecovered", .integer), ("original", .integer), ("usable", .integer), ("expires", .integer),
            ("source", .text), ("id", .text), ("rule", .text), ("version", .text), ("request", .text), ("board", .text), ("period", .text),
            ("lot", .integer), ("actor", .text), ("reason", .text), ("occurred", .integer), ("recorded", .integer),
        ])

    /// What commands say of people, beside their rows; it may be removed.
    package static let personal = LogShape("personal", [("command", .integer), ("member", .text), ("salt", .bytes), ("body", .text)])
}

/// Gathers rows value by value.
package final class LogRowsBuilder {
    private var columns: [LogRows.Column]
    private var next = 0

    package init(_ shape: LogShape) {
        columns = shape.columns.map { column in
            switch column.kind {
            case .integer: .integers([])
            case .text: .texts([])
            case .bytes: .blobs([])
            }
        }
    }

    package var rows: LogRows { LogRows(columns) }

    /// A whole number, for a column of them.
    package func add(_ value: Int64?) {
        guard case .integers(var values) = columns[next] else { preconditionFailure("column \(next) holds no numbers") }
        // Taken out meanwhile, so that it is not copied.
        columns[next] = .integers([])
        values.append(value)
        columns[next] = .integers(values)
        advance()
    }

    /// Bytes, for a column of texts or of bytes.
    package func add(_ value: [UInt8]?) {
        switch columns[next] {
        case .integers: preconditionFailure("column \(next) holds numbers")
        case .texts(var values):
            columns[next] = .texts([])
            values.append(value)
            columns[next] = .texts(values)
        case .blobs(var values):
            columns[next] = .blobs([])
            values.append(value)
            columns[next] = .blobs(values)
        }
        advance()
    }

    package func addNull() {
        if case .integers = columns[next] { add(Int64?.none) } else { add([UInt8]?.none) }
    }

    private func advance() { next = next + 1 == columns.count ? 0 : next + 1 }
}
