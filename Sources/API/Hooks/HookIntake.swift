import Files
import Identity
import Imports
import JSON
import Journal
import Mailboxes
import Periods
import PointsEngine
import Runtime
import Store
import Synchronization

/// Takes in what CRMs send, on a thread of its own: first it is on disk, then it is read by its map and handed to the writer, then the sender is
/// told.
///
/// What was received and not settled before a crash is looked at again after the next start; activities that were recorded meanwhile are
/// duplicates then. Bodies that arrive together are written together.
final class HookIntake: Sendable {
    typealias Done = @Sendable (Result<HookAnswer, any Error>) -> Void

    enum Message: Sendable {
        case arrived(NewReceipt, Done)
        /// One to look at again, with whom to tell; or whatever waits.
        case renewed(HookReceipt?, Done?)
        case decided(Int64, [Reply])
        /// Whether it is this node that looks at what waits.
        case leads(Bool)
        case stop
    }

    private let mailbox: Mailbox<Message>
    private let signal = Signal()
    private let thread = Mutex<PlainThread?>(nil)
    private let runtime: Runtime
    private let calendar: Mutex<CompanyCalendar>
    /// Bytes that have arrived and are not on disk.
    private let held = Mutex(0)
    private static let mostHeld = 64 << 20

    let book: HookBook
    let numbers = HookNumbers()

    /// - Throws: where the runtime takes nothing any more.
    init(_ runtime: Runtime, _ book: HookBook, clock: @escaping @Sendable () -> Instant) throws {
        let signal = signal
        self.runtime = runtime
        self.book = book
        mailbox = Mailbox(limit: .max) { signal.raise() }
        let now = try runtime.inspecting { _, programme in programme.calendar }
        calendar = Mutex(now)
        let path = try runtime.readers.own().connection.path
        try runtime.follow { [weak self] committed in self?.calendar.withLock { $0 = committed.programme.calendar } }
        try runtime.watchLead { [mailbox] leads in _ = mailbox.send(.leads(leads)) }
        let context = HookLoop.Context(runtime: runtime, book: book, numbers: numbers, mailbox: mailbox, clock: clock) { [weak self] in self?.calendar.withLock { $0 } ?? now }
        let release: @Sendable (Int) -> Void = { [weak self] size in self?.held.withLock { $0 -= size } }
        thread.withLock { thread in
            thread = PlainThread("hooks", stackBytes: 16 << 20) {
                guard let reader = try? Reader(path) else { return Log.error("what hooks received cannot be read") }
                var loop = HookLoop(context, reader, release: release)
                loop.run(signal)
            }
        }
    }

    deinit { _ = mailbox.send(.stop) }

    /// Takes a body in. `done` is called once, from any thread.
    ///
    /// - Throws: `Unavailable` where too much has arrived that is not on disk.
    func take(_ receipt: NewReceipt, _ done: @escaping Done) throws(Unavailable) {
        let size = receipt.body.count + 1_024
        let fits = held.withLock { held in
            guard held + size <= Self.mostHeld else { return false }
            held += size
            return true
        }
        guard fits else { throw Unavailable(code: .overloaded) }
        guard mailbox.send(.arrived(receipt, done)) == .delivered else { throw Unavailable(code: .readOnly) }
    }

    /// Looks again at what waits; of `receipt`, which was renewed, `done` hears.
    func look(at receipt: HookReceipt? = nil, _ done: Done? = nil) { _ = mailbox.send(.renewed(receipt, done)) }

    /// Takes nothing more, and ends. What is not settled waits for the next start.
    func stop() {
        _ = mailbox.send(.stop)
        thread.withLock { $0 }?.join()
        for message in mailbox.close() { if case .arrived(_, let done) = message { done(.failure(Unavailable(code: .readOnly))) } }
    }

    /// The calendar by which a date alone is a time.
    var today: CompanyCalendar { calendar.withLock { $0 } }
}
