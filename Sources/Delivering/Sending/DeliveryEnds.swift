import Periods
import Store

/// What came of calls and is not written yet: gathered, so that the writer is asked for one transaction, and for the next when that is done.
struct DeliveryEnds {
    struct Batch: Sendable {
        var deliveries: [StoredDelivery] = []
        var attempts: [DeliveryAttempt] = []
        var targets: [DeliveryTarget] = []
        /// The target of each delivery.
        var lanes: [Int64: String] = [:]

        /// What events became, written with the end of those.
        var letters: [Letter] = []

        var isEmpty: Bool { deliveries.isEmpty && attempts.isEmpty }

        func write(to database: Database, at now: Instant) throws {
            try database.deliveries.settle(deliveries, attempts, targets)
            for letter in letters { try database.deliveries.post(to: Letter.target, letter.kind, subject: letter.account, letter.body, at: now) }
        }
    }

    private var gathered = Batch()
    /// What the writer has; it comes back where it could not be written.
    private var handedIn: Batch?
    private var notBefore = ContinuousClock.now

    /// The least time between two transactions.
    static let pace = Duration.milliseconds(50)

    mutating func add(_ delivery: StoredDelivery, of lane: String) {
        gathered.deliveries.append(delivery)
        gathered.lanes[delivery.number] = lane
    }

    mutating func add(_ letters: [Letter]) { gathered.letters += letters }

    mutating func add(_ attempt: DeliveryAttempt, _ target: DeliveryTarget?) {
        gathered.attempts.append(attempt)
        guard let target else { return }
        gathered.targets.removeAll { $0.id == target.id }
        gathered.targets.append(target)
    }

    /// What is to be written now; nil: nothing, or not yet.
    mutating func take(at now: ContinuousClock.Instant) -> Batch? {
        guard handedIn == nil, !gathered.isEmpty, now >= notBefore else { return nil }
        handedIn = gathered
        gathered = Batch()
        return handedIn
    }

    mutating func written(isDone: Bool) {
        notBefore = .now + (isDone ? Self.pace : .seconds(1))
        defer { handedIn = nil }
        guard !isDone, var batch = handedIn else { return }
        let later = gathered
        batch.deliveries += later.deliveries
        batch.attempts += later.attempts
        batch.letters += later.letters
        batch.targets = batch.targets.filter { old in !later.targets.contains { $0.id == old.id } } + later.targets
        batch.lanes.merge(later.lanes) { $1 }
        gathered = batch
    }

    /// All that the writer does not have.
    mutating func rest() -> Batch? {
        defer { gathered = Batch() }
        return gathered.isEmpty ? nil : gathered
    }

    func patience(at now: ContinuousClock.Instant) -> Duration { gathered.isEmpty || handedIn != nil ? .seconds(60) : max(.zero, notBefore - now) }
}
