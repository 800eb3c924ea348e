import SQLite

/// Makes the derived rows anew from the commands (`laurel rebuild`).
package enum Rebuild {
    /// - Parameter scratch: a path for the replay's own database, which is removed afterwards.
    /// - Returns: what stands in the way; then nothing was changed. Empty: all derived rows are as the commands give them.
    package static func rebuild(_ database: Database, reader: ProgrammeReader, scratch: String) throws -> [Finding] {
        let truth = Verification.verifyTruth(database.connection)
        guard truth.findings.isEmpty else { return truth.findings }
        var replay = try Replay(of: database, reader, into: scratch)
        let findings = try replay.run()
        guard findings.isEmpty else { return findings }
        if let obstacle = replay.obstacle { return [Finding("replay", obstacle)] }
        try replay.replaceDerived()
        database.forgetInterned()
        return []
    }
}
