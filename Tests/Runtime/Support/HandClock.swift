import Identity
import Ledger
import Mailboxes
import Periods
import PointsEngine
import Runtime
import Store
import Synchronization

/// A clock that a test sets.
final class HandClock: Sendable {
    private let instant: Mutex<Instant>

    init(_ start: Instant) { instant = Mutex(start) }

    var now: Instant { instant.withLock { $0 } }
    func set(_ now: Instant) { instant.withLock { $0 = now } }
}

extension Reply {
    /// The number of the command that was written; nil where none was.
    var number: Int64? {
        if case .done(_, let number) = self { number } else { nil }
    }

    /// Why it was refused; nil where it was not.
    var code: Code? {
        if case .refused(let refusal) = self { refusal.code } else { nil }
    }
}

extension Runtime {
    func wallet(_ id: MemberID) -> Wallet {
        (try? inspecting { facts, _ in try facts.wallet(id) }) ?? Wallet(member: id)
    }
}
