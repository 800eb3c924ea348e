import Identity
import JSON
import Mailboxes
import Periods
import PointsEngine
import Runtime
import Store

/// Judges again what was recorded of a stretch of time (`laurel rules rejudge`), by the rule set that is in force when it is
/// started, through the writer and behind people's commands, a few hundred activities at a time.
///
/// How far it has come is kept beside the data, and a correction has a name of its run: after a crash it goes on where it was,
/// and does nothing twice.
package struct Rejudging: Sendable {
    package typealias OnRefusal = (ActivityKey, Refusal) -> Void

    private let runtime: Runtime
    private let clock: @Sendable () -> Instant
    private let isCancelled: @Sendable () -> Bool
    private static let page = 500
    private static let setting = "rejudging"

    /// - Parameter isCancelled: asked between two pages; true ends the work with `Interrupted`.
    package init(_ runtime: Runtime, clock: @escaping @Sendable () -> Instant, isCancelled: @escaping @Sendable () -> Bool = { false }) {
        self.runtime = runtime
        self.clock = clock
        self.isCancelled = isCancelled
    }

    /// Judges again, and blocks until all is on disk. Corrections that it adds are not judged again: it ends at the command that
    /// is the last now.
    ///
    /// - Parameters:
    ///   - from: by the time of the activities; `until` is exclusive.
    ///   - onRefusal: told of every activity that could not be judged.
    /// - Throws: `Refusal` with `conflict` where another run is under way; where nothing can be read or written.
    package func run(
        from: Instant, until: Instant, reason: String, by actor: Actor, from address: String? = nil, onRefusal: OnRefusal = { _, _ in }
    ) throws -> RejudgeRun {
        if let last = try state(), last.ended == nil { throw Refusal(.conflict, at: nil, "activities are being judged again already") }
        let now = clock(), last = runtime.head.lastCommand
        let run = RejudgeRun(
            RejudgeRun.Order(reason: reason, actor: actor.text, from: from, until: until), as: "\(last)",
            version: try runtime.programme.book.set(at: now).version, last: last, started: now)
        let note = Note(
            kind: "rejudge-started", subject: run.version,
            detail: ["from": .string(from.rfc3339), "to": until == .latest ? .null : .string(until.rfc3339), "reason": .string(reason)])
        try keep(run, note, by: actor, from: address)
        return try goOn(run, by: actor, onRefusal)
    }

    /// Goes on with a run that was interrupted; nil: there is none.
    package func finish() throws -> RejudgeRun? {
        guard let run = try state(), run.ended == nil else { return nil }
        return try goOn(run, by: Actor(text: run.actor) ?? .system) { _, _ in }
    }

    /// The last run, ended or not; nil: there was none.
    package func state() throws -> RejudgeRun? { try runtime.reading { try Self.state($0) } }

    package static func state(_ reader: Reader) throws -> RejudgeRun? {
        guard let text = try reader.settings.value(setting) else { return nil }
        // A run that was forgotten would be judged to have ended.
        guard let run = (try? JSONValue.parse(Array(text.utf8))).flatMap(RejudgeRun.init) else { throw DamagedRecord("setting \(setting)") }
        return run
    }

    // MARK: On the way

    private func goOn(_ begun: RejudgeRun, by actor: Actor, _ onRefusal: OnRefusal) throws -> RejudgeRun {
        var run = begun
        let rejudgement = Rejudgement(run: run.run, reason: run.reason, version: run.version)
        while run.after < run.last {
            if isCancelled() { throw Interrupted() }
            let page = try runtime.reading { [run] reader in
                var page: [Recorded] = []
                try reader.forEachActivity(from: run.from, until: run.until, after: run.after, limit: Self.page) { page.append($0) }
                return page
            }
            try judge(page.filter { $0.number <= run.last }, by: rejudgement, actor, &run.counts, onRefusal)
            run.after = page.count < Self.page ? run.last : page.last?.number ?? run.last
            if run.after < run.last { try keep(run, nil, by: actor) }
        }
        run.ended = clock()
        let counts = run.json
        let note = Note(
            kind: "rejudged", subject: run.version,
            detail: ["corrected": counts["corrected"] ?? .null, "unchanged": counts["unchanged"] ?? .null, "refused": counts["refused"] ?? .null])
        try keep(run, note, by: actor)
        return run
    }

    /// In the order of recording: each gives back its part of a limit before the next takes its own.
    private func judge(
        _ page: [Recorded], by rejudgement: Rejudgement, _ actor: Actor, _ counts: inout RejudgeRun.Counts, _ onRefusal: OnRefusal
    ) throws {
        var corrections: [(earlier: ActivityKey, command: any Command)] = []
        for recorded in page {
            // What this run had corrected before it was interrupted.
            if rejudgement.hasCorrected(recorded) { counts.corrected += 1 }
            do throws(Refusal) {
                if let correction = try rejudgement.correction(of: recorded) { corrections.append((recorded.activity.key, RecordActivity(correction))) }
            } catch {
                note(error, of: recorded.activity.key, &counts, onRefusal)
            }
        }
        for (reply, correction) in zip(try carryOut(corrections.map(\.command), by: actor), corrections) {
            switch reply {
            case .done(let receipt, _) where receipt.isRepetition: counts.unchanged += 1
            case .done: counts.corrected += 1
            case .refused(let refusal): note(refusal, of: correction.earlier, &counts, onRefusal)
            }
        }
    }

    private func note(_ refusal: Refusal, of key: ActivityKey, _ counts: inout RejudgeRun.Counts, _ onRefusal: OnRefusal) {
        // It was undone since it was read: there is nothing to judge.
        if [.alreadyReversed, .alreadyReplaced].contains(refusal.code) { return counts.unchanged += 1 }
        counts.refused[refusal.code.rawValue, default: 0] += 1
        onRefusal(key, refusal)
    }

    /// Where too much is waiting, it waits too.
    private func carryOut(_ commands: [any Command], by actor: Actor) throws -> [Reply] {
        guard !commands.isEmpty else { return [] }
        while true {
            let replies = runtime.carryOut(commands, by: actor, priority: .bulk)
            var isOverloaded = false
            for case .refused(let refusal) in replies {
                if refusal.code == .readOnly { throw refusal }
                if refusal.code == .overloaded { isOverloaded = true }
            }
            guard isOverloaded else { return replies }
            if isCancelled() { throw Interrupted() }
            Signal().wait(atMost: .milliseconds(100))
        }
    }

    private func keep(_ run: RejudgeRun, _ note: Note?, by actor: Actor, from address: String? = nil) throws {
        let text = String(decoding: run.json.canonicalBytes, as: UTF8.self)
        try runtime.writing(note, by: actor, from: address) { try $0.settings.set(Self.setting, text) }
    }
}
