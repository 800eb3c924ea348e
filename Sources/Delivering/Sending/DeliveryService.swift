import Identity
import Mailboxes
import Measures
import Outbound
import Periods
import PointsEngine
import Runtime
import Store
import Synchronization

/// Sends what commits have noted for the outside, on a thread of its own.
///
/// It reads rows and never the engine's memory: what was not confirmed before a crash is sent again. The writer is asked for one small
/// transaction for many ends, and for nothing while something waits.
package final class DeliveryService: Sendable {
    package let settings: DeliverySettings
    package let numbers = DeliveryNumbers()
    private let thread: Mutex<PlainThread?>
    private let mailbox: Mailbox<DeliveryLoop.Message>
    private let waker: Waker
    private let runtime: Runtime
    private let clock: @Sendable () -> Instant

    /// Wakes the thread as soon as there is one to wake.
    private final class Waker: Sendable {
        private let transfers = Mutex<TransfersWaker?>(nil)
        func point(at waker: TransfersWaker) { transfers.withLock { $0 = waker } }
        func wake() { transfers.withLock { $0 }?.wake() }
    }

    package init(_ runtime: Runtime, _ settings: DeliverySettings, clock: @escaping @Sendable () -> Instant) {
        let waker = Waker()
        self.runtime = runtime
        self.settings = settings
        self.clock = clock
        self.waker = waker
        mailbox = Mailbox(limit: 100_000) { waker.wake() }
        thread = Mutex(nil)
    }

    /// - Throws: where the runtime takes nothing any more.
    package func start() throws {
        let context = DeliveryLoop.Context(runtime: runtime, settings: settings, numbers: numbers, mailbox: mailbox, clock: clock), waker = waker
        let programme = try runtime.inspecting { _, programme in programme }
        let reader = try runtime.readers.own(), path = reader.connection.path
        thread.withLock { thread in
            thread = PlainThread("outbound") {
                // Opened where it is used; the one above only says what is wrong to the caller.
                guard let reader = try? Reader(path) else { return }
                let transfers = Transfers(certificates: context.settings.certificates)
                waker.point(at: transfers.waker)
                var loop = DeliveryLoop(context, reader, transfers, programme)
                loop.run()
            }
        }
        // Of nodes that share a log one sends.
        try runtime.watchLead { [mailbox] leads in _ = mailbox.send(.leads(leads)) }
        try runtime.follow { [mailbox] committed in
            let targets = Set(committed.changes.deliveries.map(\.webhook)), webhooks = committed.changes.tables.webhooks
            guard !targets.isEmpty || !webhooks.isEmpty || committed.changes.publication != nil else { return }
            let changed = webhooks.keys.map { $0 } + Array(webhooks.deleted)
            _ = mailbox.send(.committed(targets, changed: changed, committed.programme))
        }
    }

    /// Something was noted for a target beside a commit, or it was changed by a person.
    package func look(at target: String, anew: Bool) { _ = mailbox.send(.look(target, anew: anew)) }

    /// Notes news that no command caused for whoever wants to hear of it: it is told once at most, and lost where the server is killed just then.
    ///
    /// - Parameters:
    ///   - kind: one of `EventType`.
    ///   - body: a JSON object.
    package func tell(_ kind: String, of subject: String?, _ body: [UInt8]) { _ = mailbox.send(.news(kind, subject, body)) }

    /// Looks at the clock again: for clocks that are set by hand.
    package func wake() { _ = mailbox.send(.wake) }

    /// Begins nothing more, lets what is under way end for a while, writes what is known, and ends: another node goes on.
    package func end(within time: Duration) {
        _ = mailbox.send(.end(by: .now + time))
        thread.withLock { $0 }?.join()
    }

    /// Begins nothing more, writes what is known, and ends. What is under way is sent again at the next start.
    package func stop() {
        _ = mailbox.send(.stop)
        thread.withLock { $0 }?.join()
    }
}
