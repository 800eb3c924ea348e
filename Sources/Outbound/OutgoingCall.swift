/// Something that is to be sent.
package struct OutgoingCall: Sendable {
    package enum Content: Sendable {
        case get(headers: [(name: String, value: String)])
        case post(headers: [(name: String, value: String)], body: [UInt8])
        /// A letter as RFC 5322 has it, with its envelope.
        case mail(from: String, to: [String], message: [UInt8])
    }

    package var url: String
    package var content: Content
    package var policy: AddressPolicy
    /// In all, from the name to the last byte of the answer.
    package var milliseconds = 10_000
    /// Whether a mail server may do without TLS: one on this machine.
    package var allowsPlainMail = false

    package init(_ url: String, _ content: Content, _ policy: AddressPolicy) {
        self.url = url
        self.content = content
        self.policy = policy
    }

    /// What is read of an answer; the rest is not asked for.
    package static let answerBytes = 64 << 10
}

/// What came of a call.
package struct CallOutcome: Sendable {
    /// Of HTTP or SMTP; nil: there was no answer.
    package var status: Int64?
    package var body: [UInt8] = []
    /// Seconds, or a date; as it was said.
    package var retryAfter: String?
    /// Why there is no whole answer; nil: there is, or as much as is read.
    package var failure: String?
    package var microseconds: Int64 = 0

    /// - Parameter failure: nil: an answer comes.
    package init(failure: String? = nil) { self.failure = failure }
}
