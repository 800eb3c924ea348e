import Identity
import JSON
import Periods
import PointsEngine
import SQLite

/// A line of the audit trail: who did what, when, from where.
package struct AuditLine: Hashable, Sendable {
    package let number: Int64
    package let at: Instant
    package let actor: Actor
    package let address: String?
    /// The name of a command (`Command.name`), or the kind of a note.
    package let kind: String
    package let subject: String?
    package let detail: JSONObject
}

package struct AuditFilter: Sendable {
    /// Empty: all but `CommandRegistry.unlisted`.
    package var kinds: [String] = []
    /// As `Actor.text`, any of them; nil: anybody.
    package var actors: [String]?
    package var from: Instant?
    package var until: Instant?
    /// Lines with a lower number.
    package var before: Int64?
    /// 1 to 500.
    package var limit = 50

    package init() {}
}

extension Reader {
    /// The newest first. Files that were published, and pictures of the like, are left out of the detail.
    package func audit(_ filter: AuditFilter = AuditFilter()) throws -> [AuditLine] {
        var conditions = Conditions()
        if filter.kinds.isEmpty {
            let unlisted = CommandRegistry.unlisted
            conditions.add("kind NOT IN (\(unlisted.map { _ in "?" }.joined(separator: ", ")))", values: unlisted)
        } else {
            conditions.add("kind IN (\(filter.kinds.map { _ in "?" }.joined(separator: ", ")))", values: filter.kinds)
        }
        if let actors = filter.actors { conditions.add("actor IN (\(actors.map { _ in "?" }.joined(separator: ", ")))", values: actors) }
        conditions.add("recorded >= ?", filter.from?.microseconds)
        conditions.add("recorded < ?", filter.until?.microseconds)
        conditions.add("number < ?", filter.before)
        let sql = "\(CommandRow.select)\(conditions.clause) ORDER BY number DESC LIMIT \(max(1, min(filter.limit, 500)))"
        return try connection.rows(sql, values: conditions.values) { row in
            let stored = try CommandRow(row)
            var detail = try stored.note.detail
            detail["files"] = nil
            for field in stored.forgotten { detail[field] = nil }
            if !stored.forgotten.isEmpty { detail["forgotten"] = true }
            return AuditLine(
                number: stored.number, at: stored.recorded, actor: stored.actor, address: stored.address, kind: stored.kind,
                subject: stored.subject, detail: detail)
        }
    }

    /// What the command before it said of the same thing, for things that are said anew as a whole or in part; nil: it was new, or is none.
    package func before(_ line: AuditLine) throws -> JSONObject? {
        guard let subject = line.subject, let kinds = Self.saidAnew.first(where: { $0.contains(line.kind) }) else { return nil }
        let sql = """
            \(CommandRow.select) WHERE kind IN (\(kinds.map { _ in "?" }.joined(separator: ", "))) AND number < ? AND subject = ? ORDER BY number DESC LIMIT 1
            """
        return try connection.rows(sql, values: kinds as [any SQLBindable] + [line.number, subject] as [any SQLBindable]) { try CommandRow($0).note.detail }.first
    }

    private static let saidAnew: [[String]] = [[PutTier.name], [PutReward.name], [PutTeam.name], [PutMember.name, ChangeMember.name]]

    /// The rule sets that were published, the newest first.
    package func publications(limit: Int = 50) throws -> [PublishedSet] {
        try connection.rows("\(CommandRow.select) WHERE kind IN (\(Self.publishing)) ORDER BY number DESC LIMIT ?", limit) { row in
            let stored = try CommandRow(row)
            let fields = try Fields(.object(try stored.note.detail), "command \(stored.number)")
            return PublishedSet(
                number: stored.number, version: stored.subject ?? "", effective: try fields.optionalInstant("effective") ?? stored.recorded, at: stored.recorded,
                actor: stored.actor, reason: try fields.optionalText("reason"))
        }
    }

    /// The first rule set there was: it came with the company, and has been in force since ever.
    package func firstPublication(_ version: String) throws -> PublishedSet {
        let configured = try connection.rows("\(CommandRow.select) WHERE kind = '\(Note.configured)' ORDER BY number LIMIT 1", read: CommandRow.init).first
        return PublishedSet(number: 0, version: version, effective: nil, at: configured?.recorded, actor: configured?.actor, reason: nil)
    }
}

/// A rule set that was published, as its history tells it.
package struct PublishedSet: Hashable, Sendable {
    /// Of the command that published it; 0: the first one.
    package let number: Int64
    package let version: String
    /// Nil: since ever.
    package let effective: Instant?
    /// Nil: nobody noted it.
    package let at: Instant?
    package let actor: Actor?
    package let reason: String?
}
