import Boards

/// What a topic shows, and so which subscriptions share it.
enum TopicSource: Hashable, Sendable {
    /// The first rows of a board, the same for all who may see them.
    case shared(LiveBoards.PartKey, limit: Int, seesAll: Bool)
    /// What one viewer sees: a neighbourhood, or a quiet board. Each subscription has a topic of its own.
    case own(LiveBoards.PartKey, BoardWindow, BoardViewer)
    /// `full` says the points of everyone; else they are said only of rows that everyone may see.
    case celebrations(full: Bool)
    case me(Int32)
    case approvals(LiveViewer)

    var part: LiveBoards.PartKey? {
        switch self {
        case .shared(let part, _, _), .own(let part, _, _): part
        default: nil
        }
    }

    /// What is asked of the board.
    var window: (BoardWindow, BoardViewer)? {
        switch self {
        case .shared(_, let limit, let seesAll): (.top(limit), BoardViewer(entrant: nil, seesAll: seesAll))
        case .own(_, let window, let viewer): (window, viewer)
        default: nil
        }
    }

    var feed: LiveFeedName? {
        switch self {
        case .celebrations: .celebrations
        case .me: .me
        case .approvals: .approvals
        default: nil
        }
    }

    /// Whose notices it shows.
    var member: Int32? { if case .me(let member) = self { member } else { nil } }

    var isOwn: Bool { if case .own = self { true } else { false } }
}

/// A numbered row of messages, and those who follow it.
final class Topic {
    let source: TopicSource
    let name: String
    let epoch: String
    /// The number of the last message; grows by one with each.
    var seq: UInt64 = 0
    /// What a client has who took every message. On a topic of one's own: what was sent last.
    var state = WindowState()
    /// What a board's window depended on when it was read last.
    var span: ValueSpan? = .all
    /// Milliseconds since 1970 of the commit behind the last message.
    var at: Int64 = 0
    /// Empty on a topic of one's own: what is sent there is made when there is room for it.
    var log: FrameLog
    var subscriptions: [ObjectIdentifier: Subscription] = [:]

    /// Something may have changed since `state`.
    var isDirty = false
    /// On a topic of one's own: it is time to say what changed.
    var isDue = false
    /// Before this time no change is said.
    var nextAt = Int64.min
    /// It has a first state; a feed needs none.
    var isStarted = false
    /// The board is being read.
    var isWaiting = false
    /// Since when nobody follows it.
    var idleSince: Int64?
    /// The snapshot at `seq` but for the subscription's name, once somebody needed it.
    var snapshotRest: [UInt8]?
    /// Items said since `itemsFrom`.
    var items = 0
    var itemsFrom = Int64.min
    /// When the member was last told of being overtaken: long before the clock began.
    var overtakenAt = Int64.min / 2

    init(_ source: TopicSource, number: UInt64, epoch: String, _ limits: LiveLimits) {
        self.source = source
        name = "t\(number)"
        self.epoch = "\(epoch)-\(number)"
        log = FrameLog(mostMessages: limits.keptMessages, mostBytes: limits.keptBytes)
    }

    /// Whether the messages after `seq` are all kept.
    func canReplay(after since: LiveSince) -> Bool {
        since.epoch == epoch && since.seq <= seq && since.seq + 1 >= log.first && !source.isOwn
    }
}

/// One connection following one topic.
final class Subscription {
    let name: String
    let subject: LiveSubject
    let topic: Topic
    unowned let connection: LiveConnection
    /// The number of the next message to send.
    var next: UInt64 = 0
    var owesSnapshot = true

    init(_ name: String, _ subject: LiveSubject, _ topic: Topic, _ connection: LiveConnection) {
        self.name = name
        self.subject = subject
        self.topic = topic
        self.connection = connection
    }

    var hasSomethingToSay: Bool {
        if topic.isWaiting { return false }
        return owesSnapshot || topic.isDue || (!topic.source.isOwn && next <= topic.seq)
    }
}
