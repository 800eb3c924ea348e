import JSON
import SQLite

extension Reader {
    /// The texts of the rules folder as they were last put in force, by a publication or with the company and the boards.
    /// Empty in a database that nothing was configured in.
    package func ruleFiles() throws -> [String: String] {
        let sql = "\(CommandRow.select) WHERE kind IN ('configured', 'publish') ORDER BY number DESC LIMIT 1"
        return try connection.rows(sql, read: Self.files).first ?? [:]
    }

    /// The texts with which a version was last published; nil: it never was.
    package func ruleFiles(of version: String) throws -> [String: String]? {
        let sql = "\(CommandRow.select) WHERE kind = 'publish' AND subject = ? ORDER BY number DESC LIMIT 1"
        return try connection.rows(sql, version, read: Self.files).first
    }

    private static func files(_ row: Statement) throws -> [String: String] {
        var texts: [String: String] = [:]
        for file in try CommandRow(row).note.detail["files"]?.object?.members ?? [] { texts[file.key] = file.value.string }
        return texts
    }
}
