import Glibc
import Periods
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
        if let lost = database.lost { verification.report.add("head", "\(lost.what) \(lost.whatToDo)") }
        verification.checkWithoutReplay(continuing: head)
        if let reader, verification.report.findings.isEmpty {
            verification.checked("replay") { try $0.checkReplay(of: database, reader, scratch) }
        }
        return verification.report
    }

    /// The bytes of a file that nobody has open, as they stand: every page as it was written, none too few and none too many. What has a
    /// log beside it is whole only together with that, and is looked at when it is open.
    package static func verifyFile(_ path: String) -> VerificationReport {
        var report = VerificationReport()
        if !hasLog(path) { check(PageSums.check(path), in: &report) }
        return report
    }

    private static func hasLog(_ path: String) -> Bool {
        var status = stat()
        return stat(path + "-wal", &status) == 0 && status.st_size > 0
    }

    private static func check(_ pages: PageSums.Check?, in report: inout VerificationReport) {
        switch pages {
        case nil: report.add("file", "cannot be read")
        case .noDatabase?: report.add("file", "is no database of Laurel, or its first bytes were changed")
        case .wrong(let count, let first)? where count > 0: report.add("file", "\(count) pages are not as they were written, the first is page \(first)")
        case .otherLength(let expected, let actual)?: report.add("file", "has \(actual) bytes and should have \(expected)")
        case .wrong?: break
        }
    }

    /// Structure, seals and ledger alone, on any connection.
    static func verify(_ connection: Connection) -> VerificationReport {
        var verification = Verification(connection)
        verification.checkWithoutReplay(continuing: nil)
        return verification.report
    }

    /// Goes on behind a seal up to which all was verified before: the seals that follow it, and the ledger as a whole. Nothing is decided again.
    package static func verify(_ connection: Connection, after seal: Digest) -> VerificationReport {
        var verification = Verification(connection)
        verification.checked("seals") { verification in
            guard let trusted = try Head.sealed(as: seal, on: verification.connection) else {
                verification.report.continuesHead = false
                return
            }
            try verification.checkSeals(continuing: seal, after: trusted)
            try verification.checkLedger()
        }
        return verification.report
    }

    /// The seals over what was recorded since some moment, on any connection: what can be looked at often.
    package static func verifySeals(_ connection: Connection, since moment: Instant) -> VerificationReport {
        var verification = Verification(connection)
        verification.checked("seals") { verification in
            let before = try verification.connection.first("SELECT max(number) FROM command WHERE recorded < ?", moment.microseconds) { $0.integer(0) } ?? 0
            try verification.checkSeals(continuing: nil, after: Head.last(upTo: before, on: verification.connection))
        }
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
        checked("reports of abuse") { try $0.checkReports() }
        checked("people") { try $0.checkPersonalValues() }
    }

    /// A damaged file may also refuse to be read; that is a finding like any other.
    private mutating func checked(_ place: String, _ check: (inout Verification) throws -> Void) {
        do { try check(&self) } catch { report.add(place, "\(error)") }
    }

    private mutating func checkStructure() throws {
        // What is still in the log has checksums of its own.
        let isWhole = try connection.role == .reader || connection.checkpoint().isComplete
        // Through the connection: closing the file itself would take SQLite's locks on it away from this process.
        if isWhole { Self.check(PageSums.check(connection), in: &report) }
        for line in try connection.rows("PRAGMA integrity_check", read: { $0.text(0) }) where line != "ok" { report.add("file", line) }
        for row in try connection.rows("PRAGMA foreign_key_check", read: { "\($0.text(0)) \($0.integer(1))" }) {
            report.add(row, "refers to a row that is not there")
        }
    }

    private mutating func checkReplay(of database: Database, _ reader: ProgrammeReader, _ scratch: String) throws {
        var replay = try Replay(of: database, reader, into: scratch)
        for finding in try replay.run() { report.add(finding.place, finding.text) }
        report.obstacle = replay.obstacle
        guard replay.obstacle == nil else { return }
        for finding in try replay.compare() { report.add(finding.place, finding.text) }
    }
}
