import CommitLog
import SQLite

/// The changesets of the last minutes, as they stand in the log: where a log loses what it had acknowledged, they are appended again with the
/// commits that they belong to. (Commands stay in a replica anyway; of a changeset only the rows would be left.)
struct RecentAsides {
    static let table = "replica_aside"
    /// Far longer than what is appended again may be old.
    private static let seconds: Int64 = 600

    private let connection: Connection

    init(_ connection: Connection) { self.connection = connection }

    func prepare() throws {
        try connection.execute(
            """
            CREATE TABLE IF NOT EXISTS \(Self.table) (
                after INTEGER NOT NULL, place INTEGER NOT NULL, at INTEGER NOT NULL, changes BLOB NOT NULL, PRIMARY KEY (after, place)) STRICT, WITHOUT ROWID
            """)
    }

    func add(_ changes: [UInt8], at place: AsidePlace) throws {
        try connection.run(
            "INSERT OR REPLACE INTO \(Self.table) (after, place, at, changes) VALUES (?, ?, unixepoch(), ?)", place.after, place.place, changes)
        try connection.run("DELETE FROM \(Self.table) WHERE at < unixepoch() - ?", Self.seconds)
    }

    /// Those behind a place, in order, with the seal that they follow.
    func after(_ position: LogPosition) throws -> [(after: Int64, place: Int64, changes: [UInt8])] {
        try connection.rows(
            "SELECT after, place, changes FROM \(Self.table) WHERE (after, place) > (?, ?) ORDER BY after, place", position.seal, position.aside
        ) { ($0.integer(0), $0.integer(1), $0.blob(2)) }
    }
}

extension Database {
    /// What this replica has and a log lacks that ends at `position`, as it has to be appended again.
    ///
    /// - Throws: `Divergence` where something of it is no longer known.
    package func commits(missingAt position: LogPosition) throws -> [LogCommit] {
        var asides = try RecentAsides(connection).after(position)
        func take(after seal: Int64) -> [[UInt8]] {
            let own = asides.prefix { $0.after == seal }
            asides.removeFirst(own.count)
            return own.map(\.changes)
        }
        var commits = take(after: position.seal).map { LogCommit(seal: nil, aside: $0) }, last = position.seal
        while true {
            let more = try self.commits(after: last, limit: 64)
            guard let end = more.last?.seal?.number else { break }
            for commit in more {
                var commit = commit
                let own = take(after: commit.seal?.number ?? 0)
                commit.aside = own.first
                commits.append(commit)
                commits += own.dropFirst().map { LogCommit(seal: nil, aside: $0) }
            }
            last = end
        }
        let places = commits.count(where: { $0.seal == nil || $0.aside != nil })
        guard asides.isEmpty, commits.last.map({ $0.seal != nil || places > 0 }) ?? true else { throw Divergence("changes", "are not those of the commits") }
        return commits
    }
}
