/// The append-only tables with their columns, in the order in which they are hashed. The order is part of the seals: it stays.
struct TruthTable: Sendable {
    let name: String
    let columns: [String]
    /// All columns, in their order.
    let select: String
    let insert: String

    static let command = TruthTable(
        "command", ["number", "recorded", "actor", "address", "kind", "subject", "body", "outcome", "source", "id", "type", "time"])

    static let entry = TruthTable(
        "entry",
        [
            "number", "command", "member", "team", "kind", "points", "whole", "takes", "debt", "unrecovered", "original", "usable", "expires",
            "source", "id", "rule", "version", "request", "board", "period", "lot", "actor", "reason", "occurred", "recorded",
        ])

    private init(_ name: String, _ columns: [String]) {
        let list = columns.joined(separator: ", ")
        self.name = name
        self.columns = columns
        select = "SELECT \(list) FROM \(name)"
        insert = "INSERT INTO \(name) (\(list)) VALUES (\(columns.map { _ in "?" }.joined(separator: ", ")))"
    }
}
