/// What a client asks for: one message of `laurel.live.v1`.
package enum LiveRequest: Hashable, Sendable {
    case subscribe(String, LiveSubject, since: LiveSince?)
    case unsubscribe(String)
}

/// What a subscription follows.
package enum LiveSubject: Hashable, Sendable {
    case board(String, period: String, scope: String?, window: LiveWindow)
    case feed(LiveFeedName)
}

package enum LiveFeedName: String, Hashable, Sendable, CaseIterable { case celebrations, me, approvals }

/// The lines that a subscription shows: the first ones, or an entrant's neighbourhood (`me`, or an id).
package enum LiveWindow: Hashable, Sendable {
    case top(Int)
    case around(String, radius: Int)
}

/// Where a client stopped.
package struct LiveSince: Hashable, Sendable {
    package var epoch: String
    package var seq: UInt64
}
