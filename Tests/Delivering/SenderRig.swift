import Addresses
import Delivering
import Examples
import Foundation
import Identity
import Mailboxes
import Periods
import PointsEngine
import Receivers
import Runtime
import Store
import Synchronization
import Testing

/// The example company with a sender, under a clock that a test sets.
final class SenderRig {
    let folder: Folder
    let runtime: Runtime
    let service: DeliveryService

    /// - Parameter configure: changes of the settings, which allow what tests need.
    init(_ configure: (inout DeliverySettings) -> Void = { _ in }) throws {
        folder = try Folder()
        let time = Clock(Example.start.adding(seconds: 86_400))
        self.clock = time
        runtime = try Runtime(Runtime.Configuration(path: folder.file("laurel.db"), clock: { time.now })) { database in
            try database.record(Example.configured, by: .administrator, at: Example.start)
            return try Example.programme()
        }
        var settings = DeliverySettings()
        (settings.allowsHTTP, settings.allowed) = (true, [AddressRange("127.0.0.0/8")].compactMap { $0 })
        configure(&settings)
        service = DeliveryService(runtime, settings, clock: { time.now })
        try service.start()
        try done(Example.company())
    }

    deinit {
        service.stop()
        runtime.stop()
    }

    final class Clock: Sendable {
        private let instant: Mutex<Instant>
        init(_ now: Instant) { instant = Mutex(now) }
        var now: Instant { instant.withLock { $0 } }
        func pass(seconds: Int64) { instant.withLock { $0 = $0.adding(seconds: seconds) } }
    }

    let clock: Clock

    func pass(seconds: Int64) {
        clock.pass(seconds: seconds)
        runtime.wake()
        service.wake()
    }

    func done(_ commands: [any Command]) throws {
        for reply in runtime.carryOut(commands, by: .administrator) { if case .refused(let refusal) = reply { throw refusal } }
    }

    func write(_ work: @escaping @Sendable (Database) throws -> Void) throws {
        let done = BlockingPromise<Result<Void, any Error>>()
        runtime.write(nil, by: .administrator, work) { done.fulfil($0) }
        try done.wait().get()
    }

    func read<Value: Sendable>(_ body: @escaping @Sendable (Reader) throws -> Value) throws -> Value { try body(Reader(folder.file("laurel.db"))) }

    static let secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"

    func add(_ id: String, _ url: String, kind: Webhook.Kind = .standard, types: [String] = [EventType.awardPosted], secret: String? = SenderRig.secret) throws {
        try write { try $0.deliveryTargets.put(DeliveryTarget(id: id, address: url, secret: secret)) }
        try done([PutWebhook(webhook: Webhook(id: id, title: id, kind: kind, host: "127.0.0.1", types: types), revision: nil)])
    }

    /// So many awards, each told once.
    func sell(_ ids: [String]) throws {
        for ids in stride(from: 0, to: ids.count, by: 500).map({ ids[$0..<min($0 + 500, ids.count)] }) {
            try done(try ids.map { try Example.training($0, of: "li.na", at: clock.now) })
        }
    }

    func waiting(_ id: String) throws -> Int { try read { try $0.deliveries.waiting(of: id, upTo: 1_000_000) } }
    func attempts(_ id: String) throws -> [DeliveryAttempt] { try read { try $0.deliveries.attempts(of: id, limit: 500).map(\.attempt) } }
    func webhook(_ id: String) throws -> Webhook? { try read { try $0.webhook(id) } }
}

/// Waits until it holds; a test that waits in vain ends with its time limit.
func eventually(_ condition: () throws -> Bool) throws {
    while try !condition() { _ = poll(nil, 0, 5) }
}
