/// Why something was refused: the closed list of `points.md`. A code keeps its meaning for ever; more may be added.
package enum Code: String, CaseIterable, Sendable {
    case malformed
    case tooLarge = "too-large"
    case unknownType = "unknown-type"
    case unknownMember = "unknown-member"
    case unknownTeam = "unknown-team"
    case inTheFuture = "in-the-future"
    case badTime = "bad-time"
    case badQuantity = "bad-quantity"
    case negativeQuantity = "negative-quantity"
    case currencyMismatch = "currency-mismatch"
    case sharesDoNotSum = "shares-do-not-sum"
    case unknownActivity = "unknown-activity"
    case alreadyReversed = "already-reversed"
    case alreadyReplaced = "already-replaced"
    case conflict
    case expressionFailed = "expression-failed"
    case budgetExceeded = "budget-exceeded"
    case overflow
    case insufficientPoints = "insufficient-points"
    case outOfStock = "out-of-stock"
    case tierTooLow = "tier-too-low"
    case limitReached = "limit-reached"
    case notAvailable = "not-available"
    case notCancellable = "not-cancellable"
    case alreadyDecided = "already-decided"
    case notPermitted = "not-permitted"
    case memberLeft = "member-left"
    case notFound = "not-found"
    case stale
    case readOnly = "read-only"
    /// What is stored cannot be read at the moment.
    case unavailable
    case overloaded
    /// The server's clock has jumped ahead and is not believed yet: the same again, later.
    case clockDoubted = "clock-doubted"
    case invalidRules = "invalid-rules"
    /// Of a campaign that has not begun, or is over.
    case notRunning = "not-running"
}

/// An expected refusal: its code, the field at fault as a JSON pointer where there is one, and what a log may say.
package struct Refusal: Error, Hashable, Sendable {
    package let code: Code
    package let pointer: String?
    package let detail: String?

    package init(_ code: Code, at pointer: String? = nil, _ detail: String? = nil) {
        self.code = code
        self.pointer = pointer
        self.detail = detail
    }
}
