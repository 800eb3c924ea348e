import CommitLog
import PostgreSQL

extension PostgreSQLLog {
    package func read(after position: LogPosition, limit: Int) throws(LogError) -> [LogRecord] {
        try Self.read(on: session, place.company, after: position, limit: limit)
    }

    static func read(on session: PostgresConnection, _ company: Int64, after position: LogPosition, limit: Int) throws(LogError) -> [LogRecord] {
        let company = PostgresValue.integer(company), after = PostgresValue.integer(position.seal)
        let through = "(SELECT max(number) FROM (SELECT number FROM laurel.seal WHERE company = $1 AND number > $2 ORDER BY number LIMIT $3) s)"
        let statements = [
            // One snapshot for all of it.
            PostgresStatement("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY"),
            PostgresStatement(
                "SELECT \(LogSeal.list) FROM laurel.seal WHERE company = $1 AND number > $2 ORDER BY number LIMIT $3",
                [company, after, .integer(Int64(limit))]),
            PostgresStatement(
                """
                SELECT \(LogTables.command.list) FROM laurel.command WHERE company = $1
                AND number > coalesce((SELECT last_command FROM laurel.seal WHERE company = $1 AND number = $2), 0)
                AND number <= (SELECT last_command FROM laurel.seal WHERE company = $1 AND number = \(through)) ORDER BY number
                """, [company, after, .integer(Int64(limit))]),
            PostgresStatement(
                """
                SELECT \(LogTables.personal.list) FROM laurel.personal WHERE company = $1
                AND command > coalesce((SELECT last_command FROM laurel.seal WHERE company = $1 AND number = $2), 0)
                AND command <= (SELECT last_command FROM laurel.seal WHERE company = $1 AND number = \(through)) ORDER BY command
                """, [company, after, .integer(Int64(limit))]),
            PostgresStatement(
                """
                SELECT after, place, changes FROM laurel.aside WHERE company = $1 AND (after, place) > ($2, $4)
                AND after <= coalesce(\(through), $2) ORDER BY after, place
                """, [company, after, .integer(Int64(limit)), .integer(position.aside)]),
        ]
        do throws(PostgresError) {
            try session.send(statements)
            let answers = try session.receive().suffix(4).map(\.rows)
            return try Self.records(seals: answers[0], commands: answers[1], personal: answers[2], asides: answers[3])
        } catch {
            throw LogError(error, mayHaveCommitted: false)
        }
    }

    private static func records(seals: [PostgresRow], commands: [PostgresRow], personal: [PostgresRow], asides: [PostgresRow]) throws(PostgresError) -> [LogRecord] {
        var records: [LogRecord] = [], rest = commands[...], beside = personal[...], left = asides[...]
        func addAsides(upTo seal: Int64) throws(PostgresError) {
            while let row = left.first, try row.integer(0) < seal {
                records.append(.aside(row.bytes(2) ?? [], at: LogPosition(seal: try row.integer(0), aside: try row.integer(1))))
                left = left.dropFirst()
            }
        }
        for row in seals {
            let seal = try LogSeal(row)
            try addAsides(upTo: seal.number)
            let count = Int(seal.commands.upperBound - seal.commands.lowerBound + 1)
            var people: [PostgresRow] = []
            while let row = beside.first, try row.integer(0) <= seal.commands.upperBound {
                people.append(row)
                beside = beside.dropFirst()
            }
            records.append(
                .commit(seal, commands: try LogRows(rest.prefix(count), of: LogTables.command), personal: try LogRows(people[...], of: LogTables.personal)))
            rest = rest.dropFirst(count)
        }
        try addAsides(upTo: .max)
        return records
    }
}
