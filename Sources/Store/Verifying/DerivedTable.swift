import Ledger
import PointsEngine

/// A table that follows from the commands, and its columns as they are compared; the first ones name the row.
struct DerivedTable {
    let name: String
    let columns: String

    static let all: [DerivedTable] = [
        DerivedTable(name: "member", columns: "id, body"),
        DerivedTable(name: "team", columns: "id, body"),
        DerivedTable(name: "standing", columns: "member, body"),
        DerivedTable(name: "tier", columns: "id, body"),
        DerivedTable(name: "reward", columns: "id, body"),
        DerivedTable(name: "wallet", columns: "member, debt, debts, held, lifetime, warned"),
        DerivedTable(name: "lot", columns: Lot.columns),
        DerivedTable(name: "demand", columns: Demand.columns),
        DerivedTable(name: "fate", columns: "command, reversed, source, id"),
        DerivedTable(name: "credit", columns: "member, time, command"),
        DerivedTable(name: "tally", columns: "measure.kind || '/' || measure.name || '/' || owner.kind || '/' || owner.name, \(TallyPlace.day), sum, count, changed"),
        DerivedTable(name: "claim", columns: "rule, period, key, holders"),
        DerivedTable(name: "request", columns: "id, kind, member, state, created, body"),
        DerivedTable(name: "target", columns: Target.columns),
        DerivedTable(name: "archive", columns: "board, end, period, at, body"),
    ]

    /// The table in a schema. The numbers of owners and measures mean nothing outside their own database, so tallies go by name.
    func rows(of schema: String) -> String {
        guard name == "tally" else { return "\(schema).\(name)" }
        return """
            \(schema).tally AS tally JOIN \(schema).owner AS owner ON owner.number = tally.owner
            JOIN \(schema).measure AS measure ON measure.number = \(TallyPlace.measure)
            """
    }
}
