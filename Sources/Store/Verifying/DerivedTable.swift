import PointsEngine

/// A table that follows from the commands, and its columns as they are compared; the first ones name the row.
struct DerivedTable {
    let name: String
    let columns: String

    /// What is kept under keys, and what stands beside.
    static let all = Tables.rows.map { DerivedTable(name: $0.schema.name, columns: $0.schema.columns.joined(separator: ", ")) } + [
        DerivedTable(name: "fate", columns: "command, reversed, source, id"),
        DerivedTable(name: "credit", columns: "member, time, command"),
        DerivedTable(name: "tally", columns: "measure.kind || '/' || measure.name || '/' || owner.kind || '/' || owner.name, \(TallyPlace.day), sum, count, changed"),
    ]

    /// Tables beside them that are made anew together with them.
    static let beside = ["owner", "measure", "recent_credit", "member_entry", "indexed"]

    /// The table in a schema. The numbers of owners and measures mean nothing outside their own database, so tallies go by name.
    func rows(of schema: String) -> String {
        // What has been put in the order of members, and what has not been yet.
        if name == "credit" { return "\(schema).every_credit" }
        guard name == "tally" else { return "\(schema).\(name)" }
        return """
            \(schema).tally AS tally JOIN \(schema).owner AS owner ON owner.number = tally.owner
            JOIN \(schema).measure AS measure ON measure.number = \(TallyPlace.measure)
            """
    }
}
