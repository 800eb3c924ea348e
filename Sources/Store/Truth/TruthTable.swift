import CommitLog

/// The append-only tables with their columns, in the order in which they are hashed.
struct TruthTable: Sendable {
    let name: String
    let columns: [String]
    /// All columns, in their order.
    let select: String
    let insert: String

    static let command = TruthTable(.command), entry = TruthTable(.entry)

    private init(_ shape: LogShape) {
        let columns = shape.columns.map(\.name), list = columns.joined(separator: ", "), name = shape.name
        self.name = name
        self.columns = columns
        select = "SELECT \(list) FROM \(name)"
        insert = "INSERT INTO \(name) (\(list)) VALUES (\(columns.map { _ in "?" }.joined(separator: ", ")))"
    }
}
