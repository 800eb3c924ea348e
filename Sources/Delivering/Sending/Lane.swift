import Periods
import PointsEngine
import Store

/// What waits for one target, and how it fares. Each target has a lane of its own, so that none waits for another. A state machine without
/// clock, disk or calls.
struct Lane {
    let id: String
    /// Deliveries that are on their way, and those whose end is not written yet: neither is begun again.
    private(set) var busy: Set<Int64> = []
    private(set) var calls = 0
    /// When it is looked whether something is due; nil: when somebody says so.
    var look: Instant?
    /// How the target fares, ahead of what is written.
    private(set) var health: DeliveryTarget?
    /// When a robot was last sent a message, by which the next keeps its distance.
    private var lastMessages: [Instant] = []

    init(id: String, look: Instant?) {
        self.id = id
        self.look = look
    }

    static let mostCalls = 4
    /// Ends that may wait to be written; beyond it nothing more is begun.
    static let mostUnwritten = 256
    /// Messages to a robot within a minute.
    static let messagesPerMinute = 20

    /// - Parameter all: calls that are under way to all targets. When they are many, each has one; and targets that fail leave room for those
    ///   that do not.
    func room(of kind: Webhook.Kind, all: Int) -> Int {
        let failures = health?.failures ?? 0
        guard busy.count < Self.mostUnwritten, all < (failures > 0 ? Self.most * 3 / 4 : Self.most) else { return 0 }
        let isOneByOne = kind.isRobot || failures >= RetryPlan.patience || all >= Self.most / 2
        return max(0, (isOneByOne ? 1 : Self.mostCalls) - calls)
    }

    /// Calls to all targets together.
    static let most = 64

    /// Until when nothing may be begun; nil: now.
    func resting(_ kind: Webhook.Kind, at now: Instant) -> Instant? {
        if let paused = health?.paused, paused > now { return paused }
        guard kind.isRobot, lastMessages.count >= Self.messagesPerMinute, let first = lastMessages.first?.adding(seconds: 60), first > now else { return nil }
        return first
    }

    /// Takes how it fares from the row; what is not written yet is ahead of it.
    mutating func load(_ target: DeliveryTarget, anew: Bool) {
        guard let known = health, !anew else { return health = target }
        var target = target
        (target.succeeded, target.failing, target.failures, target.paused) = (known.succeeded, known.failing, known.failures, known.paused)
        health = target
    }

    /// Forgets how it fared: a person has changed it, or switched it on.
    mutating func renew(at now: Instant) {
        health = nil
        look = now
    }

    mutating func begin(_ deliveries: [StoredDelivery], at now: Instant) {
        busy.formUnion(deliveries.map(\.number))
        calls += 1
        lastMessages = Array((lastMessages + [now]).suffix(Self.messagesPerMinute))
    }

    /// What becomes letters, until that is written.
    mutating func hold(_ deliveries: [StoredDelivery]) { busy.formUnion(deliveries.map(\.number)) }

    mutating func succeed(at now: Instant) {
        (calls, look) = (calls - 1, now)
        guard var target = health else { return }
        (target.succeeded, target.failing, target.failures, target.paused) = (now, nil, 0, nil)
        health = target
    }

    /// - Returns: whether it has taken nothing for too long.
    mutating func fail(at now: Instant, notBefore: Instant?) -> Bool {
        (calls, look) = (calls - 1, now)
        guard var target = health else { return false }
        target.failures += 1
        let since = target.failing ?? now
        target.failing = since
        let pause = RetryPlan.pause(after: target.failures)
        target.paused = [notBefore, pause > 0 ? now.adding(seconds: pause) : nil].compactMap { $0 }.max()
        health = target
        return now.microseconds(since: since) >= RetryPlan.longestSilence * 1_000_000
    }

    mutating func written(_ deliveries: some Sequence<Int64>, at now: Instant) {
        busy.subtract(deliveries)
        look = now
    }
}

extension Webhook.Kind {
    /// Whether it is a robot of a group chat, which takes news together.
    package var isRobot: Bool {
        switch self {
        case .wecom, .dingtalk, .feishu, .slack: true
        case .standard, .mail: false
        }
    }
}
