import Periods

/// Something that the outside is to be told: a row of the commit that caused it. What becomes of it later is no fact of the engine.
package struct Delivery: Hashable, Sendable {
    /// Of the command that caused it, and a count within it: so it grows, and the same command always gives the same.
    package let number: Int64
    package let webhook: String
    /// One of `EventType`.
    package let type: String
    /// Whom it is about, where it is about somebody.
    package let subject: String?
    package let at: Instant
    /// A JSON object.
    package let data: [UInt8]

    package init(number: Int64, webhook: String, type: String, subject: String?, at: Instant, data: [UInt8]) {
        self.number = number
        self.webhook = webhook
        self.type = type
        self.subject = subject
        self.at = at
        self.data = data
    }

    /// The number of the `index`th delivery of a command; there is room for a million.
    package static func number(_ index: Int, of command: Int64) -> Int64 { command << 20 | Int64(index) }
    package static let mostOfOne = 1 << 20
}
