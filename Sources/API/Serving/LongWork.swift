import Files
import Identity
import Installation
import Mailboxes
import Runtime
import Store
import Synchronization
import Web

/// Work that takes its time: imports, backtests, publications, judging again. Each on a thread of its own with a reader of its own, a
/// few at a time, so that neither pages nor writers wait for it.
final class LongWork: Sendable {
    enum Weight: Sendable {
        /// Waits for the writer most of the time.
        case light
        /// Keeps a core busy.
        case heavy

        fileprivate var atMost: Int { self == .heavy ? 2 : 6 }
    }

    private struct State {
        var running: [Weight: Int] = [:]
        var isStopping = false
    }

    private let state = Mutex(State())
    private let ended = Signal()
    /// A client waits an hour at most. What it asked for goes on to its end.
    static let longest = 3_600_000

    /// Whether the server stops; long work asks now and then, and ends with `Interrupted`.
    var isStopping: Bool { state.withLock { $0.isStopping } }

    /// Answers the call with what `work` gives; what is wrong with files is told with its places.
    ///
    /// - Throws: a problem, `overloaded`, where enough is under way.
    static func begin(_ call: Call, _ weight: Weight = .light, _ work: @escaping @Sendable (LongWork) throws -> Response) throws {
        try begin(call.reply, call.site, weight, work)
    }

    /// The same for a request that is no call.
    static func begin(_ reply: Answering, _ site: Site, _ weight: Weight = .light, _ work: @escaping @Sendable (LongWork) throws -> Response) throws {
        let longWork = site.services.longWork
        // Nobody hears of it where the client is gone, or was told already that it took too long to begin.
        guard site.loop.allow(reply.token, longest) else { return }
        guard longWork.take(weight) else { throw Problem(.overloaded) }
        reply.trace.times.beLongWork()
        _ = PlainThread("long-work", stackBytes: 16 << 20) {
            let response = reply.response {
                do {
                    return try work(longWork)
                } catch let diagnostics as Diagnostics {
                    throw DraftFiles.problem(diagnostics)
                } catch let interrupted as Interrupted {
                    throw Problem(interrupted)
                }
            }
            // Before the answer: who asks again at once finds the place free.
            longWork.giveBack(weight)
            reply.answer(response)
        }
    }

    /// Asks what is under way to end; `wait` returns when it has.
    func stop() { state.withLock { $0.isStopping = true } }

    func wait() {
        while state.withLock({ $0.running.values.contains { $0 > 0 } }) { ended.wait() }
    }

    private func take(_ weight: Weight) -> Bool {
        state.withLock { state in
            guard !state.isStopping, state.running[weight, default: 0] < weight.atMost else { return false }
            state.running[weight, default: 0] += 1
            return true
        }
    }

    private func giveBack(_ weight: Weight) {
        state.withLock { $0.running[weight, default: 0] -= 1 }
        ended.raise()
    }
}
