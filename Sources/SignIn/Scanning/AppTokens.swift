import Periods
import Synchronization

/// The token by which an app itself may ask: the platforms want it to be kept, and count how often one is asked for.
final class AppTokens: Sendable {
    private let kept = Mutex<(text: String, until: Instant)?>(nil)

    /// The one that is good still, or what `ask` gives, with the seconds for which it is good.
    func token(at now: Instant, _ ask: () throws(ProviderFault) -> (text: String, seconds: Int64)) throws(ProviderFault) -> String {
        if let kept = kept.withLock({ $0 }), kept.until > now { return kept.text }
        let new = try ask()
        // A little less, so that none ends on the way.
        kept.withLock { $0 = (new.text, now.adding(seconds: max(0, min(new.seconds, 7_200) - 300))) }
        return new.text
    }

    /// It is good no longer, whatever was said.
    func forget() { kept.withLock { $0 = nil } }
}
