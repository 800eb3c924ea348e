/// Why the live feed refuses something: the closed list of codes in its error frames.
package enum LiveError: String, Error, Sendable, CaseIterable {
    case malformed
    case tooLarge = "too-large"
    case tooManyMessages = "too-many-messages"
    case tooManySubscriptions = "too-many-subscriptions"
    case unknownSubscription = "unknown-subscription"
    case unknownBoard = "unknown-board"
    case unknownPeriod = "unknown-period"
    case unknownScope = "unknown-scope"
    case unknownFeed = "unknown-feed"
    case unknownMember = "unknown-member"
    case badWindow = "bad-window"
    case notPermitted = "not-permitted"
    case overloaded

    /// In English, for those who write clients.
    package var message: String {
        switch self {
        case .malformed: "not a message of laurel.live.v1"
        case .tooLarge: "a message is at most 16 KiB"
        case .tooManyMessages: "too many messages; wait before reconnecting"
        case .tooManySubscriptions: "at most 32 subscriptions a connection"
        case .unknownSubscription: "no subscription of this name"
        case .unknownBoard: "there is no such board"
        case .unknownPeriod: "there is no such period of this board"
        case .unknownScope: "the scope is company or own-team, as the board allows, and own-team needs a team"
        case .unknownFeed: "the feeds are celebrations, me and approvals"
        case .unknownMember: "there is no such member here"
        case .badWindow: "a window is {\"top\": 1 to 200} or {\"around\": \"me\" or a member, \"radius\": 0 to 25}"
        case .notPermitted: "not permitted"
        case .overloaded: "too much at once; try again later"
        }
    }

    /// How the connection ends after this error, if it does.
    package var close: LiveClose? {
        switch self {
        case .malformed, .tooLarge, .tooManySubscriptions: .protocolError
        case .tooManyMessages: .tooManyMessages
        default: nil
        }
    }
}

/// Close codes: 4000–4499 say reconnect with back-off and jitter, 4500–4999 do not (boards.md).
package enum LiveClose: UInt16, Sendable, CaseIterable {
    /// The server goes away, or the rights of the connection were taken with a chance to sign in anew.
    case goingAway = 4000
    /// The server stops, to be started again: the reason says after how many milliseconds to come back, others at other times.
    case restarting = 4001
    /// Who it is cannot be looked up at the moment; nobody is signed out by it.
    case unavailable = 4013
    /// It took nothing for 30 s.
    case slow = 4008
    case tooManyMessages = 4029
    case notSignedIn = 4501
    case protocolError = 4503

    package var reason: String {
        switch self {
        case .goingAway: "going away"
        case .restarting: "restarting"
        case .unavailable: "not available at the moment"
        case .slow: "took nothing for 30 s"
        case .tooManyMessages: "too many messages"
        case .notSignedIn: "not signed in"
        case .protocolError: "protocol error"
        }
    }
}
