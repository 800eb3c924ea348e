import Journal
import Outbound
import Periods
import PointsEngine
import Runtime
import Store

/// What comes of a call: a delivery that is over, or that waits for its next time; and a target that fares so.
extension DeliveryLoop {
    mutating func finish(_ ticket: Int, _ outcome: CallOutcome) {
        if let flight = flights.removeValue(forKey: ticket) { end(flight, outcome) }
    }

    mutating func end(_ flight: Flight, _ outcome: CallOutcome) {
        let now = clock(), verdict = Verdict(outcome, of: flight.kind)
        if verdict == .taken { succeed(flight, outcome, now) } else { fail(flight, outcome, verdict, now) }
        numbers.count(flight.lane, isTaken: verdict == .taken, isFailing: verdict != .taken)
    }

    private mutating func succeed(_ flight: Flight, _ outcome: CallOutcome, _ now: Instant) {
        let wasFailing = lanes[flight.lane]?.health?.failing != nil
        lane(flight.lane) { $0.succeed(at: now) }
        for var delivery in flight.deliveries {
            (delivery.state, delivery.attempts) = (.delivered, delivery.attempts + 1)
            ends.add(delivery, of: flight.lane)
        }
        if wasFailing { Log.notice("\(flight.host) takes deliveries again", [("webhook", .text(flight.lane))]) }
        ends.add(attempt(flight, outcome, nil, now), lanes[flight.lane]?.health)
    }

    private mutating func fail(_ flight: Flight, _ outcome: CallOutcome, _ verdict: Verdict, _ now: Instant) {
        var reason = "gone", notBefore: Instant?, isOver = false
        switch verdict {
        case .taken: return
        case .gone: isOver = true
        case .refused(let words): reason = words
        case .later(let words):
            reason = words
            notBefore = RetryPlan.moment(outcome.retryAfter, at: now) ?? (flight.kind.isRobot ? now.adding(seconds: 60) : nil)
        }
        let isFirst = lanes[flight.lane]?.health?.failing == nil
        var isSilent = false
        lane(flight.lane) { isSilent = $0.fail(at: now, notBefore: notBefore) }
        for var delivery in flight.deliveries {
            delivery.attempts += 1
            let next = isOver ? nil : RetryPlan.next(after: delivery.attempts, at: now, jitter: .random(in: -1...1), notBefore: notBefore)
            (delivery.state, delivery.next) = (next == nil ? .failed : .waiting, next ?? now)
            ends.add(delivery, of: flight.lane)
        }
        if isFirst { Log.warning("\(flight.host) took no delivery: \(reason)", [("webhook", .text(flight.lane))]) }
        ends.add(attempt(flight, outcome, reason, now), lanes[flight.lane]?.health)
        if flight.lane != Letter.target, isOver || isSilent { switchOff(flight, isOver ? .gone : .failing) }
    }

    private func attempt(_ flight: Flight, _ outcome: CallOutcome, _ reason: String?, _ now: Instant) -> DeliveryAttempt {
        let answer = String(decoding: outcome.body.prefix(1_024), as: UTF8.self)
        return DeliveryAttempt(
            delivery: flight.deliveries.last?.number ?? 0, target: flight.lane, at: flight.begun, microseconds: outcome.microseconds, status: outcome.status,
            reason: reason, answer: answer.isEmpty ? nil : answer.replacing("\0", with: "\u{FFFD}"))
    }

    private func switchOff(_ flight: Flight, _ reason: Webhook.Off) {
        Log.error("\(flight.host) is told nothing any more: \(reason == .gone ? "it says that it is gone" : "it took nothing for five days")", [("webhook", .text(flight.lane))])
        runtime.submit(Submission([DisableWebhook(id: flight.lane, reason: reason)], by: .system, priority: .bulk) { _ in })
    }
}
