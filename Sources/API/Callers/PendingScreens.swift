import Periods
import Store

/// Screens that show a code and wait for an administrator to type it. In memory alone, bounded, and forgotten after ten minutes: a
/// restart asks them for another code. Pure: clock and chance are arguments.
struct PendingScreens {
    struct Pending: Sendable {
        let id: String
        /// Six digits.
        let code: String
        let token: Digest
        let expires: Instant
        fileprivate let address: String
    }

    private var waiting: [Pending] = []

    static let longestMicroseconds: Int64 = 10 * 60 * 1_000_000
    /// Of one address; another one makes the first of them go.
    static let mostOfAddress = 10
    static let most = 1_000

    /// - Parameter number: at random, from 0 to 999,999.
    mutating func add(_ id: String, _ token: Digest, from address: String, at now: Instant, number: () -> Int) -> Pending {
        waiting.removeAll { $0.expires <= now }
        let own = waiting.count { $0.address == address }
        if own >= Self.mostOfAddress, let first = waiting.firstIndex(where: { $0.address == address }) {
            waiting.remove(at: first)
        } else if waiting.count >= Self.most {
            waiting.removeFirst()
        }
        var code = Self.digits(number())
        while waiting.contains(where: { $0.code == code }) { code = Self.digits(number()) }
        let pending = Pending(id: id, code: code, token: token, expires: now.adding(microseconds: Self.longestMicroseconds), address: address)
        waiting.append(pending)
        return pending
    }

    /// The screen that shows the code; it waits no longer.
    mutating func take(_ code: String, at now: Instant) -> Pending? {
        guard let index = waiting.firstIndex(where: { $0.code == code && $0.expires > now }) else { return nil }
        return waiting.remove(at: index)
    }

    func find(_ id: String, at now: Instant) -> Pending? { waiting.first { $0.id == id && $0.expires > now } }

    private static func digits(_ number: Int) -> String {
        let text = String(number % 1_000_000)
        return String(repeating: "0", count: 6 - text.count) + text
    }
}
