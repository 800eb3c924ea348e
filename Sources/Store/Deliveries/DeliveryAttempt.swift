import Periods

/// A delivery that waits, or is over.
package struct StoredDelivery: Hashable, Sendable {
    package enum State: String, CaseIterable, Sendable {
        case waiting, delivered
        /// It was tried as often as is tried.
        case failed
        /// Newer news took its place.
        case dropped
    }

    package let number: Int64
    package let target: String
    package let kind: String
    package let subject: String?
    package let at: Instant
    package let body: [UInt8]
    package var state: State
    package var attempts: Int64
    /// When it is tried next.
    package var next: Instant
}

/// One call out, and what came of it.
package struct DeliveryAttempt: Hashable, Sendable {
    package let delivery: Int64
    package let target: String
    package let at: Instant
    package let microseconds: Int64
    /// Of HTTP or SMTP; nil: there was no answer.
    package let status: Int64?
    /// Why it came to nothing; nil: it was taken.
    package let reason: String?
    /// The first KB.
    package let answer: String?

    package init(delivery: Int64, target: String, at: Instant, microseconds: Int64, status: Int64?, reason: String?, answer: String?) {
        self.delivery = delivery
        self.target = target
        self.at = at
        self.microseconds = microseconds
        self.status = status
        self.reason = reason
        self.answer = answer
    }

    package var isSuccess: Bool { reason == nil }
}
