import Synchronization

/// The log of one company in memory, for simulations: as many nodes as one likes, without clock, sockets and disk.
package final class MemoryLog: SharedLog {
    /// What the nodes share.
    package final class Shared: Sendable {
        fileprivate struct Commit {
            let seal: LogSeal
            let commands: LogRows
            var personal: LogRows
        }

        fileprivate struct Contents {
            var book = LeaseBook()
            var commits: [Commit] = []
            var asides: [(at: LogPosition, changes: [UInt8])] = []
            var mishaps: [String: Mishap] = [:]
            var prints: [String: NodePrint] = [:]

            var head: LogPosition {
                let seal = commits.last?.seal.number ?? 0
                return LogPosition(seal: seal, aside: asides.last { $0.at.seal == seal }?.at.aside ?? 0)
            }
        }

        fileprivate let contents = Mutex(Contents())

        package init() {}

        /// Lets something befall the next commit of a node.
        package func befall(_ node: String, _ mishap: Mishap) { contents.withLock { $0.mishaps[node] = mishap } }

        /// Ends the sessions of a node, as when it dies or its link is cut.
        package func cut(_ node: String) { contents.withLock { $0.book.endAll(of: node) } }

        /// Lets a node say on what its deciding depends.
        package func say(_ node: String, _ print: NodePrint?) { contents.withLock { $0.prints[node] = print } }

        /// Asks whoever holds the lease to let another node lead.
        package func askForHandOver() { contents.withLock { $0.book.ask() } }

        /// Lets the clock of the log go on.
        package func pass(milliseconds: Int64) { contents.withLock { $0.book.now += milliseconds } }
    }

    /// What befalls a commit on its way, once.
    package enum Mishap: Sendable { case cutBeforeCommit, cutAfterCommit }

    private let shared: Shared
    private let node: String
    private let span: Int64
    private let session: Int
    private var term: Int64?
    private var sent: LogCommit?
    /// False: a log that lets anybody write, which tests of the cluster must find.
    private let isFenced: Bool

    /// - Parameter lease: in milliseconds of the log's own clock.
    package init(_ shared: Shared, node: String, lease: Int64 = 5_000, isFenced: Bool = true) {
        self.shared = shared
        self.node = node
        span = lease
        self.isFenced = isFenced
        session = shared.contents.withLock { $0.book.open(node, lasting: lease) }
    }

    /// The session ends, as when the process dies.
    package func disconnect() { shared.contents.withLock { $0.book.end(session) } }

    /// Reads or changes what is shared, in a session that stands.
    private func connected<Result>(_ body: (inout Shared.Contents) -> Result) throws(LogError) -> Result {
        let result = shared.contents.withLock { contents in contents.book.stands(session) ? Optional(body(&contents)) : nil }
        guard let result else { throw .unreachable("the session was ended") }
        return result
    }

    package func lease() throws(LogError) -> Lease {
        let node = node
        return try connected { Self.lease($0, for: node) }
    }

    private static func lease(_ contents: Shared.Contents, for node: String) -> Lease {
        var lease = Lease(
            term: contents.book.term, holder: contents.book.holder?.node ?? "", isFree: contents.book.isFree(for: node), head: contents.head, since: contents.book.since,
            seal: contents.commits.last?.seal.hash)
        lease.isAsked = contents.book.asked == contents.book.term
        lease.format = contents.prints.values.map(\.format).min()
        lease.print = contents.book.holder.flatMap { contents.prints[$0.node] }
        return lease
    }

    package func take() throws(LogError) -> Lease? {
        let (node, session, span, isFenced) = (self.node, self.session, self.span, self.isFenced)
        let taken: Lease? = try connected { contents in
            guard contents.book.take(node, session, lasting: span, at: contents.head.seal, endsOld: isFenced) else { return nil }
            return Self.lease(contents, for: node)
        }
        if let taken { term = taken.term }
        return taken
    }

    package func release() throws(LogError) {
        let own = term
        term = nil
        try connected { $0.book.release(own) }
    }

    package func beat() throws(LogError) {
        let (node, span) = (self.node, self.span)
        try connected { $0.book.beat(node, lasting: span) }
    }

    package func begin(_ commit: LogCommit) throws(LogError) {
        guard term != nil else { throw .fenced }
        sent = commit
    }

    package func finish() throws(LogError) {
        guard let commit = sent, let term else { throw .fenced }
        sent = nil
        let node = self.node, mishap = shared.contents.withLock { $0.mishaps.removeValue(forKey: node) }
        guard mishap != .cutBeforeCommit else { throw lost("cut before the commit") }
        let fence = isFenced ? term : nil, session = self.session
        let isIn: Bool? = shared.contents.withLock { contents in contents.book.stands(session) ? Self.add(commit, to: &contents, under: fence) : nil }
        switch isIn {
        case nil: throw lost("the session was ended")
        case false?:
            self.term = nil
            throw .fenced
        case true?: if mishap == .cutAfterCommit { throw lost("cut after the commit") }
        }
    }

    private func lost(_ why: String) -> LogError {
        term = nil
        disconnect()
        return .inDoubt(why)
    }

    /// - Parameter term: nil: anybody may write, and anywhere.
    private static func add(_ commit: LogCommit, to contents: inout Shared.Contents, under term: Int64?) -> Bool {
        let head = contents.head
        guard term.map({ contents.book.admits($0, commit.seal?.number, after: head.seal) }) ?? true else { return false }
        if let seal = commit.seal { contents.commits.append(Shared.Commit(seal: seal, commands: commit.commands, personal: commit.personal)) }
        for member in commit.forgets {
            for index in contents.commits.indices { contents.commits[index].personal = contents.commits[index].personal.without(member) }
        }
        if let aside = commit.aside {
            let at = contents.head
            contents.asides.append((LogPosition(seal: at.seal, aside: at.aside + 1), aside))
        }
        return true
    }

    package func read(after position: LogPosition, limit: Int) throws(LogError) -> [LogRecord] {
        try connected { contents in
            let commits = contents.commits.filter { $0.seal.number > position.seal }.prefix(limit)
            let through = commits.last?.seal.number ?? position.seal
            let sealed = commits.map {
                (LogPosition(seal: $0.seal.number, aside: 0), LogRecord.commit($0.seal, commands: $0.commands, personal: $0.personal))
            }
            let asides = contents.asides.filter { $0.at > position && $0.at.seal <= through }.map { ($0.at, LogRecord.aside($0.changes, at: $0.at)) }
            return (sealed + asides).sorted { $0.0 < $1.0 }.map(\.1)
        }
    }

    package func waitForMore(than position: LogPosition, atMost: Duration) throws(LogError) { try connected { _ in } }
}

extension LogRows {
    /// The rows of what is personal, without those of one member.
    fileprivate func without(_ member: String) -> LogRows {
        guard count > 0 else { return self }
        let kept = (0..<count).filter { text(1, $0) != member }
        return LogRows(columns.map { column in
            switch column {
            case .integers(let values): .integers(kept.map { values[$0] })
            case .texts(let values): .texts(kept.map { values[$0] })
            case .blobs(let values): .blobs(kept.map { values[$0] })
            }
        })
    }
}
