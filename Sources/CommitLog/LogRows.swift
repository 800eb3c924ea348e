/// Rows of a table, column by column, in the order in which they are written.
package struct LogRows: Hashable, Sendable {
    package enum Column: Hashable, Sendable {
        case integers([Int64?])
        case texts([[UInt8]?])
        case blobs([[UInt8]?])

        var count: Int {
            switch self {
            case .integers(let values): values.count
            case .texts(let values), .blobs(let values): values.count
            }
        }
    }

    package private(set) var columns: [Column]

    package init(_ columns: [Column] = []) { self.columns = columns }

    package var count: Int { columns.first?.count ?? 0 }

    package func integer(_ column: Int, _ row: Int) -> Int64? {
        if case .integers(let values) = columns[column] { values[row] } else { nil }
    }

    /// The bytes of a text, or of bytes.
    package func bytes(_ column: Int, _ row: Int) -> [UInt8]? {
        switch columns[column] {
        case .texts(let values), .blobs(let values): values[row]
        case .integers: nil
        }
    }

    package func text(_ column: Int, _ row: Int) -> String? { bytes(column, row).map { String(decoding: $0, as: UTF8.self) } }
}
