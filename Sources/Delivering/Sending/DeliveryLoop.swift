import Identity
import Journal
import Mailboxes
import Outbound
import Periods
import PointsEngine
import Runtime
import Store

/// What the sender's thread does, turn by turn: looks for what is due, begins calls, and writes what came of them.
struct DeliveryLoop {
    enum Message: Sendable {
        case committed(Set<String>, changed: [String], Programme)
        case look(String, anew: Bool)
        /// Whether it is this node that sends.
        case leads(Bool)
        case written([Int64: String], hasLetters: Bool, isDone: Bool)
        /// What no command noted, with whom it is about.
        case news(String, String?, [UInt8])
        /// A page of the week's letters is written, or was not.
        case digested(isDone: Bool)
        case wake
        /// Begins nothing more, and ends when what is under way has ended, but no later than this.
        case end(by: ContinuousClock.Instant)
        case stop
    }

    struct Flight {
        let lane: String
        let kind: Webhook.Kind
        let deliveries: [StoredDelivery]
        let begun: Instant
        let host: String
    }

    /// What it shares with other threads.
    struct Context: Sendable {
        let runtime: Runtime
        let settings: DeliverySettings
        let numbers: DeliveryNumbers
        let mailbox: Mailbox<Message>
        let clock: @Sendable () -> Instant
    }

    private let context: Context
    let reader: Reader
    let transfers: Transfers
    var programme: Programme
    var lanes: [String: Lane] = [:]
    var flights: [Int: Flight] = [:]
    var ends = DeliveryEnds()
    /// When the week's letters are looked at next.
    var nextDigest = Instant.earliest
    var isWritingDigest = false
    private var isLeading = false
    private var nextTicket = 0
    private var isStopping = false
    private var endBy: ContinuousClock.Instant?
    private var nextCount = ContinuousClock.now
    private var nextForgetting = ContinuousClock.now

    init(_ context: Context, _ reader: Reader, _ transfers: Transfers, _ programme: Programme) {
        self.context = context
        self.reader = reader
        self.transfers = transfers
        self.programme = programme
    }

    var runtime: Runtime { context.runtime }
    var settings: DeliverySettings { context.settings }
    var numbers: DeliveryNumbers { context.numbers }
    var clock: @Sendable () -> Instant { context.clock }
    var mailbox: Mailbox<Message> { context.mailbox }

    mutating func run() {
        while true {
            for message in context.mailbox.takeAll() { handle(message) }
            if isStopping { break }
            if let endBy, flights.isEmpty || endBy <= .now { break }
            // Whoever was stopped for a while leads no more, and has not heard of it.
            if isLeading, runtime.leads {
                if endBy == nil {
                    fill()
                    writeDigest()
                }
                write()
            }
            count()
            for (ticket, outcome) in transfers.turn(atMost: patience()) { finish(ticket, outcome) }
        }
        writeLast()
    }

    private mutating func handle(_ message: Message) {
        let now = clock()
        switch message {
        case .committed(let targets, let changed, let programme):
            self.programme = programme
            for target in targets { lane(target) { $0.look = now } }
            for target in changed { lane(target) { $0.renew(at: now) } }
            if !changed.isEmpty { nextDigest = .earliest }
        case .leads(let leads):
            isLeading = leads
            guard leads else { return }
            nextDigest = .earliest
            nextCount = .now
            // What waited when the server stopped, was killed, or another led.
            for target in (try? reader.deliveries.targets()) ?? [] { lane(target) { $0.look = now } }
        case .look(let target, let anew): lane(target) { if anew { $0.renew(at: now) } else { $0.look = now } }
        case .written(let deliveries, let hasLetters, let isDone):
            ends.written(isDone: isDone)
            guard isDone else { return }
            for (target, numbers) in Dictionary(grouping: deliveries, by: \.value) { lane(target) { $0.written(numbers.map(\.key), at: now) } }
            if hasLetters { lane(Letter.target) { $0.look = now } }
        case .digested(let isDone):
            isWritingDigest = false
            nextDigest = isDone ? .earliest : now.adding(seconds: 5)
            if isDone { lane(Letter.target) { $0.look = now } }
        case .news(let kind, let subject, let body): note(kind, of: subject, body, at: now)
        case .wake: break
        case .end(let instant): endBy = instant
        case .stop: isStopping = true
        }
    }

    mutating func lane(_ id: String, _ body: (inout Lane) -> Void) { body(&lanes[id, default: Lane(id: id, look: nil)]) }

    private func note(_ kind: String, of subject: String?, _ body: [UInt8], at now: Instant) {
        let targets = ((try? reader.webhooks()) ?? []).filter { $0.isOn && $0.types.contains(kind) }.map(\.id), mailbox = mailbox
        guard !targets.isEmpty else { return }
        runtime.write(nil, by: .system) { database in
            for target in targets { try database.deliveries.post(to: target, kind, subject: subject, body, at: now) }
        } reply: { result in
            if case .success = result { for target in targets { _ = mailbox.send(.look(target, anew: false)) } }
        }
    }

    // MARK: Beginning

    private mutating func fill() {
        let now = clock()
        for id in lanes.values.filter({ $0.look.map { $0 <= now } ?? false }).map(\.id).sorted() { fill(id, now) }
    }

    private mutating func fill(_ id: String, _ now: Instant) {
        do {
            try reader.snapshot {
                if id == Letter.target { try fillMail(now) } else { try fillWebhook(id, now) }
            }
        } catch {
            Log.error("deliveries cannot be read: \(error)")
            lane(id) { $0.look = now.adding(seconds: 5) }
        }
    }

    private mutating func fillWebhook(_ id: String, _ now: Instant) throws {
        lane(id) { $0.look = nil }
        guard let webhook = try reader.webhook(id), webhook.isOn else { return }
        if webhook.kind == .mail { return try expand(webhook, now) }
        // Until a person says where it is.
        guard let target = try reader.deliveryTargets.find(id) else { return }
        lane(id) { $0.load(target, anew: false) }
        guard let lane = lanes[id] else { return }
        if let rest = lane.resting(webhook.kind, at: now) { return self.lane(id) { $0.look = rest } }
        let room = lane.room(of: webhook.kind, all: transfers.count)
        guard room > 0 else {
            // Others have all calls; those of its own that end say so.
            if lane.busy.isEmpty { self.lane(id) { $0.look = now.adding(seconds: 1) } }
            return
        }
        let most = webhook.kind.isRobot ? Self.mostGathered : room
        let due = try reader.deliveries.due(of: id, at: now, except: lane.busy, limit: most)
        for group in webhook.kind.isRobot ? [due.sorted { $0.number < $1.number }] : due.map({ [$0] }) where !group.isEmpty { try begin(group, webhook, target, now) }
        // What is due now and was not begun is looked for when something of it is over.
        let next = try reader.deliveries.nextDue(of: id, after: now)
        self.lane(id) { $0.look = $0.look ?? next }
    }

    /// News that go into one message of a robot.
    private static let mostGathered = 200

    private mutating func begin(_ deliveries: [StoredDelivery], _ webhook: Webhook, _ target: DeliveryTarget, _ now: Instant) throws {
        lane(webhook.id) { $0.begin(deliveries, at: now) }
        let flight = Flight(lane: webhook.id, kind: webhook.kind, deliveries: deliveries, begun: now, host: webhook.host)
        do {
            let call = try Composer(settings: settings).call(deliveries, to: webhook, at: target, words: words(), now: now)
            guard settings.allowsHTTP || call.url.lowercased().hasPrefix("https:") else { throw Composer.Failure.unusable("http is not allowed") }
            depart(flight, call)
        } catch Composer.Failure.unusable(let reason) {
            end(flight, CallOutcome(failure: reason))
        }
    }

    mutating func depart(_ flight: Flight, _ call: OutgoingCall) {
        nextTicket += 1
        flights[nextTicket] = flight
        transfers.begin(call, nextTicket)
    }

    // MARK: Writing

    private mutating func write() {
        guard let batch = ends.take(at: .now) else { return }
        let mailbox = context.mailbox, now = clock()
        runtime.write(nil, by: .system, { try batch.write(to: $0, at: now) }) { result in
            var isDone = false
            if case .success = result { isDone = true }
            _ = mailbox.send(.written(batch.lanes, hasLetters: !batch.letters.isEmpty, isDone: isDone))
        }
    }

    /// Before the runtime stops: what is known needs not be sent again.
    private mutating func writeLast() {
        guard let batch = ends.rest() else { return }
        let done = BlockingPromise<Void>(), now = clock()
        runtime.write(nil, by: .system, { try batch.write(to: $0, at: now) }) { _ in done.fulfil(()) }
        done.wait()
    }

    /// Counts what waits, and forgets what was over a month ago.
    private mutating func count() {
        guard nextCount <= .now else { return }
        nextCount = .now + .seconds(10)
        guard let waiting = try? reader.deliveries.targets().map({ ($0, try reader.deliveries.waiting(of: $0, upTo: 100_000)) }) else { return }
        numbers.note(waiting: Dictionary(uniqueKeysWithValues: waiting), underWay: transfers.count)
        guard isLeading, nextForgetting <= .now else { return }
        nextForgetting = .now + .seconds(3_600)
        let before = clock().adding(seconds: -30 * 86_400)
        runtime.write(nil, by: .system, { try $0.deliveries.forget(before: before, limit: 20_000) }) { _ in }
    }

    /// Until something is due, or is to be written.
    private func patience() -> Duration {
        let now = clock()
        guard endBy == nil else { return .milliseconds(50) }
        guard isLeading else { return .seconds(10) }
        let due = lanes.values.compactMap(\.look).min().map { Duration.microseconds(max(0, $0.microseconds(since: now))) } ?? .seconds(60)
        return min(due, ends.patience(at: .now), .seconds(10))
    }
}
