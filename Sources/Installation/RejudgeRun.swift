import Identity
import JSON
import Periods

/// Judging again, as far as it has come: kept beside the data, so that it goes on after a crash and tells how it ended.
package struct RejudgeRun: Hashable, Sendable {
    package struct Counts: Hashable, Sendable {
        /// Corrections that were recorded.
        package var corrected = 0
        /// Activities for which the rules say the same.
        package var unchanged = 0
        package var refused: [String: Int] = [:]

        package init() {}
    }

    /// Names it: the last command before it.
    package let run: String
    package let started: Instant
    package let reason: String
    /// The rule set by which it judges.
    package let version: String
    package let actor: String
    /// By the time of the activities; the second exclusive.
    package let from: Instant
    package let until: Instant
    /// The last command that was recorded when it was started; its own corrections come after it.
    package let last: Int64
    /// The command up to which it has come.
    package var after: Int64 = 0
    package var counts = Counts()
    package var ended: Instant?

    /// From 0 to 1.
    package var share: Double { ended != nil || last == 0 ? 1 : Double(min(after, last)) / Double(last) }

    /// What somebody asked for.
    package struct Order: Hashable, Sendable {
        package let reason: String
        package let actor: String
        package let from: Instant
        package let until: Instant

        package init(reason: String, actor: String, from: Instant, until: Instant) {
            self.reason = reason
            self.actor = actor
            self.from = from
            self.until = until
        }
    }

    package init(_ order: Order, as run: String, version: String, last: Int64, started: Instant) {
        self.run = run
        self.started = started
        reason = order.reason
        self.version = version
        actor = order.actor
        from = order.from
        until = order.until
        self.last = last
    }
}

extension RejudgeRun {
    var json: JSONValue {
        let number = { (value: Int) in JSONValue.number(Decimal(value)) }
        return [
            "run": .string(run), "reason": .string(reason), "version": .string(version), "actor": .string(actor),
            "from": .number(Decimal(from.microseconds)), "until": .number(Decimal(until.microseconds)), "last": .number(Decimal(last)),
            "after": .number(Decimal(after)), "corrected": number(counts.corrected), "unchanged": number(counts.unchanged),
            "refused": .object(JSONObject(counts.refused.sorted { $0.key < $1.key }.map { ($0.key, number($0.value)) })),
            "started": .number(Decimal(started.microseconds)), "ended": ended.map { .number(Decimal($0.microseconds)) } ?? .null,
        ]
    }

    /// Nil for anything that is none.
    init?(json: JSONValue) {
        guard let run = json["run"]?.string, let reason = json["reason"]?.string, let version = json["version"]?.string,
            let actor = json["actor"]?.string, let from = json["from"]?.int64, let until = json["until"]?.int64, let last = json["last"]?.int64, let started = json["started"]?.int64,
            let after = json["after"]?.int64, let corrected = json["corrected"]?.int64, let unchanged = json["unchanged"]?.int64
        else { return nil }
        self.init(
            Order(reason: reason, actor: actor, from: Instant(microseconds: from), until: Instant(microseconds: until)), as: run, version: version,
            last: last, started: Instant(microseconds: started))
        self.after = after
        counts.corrected = Int(corrected)
        counts.unchanged = Int(unchanged)
        for refused in json["refused"]?.object?.members ?? [] { counts.refused[refused.key] = refused.value.int64.map { Int($0) } }
        ended = json["ended"]?.int64.map { Instant(microseconds: $0) }
    }
}
