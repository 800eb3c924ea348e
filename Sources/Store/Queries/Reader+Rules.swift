import Identity
import JSON
import PointsEngine
import SQLite

extension Reader {
    /// The names of commands that put files in force, for a condition.
    static let publishing = CommandRegistry.publishing.map { "'\($0)'" }.joined(separator: ", ")

    /// The texts of the rules folder as they were last put in force, by a publication or with the company and the boards.
    /// Empty in a database that nothing was configured in.
    package func ruleFiles() throws -> [String: String] {
        let sql = "\(CommandRow.select) WHERE kind IN ('configured', \(Self.publishing)) ORDER BY number DESC LIMIT 1"
        return try connection.rows(sql, read: Self.files).first ?? [:]
    }

    /// The texts with which a version was last published; nil: it never was.
    package func ruleFiles(of version: String) throws -> [String: String]? {
        let sql = "\(CommandRow.select) WHERE kind IN (\(Self.publishing)) AND subject = ? ORDER BY number DESC LIMIT 1"
        return try connection.rows(sql, version, read: Self.files).first
    }

    /// The texts of a publication, by the number of its command; nil: it is none.
    package func ruleFiles(ofPublication number: Int64) throws -> [String: String]? {
        try connection.rows("\(CommandRow.select) WHERE number = ? AND kind IN (\(Self.publishing))", number, read: Self.files).first
    }

    /// What a draft says that waits, or waited, for its second.
    package func proposal(_ id: RequestID) throws -> Proposal? {
        let sql = "\(CommandRow.select) WHERE kind = '\(Proposal.name)' AND subject = ? ORDER BY number LIMIT 1"
        return try connection.rows(sql, id.text) { row in
            try Proposal(from: try CommandRow(row).stored())
        }.first
    }

    /// Who made a token that is there.
    package func maker(ofToken name: String) throws -> Actor? {
        let sql = "\(CommandRow.select) WHERE kind = 'token-created' AND subject = ? ORDER BY number DESC LIMIT 1"
        return try connection.rows(sql, name) { try CommandRow($0).actor }.first
    }

    private static func files(_ row: Statement) throws -> [String: String] {
        var texts: [String: String] = [:]
        for file in try CommandRow(row).note.detail["files"]?.object?.members ?? [] { texts[file.key] = file.value.string }
        return texts
    }
}
