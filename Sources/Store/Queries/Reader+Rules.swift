import JSON
import SQLite

extension Reader {
    /// The texts of the rules folder as they were last put in force, by a publication or with the company and the boards.
    /// Empty in a database that nothing was configured in.
    package func ruleFiles() throws -> [String: String] {
        let sql = "\(CommandRow.select) WHERE kind IN ('configured', 'publish') ORDER BY number DESC LIMIT 1"
        let details = try connection.rows(sql) { row in try CommandRow(row).note.detail }
        var texts: [String: String] = [:]
        for file in details.first?["files"]?.object?.members ?? [] { texts[file.key] = file.value.string }
        return texts
    }
}
