import Identity
import JSON
import Periods
import PointsEngine
import SQLite

/// Everything that is known of one person, as it is recorded: what they are told when they ask (GDPR, article 15; PIPL, article 45).
extension Reader {
    /// Calls `body` with each row, under the name of what it is: the member and their account, sessions, the commands about them and by
    /// them, activities that credited them, entries of their points, and their requests. Secrets are left out: passwords and tokens are
    /// no knowledge of a person. O(commands): a walk over all that is recorded, for whoever by.
    package func everything(of member: MemberID, _ body: (_ part: String, _ row: JSONObject) throws -> Void) throws {
        let accounts = try connection.rows("SELECT name FROM account WHERE member = ?", member.text) { $0.text(0) }
        try each("account", "SELECT name, member, role, language, disabled, created, signed_in FROM account WHERE member = ?", [member.text], body)
        for account in accounts {
            try each("session", "SELECT created, seen, address, agent FROM session WHERE account = ? ORDER BY created", [account], body)
        }
        for kind in CommandRegistry.names(in: .member) {
            try each("record", "\(Self.commands) WHERE kind = ? AND subject = ? ORDER BY number", [kind, member.text]) { part, row in try body(part, opened(row)) }
        }
        for account in accounts {
            try each("record", "\(Self.commands) WHERE subject = ? AND kind <> 'record' ORDER BY number", [account]) { part, row in
                // A team or a reward may be called as an account is.
                if CommandRegistry.type(named: row["kind"]?.string ?? "") == nil { try body(part, row) }
            }
        }
        try each("deed", "\(Self.commands) WHERE actor = ? ORDER BY number", [Actor.member(member).text]) { part, row in try body(part, opened(row)) }
        let activities = "SELECT command.number, recorded, actor, address, kind, subject, body, outcome, source, id, type, command.time"
        let credited = "every_credit AS credit JOIN command ON command.number = credit.command"
        try each("activity", "\(activities) FROM \(credited) WHERE credit.member = ? ORDER BY command.number", [member.text], body)
        try each("entry", "\(TruthTable.entry.select) WHERE member = ? ORDER BY number", [member.text], body)
        let sheets = "SELECT form, period, state, opened, body FROM sheet WHERE member = ? ORDER BY opened, form, period"
        try each("appraisal", sheets, [member.text], body)
        try each("badge", "SELECT badge, period, body FROM badge WHERE member = ? ORDER BY badge, period", [member.text], body)
        let thanks = "SELECT id, from_member, to_member, body FROM kudos WHERE from_member = ? OR to_member = ? ORDER BY number"
        try each("thanks", thanks, [member.text, member.text], body)
        try each("notice", "SELECT number, is_read, body FROM notice WHERE member = ? ORDER BY number, item", [member.text], body)
        try each("preference", "SELECT body FROM preference WHERE member = ?", [member.text], body)
        try each("wish", "SELECT body FROM wish WHERE member = ?", [member.text], body)
        try each("answer", Self.answers, [member.text], body)
        try each("request", "SELECT id, kind, state, created, body FROM request WHERE member = ? ORDER BY created, id", [member.text], body)
    }

    /// With what it says of people in place of the commitments; what is forgotten is left out.
    private func opened(_ row: JSONObject) throws -> JSONObject {
        guard let number = row["number"]?.int64, var content = row["body"]?.object, content[PersonalField.key] != nil else { return row }
        content[PersonalField.key] = nil
        let sql = "SELECT salt, body FROM personal WHERE command = ?"
        let values = try connection.rows(sql, number) { try PersonalValues(salt: $0.blob(0), stored: $0.blob(1), "command \(number)").values }.first
        for value in values?.members ?? [] { content[value.key] = value.value }
        var row = row
        row["body"] = .object(content)
        return row
    }

    private static let answers = "SELECT request, created, body FROM answers WHERE member = ? ORDER BY created"
    private static let commands = TruthTable.command.select

    /// Columns are called as they stand behind SELECT.
    private func each(_ part: String, _ sql: String, _ values: [any SQLBindable], _ body: (String, JSONObject) throws -> Void) throws {
        let names = Self.names(in: sql)
        try connection.forEach(sql, values) { row in
            var object = JSONObject()
            for (index, name) in names.enumerated() where row.kind(Int32(index)) != .null { object[name] = Self.shown(name, row.value(Int32(index))) }
            try body(part, object)
        }
    }

    private static func names(in sql: String) -> [String] {
        let columns = sql.dropFirst("SELECT ".count), list = columns[..<(columns.firstRange(of: " FROM ")?.lowerBound ?? columns.endIndex)]
        return list.split(separator: ",").map { $0.split(separator: ".").last.map { String($0.filter { $0 != " " }) } ?? "" }
    }

    private static let moments: Set<String> = ["recorded", "time", "created", "opened", "seen", "signed_in", "occurred", "usable", "expires"]

    /// Moments as people write them, and what is JSON as that.
    private static func shown(_ name: String, _ value: SQLValue) -> JSONValue {
        switch value {
        case .null: .null
        case .integer(let number): moments.contains(name) ? .string(Instant(microseconds: number).rfc3339) : .number(Decimal(number))
        case .real(let number): .string("\(number)")
        case .text(let text): parsed(name, Array(text.utf8)) ?? .string(text)
        case .blob(let bytes): parsed(name, bytes) ?? .string(bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined())
        }
    }

    private static func parsed(_ name: String, _ bytes: [UInt8]) -> JSONValue? {
        name == "body" || name == "outcome" ? try? JSONValue.parse(bytes) : nil
    }
}
