import Identity

/// A WebSocket, as the feed knows it: any 64 bits that name one connection for ever, such as slot and generation.
package struct LiveConnectionID: Hashable, Sendable {
    package var rawValue: UInt64

    package init(rawValue: UInt64) { self.rawValue = rawValue }
}

/// Who is signed in on a connection.
package struct LiveViewer: Hashable, Sendable {
    /// Who it is: what rights are taken from.
    package var actor: Actor
    /// The number of the member behind it, or nil (an administrator, the wall).
    package var member: Int32?
    /// Sees what `reveal` hides from reps.
    package var seesAll: Bool
    /// What a screen is limited to; nil: it is none.
    package var screen: ScreenScope?

    package init(actor: Actor, member: Int32?, seesAll: Bool, screen: ScreenScope? = nil) {
        self.screen = screen
        self.actor = actor
        self.member = member
        self.seesAll = seesAll
    }
}

/// What a screen on a wall may watch.
package struct ScreenScope: Hashable, Sendable {
    /// Empty: every board of the company.
    package let boards: Set<String>
    /// The team whose part of a board it may show.
    package let team: String?

    package init(boards: Set<String>, team: String?) {
        self.boards = boards
        self.team = team
    }

    package func shows(_ board: String) -> Bool { boards.isEmpty || boards.contains(board) }
}

final class LiveConnection {
    let id: LiveConnectionID
    var viewer: LiveViewer
    /// In the order in which they were made; at most `LiveLimits.subscriptions`.
    var subscriptions: [Subscription] = []
    /// With which subscription the next write begins, so that none starves.
    var turn = 0
    /// Whole frames that only this connection gets: errors.
    var outbox: [UInt8] = []
    /// The other fragments of a message that has begun: nothing may come between them but control frames.
    var unfinished: ArraySlice<UInt8> = []
    /// The last write has been taken.
    var isReady = true
    /// It waits for its turn to be named to the caller.
    var isQueued = false
    /// Its place among `WaitingConnections`.
    var waitingPlace: Int?
    /// When it was last written to.
    var writtenAt: Int64 = 0
    var closing: LiveClose?
    /// When it will have earned all its messages back (a leaky bucket in time).
    var earnedAt = Int64.min

    init(_ id: LiveConnectionID, _ viewer: LiveViewer) {
        self.id = id
        self.viewer = viewer
    }

    var hasSomethingToSay: Bool {
        if !outbox.isEmpty || !unfinished.isEmpty { return true }
        return closing == nil && subscriptions.contains(where: \.hasSomethingToSay)
    }
}
