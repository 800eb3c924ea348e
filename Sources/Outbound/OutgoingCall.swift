/// Something that is to be sent.
package struct OutgoingCall: Sendable {
    package enum Content: Sendable {
        case get(headers: [(name: String, value: String)])
        case post(headers: [(name: String, value: String)], body: [UInt8])
        /// What is read goes into a file that is open.
        case download(headers: [(name: String, value: String)], to: Int32)
        /// Whatever a client asked of us, passed on to another server of ours.
        case request(method: String, headers: [(name: String, value: String)], body: [UInt8])
        /// A letter as RFC 5322 has it, with its envelope.
        case mail(from: String, to: [String], message: [UInt8])
    }

    package var url: String
    package var content: Content
    package var policy: AddressPolicy
    /// In all, from the name to the last byte of the answer; 0: as long as it takes.
    package var milliseconds = 10_000
    /// Until there is a connection; nil: as long as the call has.
    package var connectMilliseconds: Int?
    /// What is read of an answer; the rest is not asked for.
    package var answerBytes = usualAnswerBytes
    /// Whether it has a connection to itself: on one that was kept and breaks libcurl sends again by itself.
    package var isAlone = false
    /// Whether a mail server may do without TLS: one on this machine.
    package var allowsPlainMail = false

    package static let usualAnswerBytes = 64 << 10

    package init(_ url: String, _ content: Content, _ policy: AddressPolicy) {
        self.url = url
        self.content = content
        self.policy = policy
    }
}

/// What came of a call.
package struct CallOutcome: Sendable {
    /// Of HTTP or SMTP; nil: there was no answer.
    package var status: Int64?
    package var body: [UInt8] = []
    /// Of an answer to a request that was passed on.
    package var headers: [(name: String, value: String)] = []
    /// Whether nothing of the call was sent.
    package var neverLeft = false
    /// Seconds, or a date; as it was said.
    package var retryAfter: String?
    /// Why there is no whole answer; nil: there is, or as much as is read.
    package var failure: String?
    package var microseconds: Int64 = 0

    /// - Parameter failure: nil: an answer comes.
    package init(failure: String? = nil) { self.failure = failure }
}
