import Identity
import Ledger
import SQLite

extension Verification {
    /// Rules of the ledger as queries that find what breaks them; the first column names the row.
    ///
    /// A reversal is of the activity that undid the one which gave; a further one, which only takes what returned where nobody was found
    /// (`overdraft: floor`), names the one which gave.
    private static let rules: [(place: String, text: String, sql: String)] = [
        ("lot", "opened = spent + expired + reversed + remaining does not hold",
            "SELECT number FROM lot WHERE opened <> remaining + spent + expired + reversed OR min(remaining, spent, expired, reversed) < 0"),
        ("lot", "is not as its entry opened it",
            """
            SELECT lot.number FROM lot LEFT JOIN entry ON entry.number = lot.number
            WHERE entry.member IS NOT lot.member OR entry.usable IS NOT lot.usable
            """),
        ("wallet", "the sum of entries is not the sum of lots less debt",
            """
            SELECT wallet.member FROM wallet
            LEFT JOIN (SELECT member, sum(points) AS points FROM entry GROUP BY member) AS entries ON entries.member = wallet.member
            LEFT JOIN (SELECT member, sum(remaining) AS remaining FROM lot GROUP BY member) AS lots ON lots.member = wallet.member
            WHERE coalesce(entries.points, 0) <> coalesce(lots.remaining, 0) - wallet.debt
            """),
        ("wallet", "lifetime is not the sum of its entries",
            """
            SELECT wallet.member FROM wallet LEFT JOIN (
                SELECT member, sum(points) AS points FROM entry WHERE kind IN ('award', 'bonus', 'adjustment', 'reversal') GROUP BY member
            ) AS entries ON entries.member = wallet.member
            WHERE coalesce(entries.points, 0) <> wallet.lifetime
            """),
        ("wallet", "held is not the sum of the open holds",
            """
            SELECT wallet.member FROM wallet LEFT JOIN (
                SELECT member, sum(json_extract(body, '$.points')) AS points FROM request WHERE kind = 'held' AND state = 'requested' GROUP BY member
            ) AS holds ON holds.member = wallet.member
            WHERE coalesce(holds.points, 0) <> wallet.held
            """),
        ("request", "is an open hold of an activity that was undone, or was never recorded",
            """
            SELECT request.id FROM request LEFT JOIN command
                ON command.source = json_extract(request.body, '$.activity.source') AND command.id = json_extract(request.body, '$.activity.id')
            LEFT JOIN fate ON fate.command = command.number
            WHERE request.kind = 'held' AND request.state = 'requested' AND (command.number IS NULL OR fate.command IS NOT NULL)
            """),
        ("entry", "takes back what another activity gave",
            """
            SELECT reversal.number FROM entry AS reversal JOIN entry AS original ON original.number = reversal.original
            LEFT JOIN command ON command.source = original.source AND command.id = original.id
            LEFT JOIN fate ON fate.command = command.number
            WHERE reversal.kind = 'reversal' AND (
                reversal.member IS NOT original.member OR fate.command IS NULL
                OR (fate.source IS NOT reversal.source OR fate.id IS NOT reversal.id)
                AND (original.source IS NOT reversal.source OR original.id IS NOT reversal.id OR reversal.whole <> 0)
            )
            """),
        ("entry", "refers to a command that is not there", "SELECT number FROM entry WHERE command NOT IN (SELECT number FROM command)"),
        ("demand", "refers to an entry that is not there", "SELECT number FROM demand WHERE number NOT IN (SELECT number FROM entry)"),
        ("fate", "refers to a command that is not there", "SELECT command FROM fate WHERE command NOT IN (SELECT number FROM command)"),
        ("credit", "refers to a command that is not there", "SELECT command FROM every_credit WHERE command NOT IN (SELECT number FROM command)"),
        ("entry", "is not found by its member, or by another",
            """
            SELECT number FROM (SELECT member, number FROM entry EXCEPT SELECT member, number FROM every_member_entry)
            UNION ALL SELECT number FROM (SELECT member, number FROM member_entry EXCEPT SELECT member, number FROM entry)
            """),
        ("entry", "its member has no wallet", "SELECT DISTINCT member FROM entry WHERE member NOT IN (SELECT member FROM wallet)"),
    ]

    mutating func checkLedger() throws {
        for rule in Self.rules {
            for name in try connection.rows("\(rule.sql) LIMIT 100", read: { $0.text(0) }) { report.add("\(rule.place) \(name)", rule.text) }
        }
        try checkDebts()
    }

    /// What a wallet owes is what its demands are still to be paid.
    private mutating func checkDebts() throws {
        var owed: [MemberID: Points] = [:], listed: [MemberID: Points] = [:]
        try connection.forEach(Demand.self) { _, demand in owed[demand.member, default: 0] += demand.debt }
        try connection.forEach(Wallet.self) { member, wallet in listed[member] = wallet.debt }
        var wrong: [String] = []
        try connection.forEach("SELECT member, debt FROM wallet") { row in
            let member = MemberID(row.text(0)), debt = row.integer(1)
            if listed[member] != debt || debt != owed[member] ?? 0 { wrong.append(member.text) }
        }
        for member in wrong { report.add("wallet \(member)", "its debt is not what its demands are still to be paid") }
    }
}
