import Boards
import Periods
import Structures

/// What the feed asks about a viewer's rights.
package enum LivePermission {
    /// Whether the viewer may look at a board, or at the part of it that the team of this id sees.
    case board(BoardDefinition, team: String?)
    case feed(LiveFeedName)
    /// Whether the viewer may know of this request, that is, decide it.
    case approval(ApprovalNotice)
}

/// What the caller has to do after a tick.
package struct LiveActions {
    /// Connections to write to: `take` gives each its bytes.
    package var writes: [LiveConnectionID] = []
    /// Connections to close; the feed has forgotten them.
    package var closes: [(connection: LiveConnectionID, code: LiveClose)] = []
    /// Boards to read: `install` or `failed` answers each.
    package var loads: [BoardKey] = []
    /// More connections are to be written to than were asked for: another tick says which.
    package var isMore = false
    /// When the next tick is due at the latest, in the caller's milliseconds; nil when only something new can make one due.
    package var wake: Int64?
}

/// The live feed (boards.md): a state machine without sockets, threads or clock.
///
/// ```swift
/// feed.open(id, viewer, now: now)                // a WebSocket was accepted
/// feed.receive(id, bytes, now: now)              // a message came
/// feed.commit(commit, now: now)                  // a batch is on disk
/// let actions = feed.tick(now: now)              // after any of these, and at `wake`
/// for id in actions.writes { let count = feed.take(id, into: buffer, now: now) … }   // one write each
/// feed.writable(id)                              // when all of a write has left the process
/// ```
/// Where changes come faster than sockets take them, each tick writes to some and the next goes on: a connection's turn comes
/// once all others had theirs, and it gets in one write what has gathered since its last.
///
/// Each topic keeps its messages as ready frames; a subscriber is a number in that row. Who is behind costs nothing but
/// that number: what has been dropped from the row is replaced by a fresh snapshot, made when there is room for it.
/// Times are milliseconds of a clock that only goes forward, whatever its beginning. Not Sendable: it lives on one thread.
package final class LiveFeed {
    package internal(set) var boards: LiveBoards
    let limits: LiveLimits
    /// Who may see what: asked when somebody subscribes or reads, and again when people change. Whoever knows the people puts another
    /// one in place when they, or the time, have moved on.
    package var rights: (LiveViewer, LivePermission) -> Bool

    private let epoch: String
    private var topicNumber: UInt64 = 0
    var connections: [LiveConnectionID: LiveConnection] = [:]
    /// The connections behind which a member is, so that a change of one looks at nobody else's.
    private(set) var ofMember: [Int32: Set<LiveConnectionID>] = [:]
    /// All but the topics of one's own.
    var topics: [TopicSource: Topic] = [:]
    var byPart: [LiveBoards.PartKey: [ObjectIdentifier: Topic]] = [:]
    var dirty: [Topic] = []
    var dirtyDue = Int64.max
    /// Connections that have something to say, in the order of their turns.
    private var readyQueue = Queue<LiveConnection>()
    var closing: [LiveConnection] = []
    var loads: [BoardKey] = []
    var waiting = WaitingConnections()
    package internal(set) var counters = LiveCounters()
    var notices = NoticeCache()
    /// When what was celebrated of a place, for `LiveLimits.overtaken`.
    var celebrated: [Milestone: Int64] = [:]
    /// Idle topics, the oldest first; what has moved on since is skipped when its time comes.
    var idle = Queue<(topic: Topic, since: Int64)>()

    /// `epoch` names this numbering of topics: another one each time the process starts. `rights`: see there.
    package init(_ boards: LiveBoards, epoch: String, limits: LiveLimits = LiveLimits(), rights: @escaping (LiveViewer, LivePermission) -> Bool) {
        self.boards = boards
        self.epoch = epoch
        self.limits = limits
        self.rights = rights
    }

    /// Takes over what members were told by the feed before this one, which knew them by other numbers.
    package func inherit(from old: LiveFeed, _ number: (Int32) -> Int32?) { notices = old.notices.renumbered(number) }

    /// A connection was accepted, for a viewer who is signed in.
    package func open(_ id: LiveConnectionID, _ viewer: LiveViewer) {
        connections[id] = LiveConnection(id, viewer)
        if let member = viewer.member { ofMember[member, default: []].insert(id) }
    }

    private func forgetMember(of connection: LiveConnection) {
        guard let member = connection.viewer.member, ofMember[member]?.remove(connection.id) != nil else { return }
        if ofMember[member]?.isEmpty ?? false { ofMember[member] = nil }
    }

    /// A connection is gone.
    package func closed(_ id: LiveConnectionID, now: Int64) {
        if let connection = connections[id] { drop(connection, now: now) }
    }

    /// All of the last write has left the process: there may be another.
    package func writable(_ id: LiveConnectionID) {
        guard let connection = connections[id] else { return }
        connection.isReady = true
        waiting.remove(connection)
        if connection.hasSomethingToSay { enqueue(connection) }
    }

    /// All of the last write has left the process, as soon as it was made. False: there is more to say to this connection, for
    /// which `writable` is waited, so that no one is written to twice in a row.
    package func taken(_ id: LiveConnectionID) -> Bool {
        guard let connection = connections[id], !connection.hasSomethingToSay else { return false }
        connection.isReady = true
        waiting.remove(connection)
        return true
    }

    /// Says what has become due, and names at most `most` connections to write to. To be called after anything else was, at
    /// `wake`, and again soon where there are more. O(what is due).
    package func tick(now: Int64, most: Int = .max) -> LiveActions {
        publishDue(now: now)
        for connection in waiting.stalled(limits.stalled, now: now) { end(connection, .slow) }
        forgetIdle(now: now)
        var actions = LiveActions()
        actions.closes = close(now: now)
        while actions.writes.count < most, let connection = readyQueue.removeFirst() {
            connection.isQueued = false
            if connections[connection.id] === connection, connection.isReady { actions.writes.append(connection.id) }
        }
        counters.turns += actions.writes.count
        actions.isMore = !readyQueue.isEmpty
        swap(&actions.loads, &loads)
        let dues = [dirty.isEmpty ? nil : dirtyDue, waiting.lookAt, idle.first.map { $0.since + limits.linger }]
        actions.wake = dues.compactMap { $0 }.min()
        return actions
    }

    /// Connections that are open, for gauges.
    /// Messages of topics since the start: those that were put into writes, and those that a slow viewer never saw, for a snapshot took their place.
    package internal(set) var traffic = (sent: 0, dropped: 0)

    package var connectionCount: Int { connections.count }
    /// Topics that are kept, but for those of one's own.
    package var topicCount: Int { topics.count }

    /// Lets go of connections that are to be closed and have been told why, or take nothing.
    private func close(now: Int64) -> [(connection: LiveConnectionID, code: LiveClose)] {
        var closes: [(connection: LiveConnectionID, code: LiveClose)] = []
        for connection in closing where connections[connection.id] === connection {
            let isStuck = connection.closing == .slow || connection.writtenAt + limits.stalled <= now
            if connection.hasSomethingToSay, connection.isReady || !isStuck { continue }
            drop(connection, now: now)
            closes.append((connection.id, connection.closing ?? .goingAway))
        }
        closing.removeAll { connections[$0.id] !== $0 }
        return closes
    }

    private func drop(_ connection: LiveConnection, now: Int64) {
        connections[connection.id] = nil
        forgetMember(of: connection)
        waiting.remove(connection)
        for subscription in connection.subscriptions { detach(subscription, now: now) }
    }

    func enqueue(_ connection: LiveConnection) {
        guard connection.isReady, !connection.isQueued else { return }
        connection.isQueued = true
        readyQueue.append(connection)
    }

    func makeTopic(_ source: TopicSource) -> Topic {
        topicNumber += 1
        let topic = Topic(source, number: topicNumber, epoch: epoch, limits)
        if !source.isOwn { topics[source] = topic }
        if let part = source.part {
            byPart[part, default: [:]][ObjectIdentifier(topic)] = topic
            boards.watch(part, by: 1)
        }
        return topic
    }

    func dropTopic(_ topic: Topic) {
        if topics[topic.source] === topic { topics[topic.source] = nil }
        guard let part = topic.source.part, byPart[part]?.removeValue(forKey: ObjectIdentifier(topic)) != nil else { return }
        boards.watch(part, by: -1)
        if byPart[part]?.isEmpty == true { byPart[part] = nil }
    }
}
