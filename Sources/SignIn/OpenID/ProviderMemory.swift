import Periods
import Synchronization

/// What was learnt of an OpenID provider: kept for an hour, and its keys until a token names one that is not among them.
final class ProviderMemory: Sendable {
    private struct Known {
        var document: (ProviderDocument, learnt: Instant)?
        var keys: (KeySet, learnt: Instant)?
        /// When the keys were asked for last, whatever came of it.
        var asked: Instant?
    }

    private let known = Mutex(Known())
    private static let hour: Int64 = 3_600_000_000, minute: Int64 = 60_000_000

    /// Nil: it is to be asked.
    func document(at now: Instant) -> ProviderDocument? {
        known.withLock { known in known.document.flatMap { Self.isFresh($0.learnt, now, Self.hour) ? $0.0 : nil } }
    }

    func learn(_ document: ProviderDocument, at now: Instant) { known.withLock { $0.document = (document, now) } }

    func keys(at now: Instant) -> KeySet? {
        known.withLock { known in known.keys.flatMap { Self.isFresh($0.learnt, now, Self.hour) ? $0.0 : nil } }
    }

    func learn(_ keys: KeySet, at now: Instant) { known.withLock { $0.keys = (keys, now) } }

    /// Whether the keys may be asked for because a token names an unknown one: whoever sends such tokens makes us ask once a minute.
    func mayAskAgain(at now: Instant) -> Bool {
        known.withLock { known in
            guard known.asked.map({ Self.isFresh($0, now, Self.minute) }) != true else { return false }
            known.asked = now
            return true
        }
    }

    func noteAsked(at now: Instant) { known.withLock { $0.asked = now } }

    private static func isFresh(_ then: Instant, _ now: Instant, _ microseconds: Int64) -> Bool { 0..<microseconds ~= now.microseconds(since: then) }
}
