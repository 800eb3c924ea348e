import JSON
import SQLite

extension Verification {
    /// Reports of abuse: each row follows from the one before it, none is missing, and none is there that no note of the audit trail counts.
    mutating func checkReports() throws {
        var count: Int64 = 0, last = Digest.zero
        var hashes: [Int64: Digest] = [0: .zero], findings: [(String, String)] = []
        try connection.forEach("SELECT number, \(ConfidentialRow.columns), hash FROM abuse_report ORDER BY number") { row in
            let number = row.integer(0)
            if number != count + 1 { findings.append(("report of abuse \(count + 1)", "is missing")) }
            last = try ConfidentialRow(row, from: 1).hash(after: last)
            if Digest(bytes: row.blob(8)) != last { findings.append(("report of abuse \(number)", "was changed, or one before it was removed")) }
            count = number
            hashes[number] = last
        }
        for (place, text) in findings { report.add(place, text) }
        let noted = try self.noted()
        for note in noted where hashes[note.rows] != note.hash { report.add("reports of abuse", "are not the \(note.rows) that the audit trail has noted") }
        let most = noted.last?.rows ?? 0
        if count > most { report.add("reports of abuse", "\(count - most) rows that the audit trail has not noted") }
    }

    private func noted() throws -> [(rows: Int64, hash: Digest)] {
        try connection.rows("SELECT body FROM command WHERE kind = '\(Confidential.noteKind)' ORDER BY number") { row in
            let detail = try? JSONValue.parse(Array(row.text(0).utf8))
            return (detail?["rows"]?.int64 ?? -1, detail?["hash"]?.string.flatMap(Digest.init(hexadecimal:)) ?? .zero)
        }
    }
}
