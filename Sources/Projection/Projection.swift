import Boards
import Identity
import Live
import Periods
import PointsEngine
import Store

/// What follows the commits, for those who watch: the directory of people and teams, the boards, and what is told of them. A state
/// machine without sockets, threads, clock or disk: what is to be done it returns as values.
///
/// ```swift
/// let projection = Projection(directory, epoch: "e1", limits: LiveLimits(), at: now)
/// projection.start(at: now)                             // [.read(sales-month), .read(sales-year)]
/// projection.install(.success(found), of: query, at: now) // [.forgetPages, .askAgain]
/// projection.commit(committed, at: now)                 // [.forgetPages]: a batch is on disk
/// projection.tick(at: now, most: 256)                   // [.publish(connection), …], and when to come back
/// projection.take(connection, into: buffer, at: now)    // the frames that go into one write
/// ```
/// Not Sendable: it lives on one thread.
package final class Projection {
    package private(set) var directory: Directory
    private(set) var feed: LiveFeed
    private(set) var boards: BoardProjection
    private var viewers: [LiveConnectionID: Viewer] = [:]
    /// What was celebrated last, oldest first; kept in memory alone.
    private var recent: [Celebration] = []
    private let epoch: String
    private let limits: LiveLimits

    /// How many celebrations are remembered for a page that has just been opened.
    package static let mostRemembered = 20

    /// - Parameter epoch: names this numbering of messages: another one each time the process starts.
    package init(_ directory: Directory, epoch: String, limits: LiveLimits, at now: ClockReading) {
        var limits = limits
        limits.interval = directory.programme.company.liveIntervalMilliseconds
        self.directory = directory
        self.epoch = epoch
        self.limits = limits
        boards = BoardProjection(directory.programme, generation: 0)
        feed = Self.feed(directory, epoch, limits, at: now)
    }

    private static func feed(_ directory: Directory, _ epoch: String, _ limits: LiveLimits, at now: ClockReading) -> LiveFeed {
        let programme = directory.programme
        let boards = LiveBoards(BoardProjection.entries(programme, at: now.time), calendar: programme.calendar, now: now.time)
        return LiveFeed(boards, epoch: epoch, limits: limits, rights: ViewerRights(directory: directory, now: now.time).allow)
    }

    // MARK: The beginning

    /// Tells the feed who there is, and asks for the boards that are running. To be called once, before anything else.
    package func start(at now: ClockReading) -> [ProjectionAction] {
        feed.commit(boards.everyone(directory, at: now.time), now: now.ticks)
        return open(Set(PeriodKind.allCases), at: now)
    }

    /// Begins anew with other boards or metrics, read from the store; those who watch come back and find them.
    private func restart(at now: ClockReading) -> [ProjectionAction] {
        let old = feed
        viewers = [:]
        boards = BoardProjection(directory.programme, generation: boards.generation + 1)
        feed = Self.feed(directory, "\(epoch).\(boards.generation)", limits, at: now)
        let reads = start(at: now)
        // Everybody has another number now.
        let number = { [numbers = boards.numbers] (member: Int32) in old.boards.roster.member(member).flatMap { numbers[MemberID($0.id)] } }
        feed.inherit(from: old, number)
        recent = recent.compactMap { celebration in
            number(celebration.member).map { number in
                var celebration = celebration
                celebration.member = number
                return celebration
            }
        }
        return [.endAll(.goingAway), .forgetPages] + reads
    }

    private func open(_ kinds: Set<PeriodKind>, at now: ClockReading) -> [ProjectionAction] {
        let queries = boards.queries(kinds, directory.programme.calendar, at: now.time)
        for query in queries { feed.expect(query.key) }
        return queries.map(ProjectionAction.read)
    }

    // MARK: What happens

    /// A batch is on disk.
    package func commit(_ committed: Committed, at now: ClockReading) -> [ProjectionAction] {
        directory.apply(committed.changes, committed.programme)
        guard !boards.isOutdated(by: committed) else { return restart(at: now) }
        var commit = boards.commit(committed, directory)
        let waiting = NoticeMaker.add(committed, to: &commit, directory, boards.numbers, isWatched: feed.isWatching)
        feed.rights = ViewerRights(directory: directory, now: now.time, waiting: waiting).allow
        forgetHidden(committed)
        let celebrations = feed.commit(commit, now: now.ticks)
        remember(celebrations)
        return [.forgetPages] + celebrations.compactMap { NewLeader($0, feed.boards.roster) }.map(ProjectionAction.tell)
    }

    /// Thanks that a manager has hidden are told to nobody any more.
    private func forgetHidden(_ committed: Committed) {
        let hidden = Set(committed.changes.tables.kudos.filter { $0.value.hidden != nil }.map(\.key.text))
        if !hidden.isEmpty { recent.removeAll { $0.more["kudos"]?.string.map(hidden.contains) ?? false } }
    }

    /// Says a word of recognition to everyone who listens.
    package func celebrate(_ member: MemberID, _ words: String, from: Actor, at now: ClockReading) {
        var commit = BoardCommit()
        commit.celebrations = directory.recognition(of: member, boards.numbers, words, from: from, points: nil, at: now.time.milliseconds).map { [$0] } ?? []
        remember(feed.commit(commit, now: now.ticks))
    }

    private func remember(_ celebrations: [Celebration]) { recent = (recent + celebrations).suffix(Self.mostRemembered) }

    /// What a reader found of a board that was asked for.
    package func install(_ found: Result<StoredBoard, any Error>, of query: BoardQuery, at now: ClockReading) -> [ProjectionAction] {
        guard query.generation == boards.generation else { return [] }
        switch found {
        case .failure:
            boards.giveUp(query.key)
            // Those who wait hear that it cannot be read at the moment.
            feed.failed(query.key, .overloaded, now: now.ticks)
            return [.askAgain]
        case .success(let stored):
            switch boards.install(stored, of: query, directory, at: now.time) {
            case .unasked: return []
            case .again(let query): return [.read(query)]
            case .fill(let fill):
                feed.install(fill, now: now.ticks)
                return [.forgetPages, .askAgain]
            }
        }
    }

    /// Opens the periods whose beginning has come, and sees who has left or moved by date. To be called before anything is shown, and at
    /// `nextTurn`.
    package func catchUp(at now: ClockReading) -> [ProjectionAction] {
        feed.rights = ViewerRights(directory: directory, now: now.time).allow
        var actions: [ProjectionAction] = []
        if let commit = boards.scheduledChanges(until: now.time, directory) {
            feed.commit(commit, now: now.ticks)
            actions.append(.forgetPages)
        }
        if let turn = nextTurn, turn <= now.time {
            feed.turn(at: now.time, now: now.ticks) { actions += open($0, at: now) }
            actions.append(.forgetPages)
        }
        return actions
    }

    /// When the first of the running periods ends.
    package var nextTurn: Instant? { feed.boards.nextTurn }

    /// Publishes what has become due: at most `most` connections are named to be written to.
    package func tick(at now: ClockReading, most: Int = .max) -> ProjectionTick {
        let due = feed.tick(now: now.ticks, most: most)
        var actions: [ProjectionAction] = [], unknown = false
        for key in due.loads {
            if let query = boards.query(key, directory.programme.calendar, at: now.time) {
                actions.append(.read(query))
            } else {
                feed.failed(key, .unknownPeriod, now: now.ticks)
                unknown = true
            }
        }
        actions += due.closes.map { .end($0.connection, $0.code) }
        actions += due.writes.map(ProjectionAction.publish)
        if unknown { actions.append(.askAgain) }
        return ProjectionTick(actions: actions, isMore: due.isMore || unknown, wake: due.wake)
    }

    // MARK: Connections

    /// A connection was accepted, and it is known whose it is.
    package func open(_ id: LiveConnectionID, _ viewer: Viewer) {
        viewers[id] = viewer
        feed.open(id, live(viewer))
    }

    package func receive(_ id: LiveConnectionID, _ message: [UInt8], at now: ClockReading) {
        feed.rights = ViewerRights(directory: directory, now: now.time).allow
        feed.receive(id, message, now: now.ticks)
    }

    /// The next bytes for a connection: whole WebSocket frames; answers how many. 0 where there is nothing to say after all, or its last write
    /// has not been taken. To be called once for each `.publish`; the buffer holds at least `LiveLimits.write`.
    package func take(_ id: LiveConnectionID, into buffer: UnsafeMutableRawBufferPointer, at now: ClockReading) -> Int {
        feed.take(id, into: buffer, now: now.ticks)
    }

    /// All of the last write has left the process as soon as it was made. False: there is more to say, for which `writable` is waited.
    package func taken(_ id: LiveConnectionID) -> Bool { feed.taken(id) }

    /// All of the last write has left the process: there may be another.
    package func writable(_ id: LiveConnectionID) { feed.writable(id) }

    package func closed(_ id: LiveConnectionID, at now: ClockReading) {
        viewers[id] = nil
        feed.closed(id, now: now.ticks)
    }

    /// Ends connections whose rights are over: the next tick says so.
    package func end(_ connections: some Sequence<LiveConnectionID>, _ code: LiveClose) {
        for id in connections { feed.disconnect(id, code) }
    }

    /// Ends the connections of those who may look no longer, because their session has ended or they have left; and, with a code that
    /// lets them come back with other rights, of those whose role is another one now. O(connections).
    package func recheck(at now: ClockReading) {
        for (id, viewer) in viewers {
            let member = viewer.member.map { directory.members[$0] }
            if viewer.ends.map({ $0 <= now.time }) ?? false || !(member.map { $0?.isThere(at: now.time) ?? false } ?? true) {
                feed.disconnect(id, .notSignedIn)
            } else if let member, member?.role != viewer.role {
                feed.disconnect(id, .goingAway)
            }
        }
    }

    func live(_ viewer: Viewer) -> LiveViewer {
        LiveViewer(actor: viewer.actor, member: viewer.member.flatMap { boards.numbers[$0] }, seesAll: viewer.role > .rep, screen: viewer.screen)
    }

    // MARK: What is asked of it

    /// Connections that are open, and topics that are kept: for gauges.
    package var connectionCount: Int { feed.connectionCount }
    package var topicCount: Int { feed.topicCount }
    /// Messages of topics that were written, and those that a slow viewer got a snapshot in place of.
    package var traffic: (sent: Int, dropped: Int) { feed.traffic }

    /// The board that the company looks at most, as it stands: where an approval would bring somebody.
    package func supposedPlaces() -> SupposedPlaces? { SupposedPlaces(feed.boards, boards.numbers) }

    /// What the feed of celebrations said last to a viewer, newest first.
    package func celebrations(for viewer: Viewer, limit: Int) -> [LiveItem] {
        let seesAll = live(viewer).seesAll
        return Array(recent.reversed().lazy.compactMap { self.feed.boards.item(of: $0, seesAll: seesAll) }.prefix(limit))
    }
}
