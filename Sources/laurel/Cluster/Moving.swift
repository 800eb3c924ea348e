import Cluster
import CommitLog
import Files
import Glibc
import Installation
import Store

/// Takes a company from a file into a shared log, and back.
enum Moving {
    private static let commitsAtOnce = 64

    /// - Returns: the head, which is the same in both.
    static func into(_ place: PostgreSQLLog.Place, from path: String) throws -> Head {
        guard access(path, F_OK) == 0 else { throw CLIError("there is no database \(path)") }
        let database = try Database(path)
        guard database.head.number > 0 else { throw CLIError("\(path) is empty") }
        let contents = try LogContents(place), there = try contents.head()
        // Moved before, and not heard of: only the file's own mark may be missing.
        if there != .start, try seal(there.seal, in: contents) == database.head.hash.bytes {
            try database.becomeReplica(at: there)
            return database.head
        }
        guard there == .start else { throw LogUpload.Refused.endsElsewhere(there) }
        try upload(database, to: place, following: contents, scratch: path + ".move")
        return database.head
    }

    /// Puts into the log what a database has beyond it, and makes the database its replica.
    static func upload(_ database: Database, to place: PostgreSQLLog.Place, following contents: LogContents, scratch: String) throws {
        let more = try LogExtension(of: database, ProgrammeFiles.reader(ZoneFiles.database()), scratch: scratch)
        while true {
            let records = try contents.records(after: more.position, limit: commitsAtOnce)
            if records.isEmpty { break }
            try more.follow(records)
        }
        let start = more.position
        try more.decideOwn()
        let beside = try more.beside(), upload = try LogUpload(place, after: start)
        var check = LogSealCheck(in: database.path, after: try database.seal(start.seal) ?? .none), last = start.seal
        while true {
            let commits = try database.commits(after: last, limit: commitsAtOnce)
            guard let seal = commits.last?.seal else { break }
            for commit in commits { check.check(commit) }
            if let finding = check.findings.first { throw CLIError("\(finding)") }
            try upload.add(commits)
            last = seal.number
        }
        try database.becomeReplica(at: try upload.finish(aside: beside.isEmpty ? nil : beside))
    }

    /// - Returns: the head, which is the same in both.
    static func out(of place: PostgreSQLLog.Place, to path: String) throws -> Head {
        guard access(path, F_OK) != 0 else { throw CLIError("\(path) exists already") }
        if let leader = try ClusterView(place).leader { throw LogUpload.Refused.led(by: leader) }
        let contents = try LogContents(place), scratch = path + ".move"
        remove(scratch)
        defer { remove(scratch) }
        let database = try Database(scratch, onLoss: .kept)
        let copy = try LogCopy(into: database, ProgrammeFiles.reader(ZoneFiles.database()))
        while true {
            let records = try contents.records(after: copy.position, limit: commitsAtOnce)
            if records.isEmpty { break }
            try copy.take(records)
        }
        guard copy.position.seal > 0 else { throw CLIError("the company is empty") }
        let view = try ClusterView(place)
        if let leader = view.leader { throw LogUpload.Refused.led(by: leader) }
        guard view.head == copy.position else { throw CLIError("the log ends with seal \(view.head.seal), and \(copy.position.seal) was read: try again") }
        try database.backup(to: path)
        return database.head
    }

    /// The hash of a seal in the log; nil: there is none.
    static func seal(_ number: Int64, in contents: LogContents) throws -> [UInt8]? {
        try contents.commits(after: number - 1, limit: 1).first?.seal.flatMap { $0.number == number ? $0.hash : nil }
    }

    private static func remove(_ path: String) {
        for suffix in ["", "-wal", "-shm", "-journal", ".lock", ".head"] { unlink(path + suffix) }
    }
}
