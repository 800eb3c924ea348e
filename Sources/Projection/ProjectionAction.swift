import Live

/// What the projection asks of whoever runs it.
package enum ProjectionAction: Hashable, Sendable {
    /// There is something to write to this connection: `Projection.take` gives the frames.
    case publish(LiveConnectionID)
    /// The connection is over, for this reason: its rights have ended, it broke the protocol, or it took nothing. It is forgotten already.
    case end(LiveConnectionID, LiveClose)
    /// Everything begins anew: every connection is over, and may come back at once.
    case endAll(LiveClose)
    /// Read this board from the store: `Projection.install` takes the answer.
    case read(BoardQuery)
    /// What a board answered may be another answer now: kept ones are to be forgotten.
    case forgetPages
    /// A board has come, or could not be read: those who wait for one are to ask again.
    case askAgain
    /// The outside may be told of this.
    case tell(NewLeader)
}

/// What is due now, and when to come back.
package struct ProjectionTick {
    package let actions: [ProjectionAction]
    /// More is due than was asked for: another tick says what.
    package let isMore: Bool
    /// When the next tick is due at the latest, by `ClockReading.ticks`; nil: not before something happens.
    package let wake: Int64?
}
