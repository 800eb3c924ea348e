import CPostgreSQL

/// What a statement answered.
package final class PostgresAnswer {
    let raw: OpaquePointer

    init(_ raw: OpaquePointer) { self.raw = raw }
    deinit { PQclear(raw) }

    package var rows: [PostgresRow] { (0..<PQntuples(raw)).map { PostgresRow(self, $0) } }

    /// How many rows it inserted, changed or deleted.
    package var changed: Int { PQcmdTuples(raw).flatMap { Int(String(cString: $0)) } ?? 0 }
}

extension PostgresAnswer {
    var status: ExecStatusType { PQresultStatus(raw) }

    /// What the server refused; nil: nothing.
    var refusal: PostgresError? {
        guard status == PGRES_FATAL_ERROR || status == PGRES_BAD_RESPONSE else { return nil }
        let state = PQresultErrorField(raw, Int32(UnicodeScalar("C").value)).map { String(cString: $0) }
        let message = PQresultErrorField(raw, Int32(UnicodeScalar("M").value)).map { String(cString: $0) } ?? PQresultErrorMessage(raw).map { String(cString: $0) }
        return PostgresError(state.map { .server(state: $0) } ?? .connection, (message ?? "no answer").trimmed)
    }
}

extension String {
    var trimmed: String { String(drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed()) }
}
