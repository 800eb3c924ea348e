import Identity
import JSON
import PointsEngine
import SQLite

extension Verification {
    /// What commands say of people is what their sealed bodies are committed to; and where it is gone, the person was forgotten.
    mutating func checkPersonalValues() throws {
        guard try connection.first("SELECT 1 FROM sqlite_schema WHERE name = 'personal'", read: { _ in true }) ?? false else { return }
        let forgotten = Set(try connection.rows("SELECT subject FROM command WHERE kind = '\(ForgetMember.name)'") { $0.text(0) })
        let kinds = CommandRegistry.all.filter { !$0.personal.isEmpty }.map { $0.name }
        let sql = """
            SELECT command.number, subject, command.body, salt, personal.body, member FROM command LEFT JOIN personal ON personal.command = command.number
            WHERE kind IN (\(kinds.map { _ in "?" }.joined(separator: ", ")))
            """
        var findings: [Finding] = []
        try connection.forEach(sql, kinds) { row in
            let place = "command \(row.integer(0))", subject = row.text(1)
            guard let commitments = (try? JSONValue.parse(row.blob(2)))?[PersonalField.key]?.object else {
                if row.optionalBlob(3) != nil { findings.append(Finding(place, "what stands beside it is not what it was sealed with")) }
                return
            }
            guard let salt = row.optionalBlob(3) else {
                if !forgotten.contains(subject) { findings.append(Finding(place, "what it said of \(subject) is missing")) }
                return
            }
            let values = try? PersonalValues(salt: salt, stored: row.blob(4), place)
            if values?.commitments != commitments || row.text(5) != subject { findings.append(Finding(place, "what stands beside it is not what it was sealed with")) }
            if forgotten.contains(subject) { findings.append(Finding(place, "what it said of \(subject) is there again")) }
        }
        for finding in findings { report.add(finding.place, finding.text) }
        let stray = "SELECT command FROM personal WHERE command NOT IN (SELECT number FROM command WHERE kind IN (\(kinds.map { "'\($0)'" }.joined(separator: ", "))))"
        for number in try connection.rows("\(stray) LIMIT 100", read: { $0.integer(0) }) { report.add("command \(number)", "what stands beside it is not what it was sealed with") }
    }
}
