import SQLite

extension Verification {
    /// Rules of the ledger as queries that find what breaks them; the first column names the row.
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
        ("entry", "its member has no wallet", "SELECT DISTINCT member FROM entry WHERE member NOT IN (SELECT member FROM wallet)"),
    ]

    mutating func checkLedger() throws {
        for rule in Self.rules {
            for name in try connection.rows("\(rule.sql) LIMIT 100", read: { $0.text(0) }) { report.add("\(rule.place) \(name)", rule.text) }
        }
    }
}
