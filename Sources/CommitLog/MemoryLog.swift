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
            var term: Int64 = 0
            var holder: (node: String, session: Int)?
            var since: Int64?
            var commits: [Commit] = []
            var asides: [(at: LogPosition, changes: [UInt8])] = []
            var until: [String: Int64] = [:]
            var sessions = 0
            var ended: Set<Int> = []
            var now: Int64 = 0
            var mishaps: [String: Mishap] = [:]
            var sessionsOf: [String: [Int]] = [:]
            var prints: [String: NodePrint] = [:]
            var asked: Int64?

            var head: LogPosition {
                let seal = commits.last?.seal.number ?? 0
                return LogPosition(seal: seal, aside: asides.last { $0.at.seal == seal }?.at.aside ?? 0)
            }

            var isFree: Bool {
                guard let holder else { return true }
                return (until[holder.node] ?? .min) <= now || ended.contains(holder.session)
            }
        }

        fileprivate let contents = Mutex(Contents())

        package init() {}

        /// Lets something befall the next commit of a node.
        package func befall(_ node: String, _ mishap: Mishap) { contents.withLock { $0.mishaps[node] = mishap } }

        /// Ends the sessions of a node, as when it dies or its link is cut.
        package func cut(_ node: String) { contents.withLock { contents in contents.ended.formUnion(contents.sessionsOf[node] ?? []) } }

        /// Lets a node say on what its deciding depends.
        package func say(_ node: String, _ print: NodePrint?) { contents.withLock { $0.prints[node] = print } }

        /// Asks whoever holds the lease to let another node lead.
        package func askForHandOver() { contents.withLock { $0.asked = $0.term } }

        /// Lets the clock of the log go on.
        package func pass(milliseconds: Int64) { contents.withLock { $0.now += milliseconds } }
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
        session = shared.contents.withLock { contents in
            contents.sessions += 1
            contents.sessionsOf[node, default: []].append(contents.sessions)
            contents.until[node] = contents.now + lease
            return contents.sessions
        }
    }

    /// The session ends, as when the process dies.
    package func disconnect() { shared.contents.withLock { _ = $0.ended.insert(session) } }

    /// Reads or changes what is shared, in a session that stands.
    private func connected<Result>(_ body: (inout Shared.Contents) -> Result) throws(LogError) -> Result {
        let result = shared.contents.withLock { contents in contents.ended.contains(session) ? nil : Optional(body(&contents)) }
        guard let result else { throw .unreachable("the session was ended") }
        return result
    }

    package func lease() throws(LogError) -> Lease { try connected(Self.lease) }

    private static func lease(_ contents: inout Shared.Contents) -> Lease {
        var lease = Lease(
            term: contents.term, holder: contents.holder?.node ?? "", isFree: contents.isFree, head: contents.head, since: contents.since,
            seal: contents.commits.last?.seal.hash)
        lease.isAsked = contents.asked == contents.term
        lease.format = contents.prints.values.map(\.format).min()
        lease.print = contents.holder.flatMap { contents.prints[$0.node] }
        return lease
    }

    package func take() throws(LogError) -> Lease? {
        let (node, session, span, isFenced) = (self.node, self.session, self.span, self.isFenced)
        let taken: Lease? = try connected { contents in
            guard contents.isFree else { return nil }
            if isFenced, let old = contents.holder, old.session != session { contents.ended.insert(old.session) }
            contents.term += 1
            contents.holder = (node, session)
            contents.until[node] = contents.now + span
            contents.since = contents.head.seal
            return Self.lease(&contents)
        }
        if let taken { term = taken.term }
        return taken
    }

    package func release() throws(LogError) {
        let own = term
        term = nil
        try connected { contents in if own == contents.term { contents.holder = nil } }
    }

    package func beat() throws(LogError) {
        let (node, span) = (self.node, self.span)
        try connected { $0.until[node] = $0.now + span }
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
        let isIn: Bool? = shared.contents.withLock { contents in contents.ended.contains(session) ? nil : Self.add(commit, to: &contents, under: fence) }
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
        guard term.map({ $0 == contents.term }) ?? true, commit.seal.map({ term == nil || $0.number == head.seal + 1 }) ?? true else { return false }
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
