/// The append-only tables with their columns, in the order in which they are hashed. The order is part of the seals: it stays.
enum TruthTable: CaseIterable {
    case command, entry

    var name: String {
        switch self {
        case .command: "command"
        case .entry: "entry"
        }
    }

    var columns: [String] {
        switch self {
        case .command:
            ["number", "recorded", "actor", "address", "kind", "subject", "body", "outcome", "source", "id", "type", "time"]
        case .entry:
            [
                "number", "command", "member", "team", "kind", "points", "whole", "takes", "debt", "unrecovered", "original", "usable", "expires",
                "source", "id", "rule", "version", "request", "board", "period", "lot", "actor", "reason", "occurred", "recorded",
            ]
        }
    }

    /// All columns, in their order.
    var select: String { "SELECT \(columns.joined(separator: ", ")) FROM \(name)" }

    var insert: String {
        let places = columns.map { _ in "?" }.joined(separator: ", ")
        return "INSERT INTO \(name) (\(columns.joined(separator: ", "))) VALUES (\(places))"
    }
}
