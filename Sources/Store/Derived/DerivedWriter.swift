import Identity
import JSON
import Ledger
import Periods
import PointsEngine
import RuleEngine
import SQLite

/// Writes what the commands of one commit changed: one row for each key, with its last value.
struct DerivedWriter {
    let connection: Connection
    let interned: Interned

    func write(_ changes: Changes) throws {
        try writePeople(changes)
        try writeLedger(changes)
        try writeCounters(changes)
        try writeActivities(changes)
        for (id, request) in changes.requests { try write(request, id) }
        for (key, target) in changes.targets { try write(target, key) }
        for archive in changes.archives { try write(archive) }
    }

    private func writePeople(_ changes: Changes) throws {
        for (id, member) in changes.members { try put(member.stored, into: "member", "id", id.text) }
        for (id, team) in changes.teams { try put(team.stored, into: "team", "id", id.text) }
        for (id, reward) in changes.rewards { try put(reward.stored, into: "reward", "id", id) }
        for (id, tier) in changes.tiers { try put(tier?.stored, into: "tier", "id", id) }
        for (id, standing) in changes.standings { try put(standing?.stored, into: "standing", "member", id.text) }
    }

    /// Nil deletes the row.
    private func put(_ body: [UInt8]?, into table: String, _ key: String, _ id: String) throws {
        guard let body else { return try connection.run("DELETE FROM \(table) WHERE \(key) = ?", id) }
        let statement = try connection.prepare(
            "INSERT INTO \(table) (\(key), body) VALUES (?, ?) ON CONFLICT (\(key)) DO UPDATE SET body = excluded.body")
        try statement.bind(1, id)
        try statement.bind(2, utf8: body)
        try statement.run()
    }

    private func write(_ request: Request, _ id: RequestID) throws {
        let statement = try connection.prepare(
            """
            INSERT INTO request (id, kind, member, state, created, body) VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT (id) DO UPDATE SET state = excluded.state, body = excluded.body
            """)
        try statement.bind(1, id.text)
        try statement.bind(2, request.kind.name)
        try statement.bind(3, request.member.text)
        try statement.bind(4, request.state.rawValue)
        try statement.bind(5, request.created.microseconds)
        try statement.bind(6, utf8: request.stored)
        try statement.run()
    }

    private func write(_ target: Target, _ key: TargetKey) throws {
        try connection.run(
            """
            INSERT INTO target (owner_kind, owner, metric, period, value, reached, revision) VALUES (?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (owner_kind, owner, metric, period)
            DO UPDATE SET value = excluded.value, reached = excluded.reached, revision = excluded.revision
            """,
            key.ownerKind, key.ownerName, key.metric, key.period, target.value.description,
            target.reached.sorted().map(String.init).joined(separator: ","), target.revision)
    }

    private func write(_ archive: Archive) throws {
        let statement = try connection.prepare("INSERT INTO archive (board, end, period, at, body) VALUES (?, ?, ?, ?, ?)")
        try statement.bind(1, archive.board)
        try statement.bind(2, archive.end.microseconds)
        try statement.bind(3, archive.period)
        try statement.bind(4, archive.at.microseconds)
        try statement.bind(5, utf8: archive.stored)
        try statement.run()
    }
}
