import PointsEngine
import SQLite

/// Looks for anything that was changed behind the engine's back (reliability.md, "Simulation", invariants 1, 2, 7 and 10).
///
/// First the file's own structure, then the chain of seals, then the arithmetic of the ledger, and last, where a programme can be
/// read, everything again from the commands: the same entries, the same seals, the same derived rows.
package struct Verification {
    let connection: Connection
    var report = VerificationReport()

    private init(_ connection: Connection) { self.connection = connection }

    /// - Parameters:
    ///   - database: open, and left as it is.
    ///   - head: a head noted earlier, which the seals must contain.
    ///   - reader: reads rules and company again; nil leaves out the replay.
    ///   - scratch: a path for the replay's own database, which is removed afterwards.
    package static func verify(_ database: Database, head: Digest? = nil, reader: ProgrammeReader? = nil, scratch: String) -> VerificationReport {
        var verification = Verification(database.connection)
        verification.checkWithoutReplay(continuing: head)
        if let reader, verification.report.findings.isEmpty {
            verification.checked("replay") { try $0.checkReplay(of: database, reader, scratch) }
        }
        return verification.report
    }

    /// Structure, seals and ledger alone, on any connection.
    static func verify(_ connection: Connection) -> VerificationReport {
        var verification = Verification(connection)
        verification.checkWithoutReplay(continuing: nil)
        return verification.report
    }

    /// The append-only tables alone: what is derived may be as it likes.
    static func verifyTruth(_ connection: Connection) -> VerificationReport {
        var verification = Verification(connection)
        verification.checked("seals") { try $0.checkSeals(continuing: nil) }
        return verification.report
    }

    private mutating func checkWithoutReplay(continuing head: Digest?) {
        checked("file") { try $0.checkStructure() }
        checked("seals") { try $0.checkSeals(continuing: head) }
        checked("ledger") { try $0.checkLedger() }
    }

    /// A damaged file may also refuse to be read; that is a finding like any other.
    private mutating func checked(_ place: String, _ check: (inout Verification) throws -> Void) {
        do { try check(&self) } catch { report.add(place, "\(error)") }
    }

    private mutating func checkStructure() throws {
        // What is still in the log has checksums of its own.
        if connection.role == .writer { try connection.checkpoint() }
        if let pages = PageSums.check(connection.path), pages.wrong > 0 {
            report.add("file", "\(pages.wrong) pages are not as they were written, the first is page \(pages.first)")
        }
        for line in try connection.rows("PRAGMA integrity_check", read: { $0.text(0) }) where line != "ok" { report.add("file", line) }
        for row in try connection.rows("PRAGMA foreign_key_check", read: { "\($0.text(0)) \($0.integer(1))" }) {
            report.add(row, "refers to a row that is not there")
        }
    }

    private mutating func checkReplay(of database: Database, _ reader: ProgrammeReader, _ scratch: String) throws {
        let replay = try Replay(of: database, reader, into: scratch)
        for finding in try replay.run() { report.add(finding.place, finding.text) }
        for finding in try replay.compare() { report.add(finding.place, finding.text) }
    }
}
