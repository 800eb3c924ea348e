import SQLite

extension Reader {
    /// How many pieces of each reward were redeemed, without what was rejected or cancelled. O(redemptions).
    package func piecesRedeemed() throws -> [String: Int64] {
        let sql = """
            SELECT json_extract(body, '$.reward'), sum(coalesce(json_extract(body, '$.quantity'), 1)) FROM request
            WHERE kind = 'redemption' AND state NOT IN ('rejected', 'cancelled') GROUP BY 1
            """
        let rows = try connection.rows(sql) { ($0.text(0), $0.integer(1)) }
        return Dictionary(rows) { $1 }
    }
}
