import API
import Cluster
import CommitLog
import Files
import Foundation
import Identity
import Installation
import Mailboxes
import Periods
import PointsEngine
import Runtime
import Store
import Synchronization

/// Writes of a leader, beside those of a server alone, and how soon a follower has them.
final class ClusterWrites {
    private let alone: Runtime
    private let leader: Runtime
    /// Where it is asked for, one joins: it decides everything again, on the same processors.
    private let join: () throws -> Runtime
    private let members: Int
    private var next = 0

    private static let turns = 3
    /// The load under which the lag of a follower is measured.
    private static let pace = 5_000.0

    init(_ target: String, in folder: String, members: Int, _ folders: BenchFolders) throws {
        let zones = ZoneFiles.database(), rules = try RulesFolder.load(folders.rulesFolder, zones: zones)
        func runtime(_ name: String, shares: Bool) throws -> Runtime {
            var configuration = Runtime.Configuration(path: "\(folder)/\(name).db", clock: SystemClock.now)
            if shares { configuration.seat = Self.seat(target, name, zones) }
            return try Runtime(configuration) { database in
                if let known = try database.programme(Self.reader(zones)) { return known }
                let now = SystemClock.now()
                try database.record(ProgrammeFiles.note(of: rules.sources), by: .administrator, at: now)
                return BenchServer.unlimited(ProgrammeFiles.programme(rules, at: now, after: nil))
            }
        }
        self.members = members
        alone = try runtime("alone", shares: false)
        leader = try runtime("leader", shares: true)
        let people = BenchServer.people(members)
        for runtime in [alone, leader] {
            for start in stride(from: 0, to: people.count, by: Submission.maximumCommands) {
                try Self.carryOut(Array(people[start..<min(people.count, start + Submission.maximumCommands)]), runtime)
            }
        }
        join = { try runtime("follower", shares: true) }
    }

    deinit { for runtime in [leader, alone] { runtime.stop() } }

    private static func reader(_ zones: ZoneDatabase) -> ProgrammeReader {
        let reader = ProgrammeFiles.reader(zones)
        return ProgrammeReader(rules: reader.rules) { BenchServer.unlimited(try reader.configure($0, $1, $2)) }
    }

    private static func seat(_ target: String, _ name: String, _ zones: ZoneDatabase) -> Seat {
        let own = NodeSeat(PostgreSQLLog.Place(target, own: LogNode(name, program: Build.version, format: Int64(LogSeal.currentFormat)))).seat(zones)
        var seat = Seat(open: own.open, reader: { reader(zones) })
        (seat.watch, seat.view, seat.patience) = (own.watch, own.view, own.patience)
        return seat
    }

    private static func carryOut(_ commands: [any Command], _ runtime: Runtime) throws {
        for case .refused(let refusal) in runtime.carryOut(commands, by: .administrator) { throw refusal }
    }

    // MARK: Measuring

    func measure(seconds: Double, into report: inout BenchReport) throws {
        try measureBatches(seconds, &report)
        try measureSingles(seconds, &report)
        try measureLag(seconds, &report)
    }

    private func measureBatches(_ seconds: Double, _ report: inout BenchReport) throws {
        var pairs: [(alone: Double, leader: Double)] = [], effort: [[Double]] = [[], []], waiting = 0.0, all = 0.0
        for turn in 0..<Self.turns {
            let before = leader.logTimes
            // In turns, and each first in turn: what else the machine does falls on both.
            let rates = try [turn % 2 == 0 ? alone : leader, turn % 2 == 0 ? leader : alone].map { runtime in
                let start = Stopwatch.now, processor = Self.processor
                let done = try EngineLoad(runtime: runtime, members: members, part: turn).run(seconds: seconds / Double(Self.turns))
                if runtime === leader { all += Stopwatch.now - start }
                effort[runtime === leader ? 1 : 0].append((Self.processor - processor) / Double(max(1, done.count)))
                return done.perSecond
            }
            waiting += (leader.logTimes.waiting - before.waiting).inSeconds
            pairs.append(turn % 2 == 0 ? (rates[0], rates[1]) : (rates[1], rates[0]))
        }
        report.condition("writes: \(Self.turns) turns each, \(members) members, batches as they come; the medians, and the median of the ratios")
        report.add("writes, alone", pairs.map(\.alone).quantile(0.5), "activities/s")
        report.add("writes, through the log", pairs.map(\.leader).quantile(0.5), "activities/s")
        report.add("ratio", pairs.map { $0.leader / $0.alone }.quantile(0.5), "", aim: 0.95)
        report.add("processor of the writer's and commits' threads, alone", effort[0].quantile(0.5) * 1e6, "µs/activity")
        report.add("processor of the writer's and commits' threads, through the log", effort[1].quantile(0.5) * 1e6, "µs/activity")
        report.add("waiting for PostgreSQL under full load", waiting / all * 100, "% of the writer's time", bound: 10)
    }

    private static var processor: Double { Stopwatch.processor(of: "writer") + Stopwatch.processor(of: "commit") }

    private func measureSingles(_ seconds: Double, _ report: inout BenchReport) throws {
        var times: [[Double]] = [[], []]
        for _ in 0..<Self.turns {
            for (index, runtime) in [alone, leader].enumerated() { times[index] += try singles(runtime, seconds / Double(2 * Self.turns)) }
        }
        report.add("one command a commit, alone, p50", times[0].quantile(0.5) * 1_000, "ms")
        report.add("one command a commit, through the log, p50", times[1].quantile(0.5) * 1_000, "ms")
        report.add("ratio", times[1].quantile(0.5) / times[0].quantile(0.5), "")
    }

    private func singles(_ runtime: Runtime, _ seconds: Double) throws -> [Double] {
        let activities = MadeUpActivities(members: members, time: SystemClock.now()), start = Stopwatch.now
        var took: [Double] = []
        while Stopwatch.now - start < seconds {
            let activity = RecordActivity(try activities.activity(next)), began = Stopwatch.now
            next += 1
            try Self.carryOut([activity], runtime)
            took.append(Stopwatch.now - began)
        }
        return took
    }

    /// From a commit's publication on the leader to that on the follower, under a load of so many activities a second.
    private func measureLag(_ seconds: Double, _ report: inout BenchReport) throws {
        let seen = Seen(), follower = try join()
        defer { follower.stop() }
        try catchUp(follower)
        try leader.follow { seen.add($0.head.number, byLeader: true) }
        try follower.follow { seen.add($0.head.number, byLeader: false) }
        let activities = MadeUpActivities(members: members, time: SystemClock.now()), start = Stopwatch.now, pause = Signal()
        var sent = 0
        while Stopwatch.now - start < seconds {
            let due = Int((Stopwatch.now - start) * Self.pace)
            guard due > sent else {
                _ = pause.wait(atMost: .milliseconds(1))
                continue
            }
            let count = min(due - sent, Submission.maximumCommands)
            let commands = try (0..<count).map { RecordActivity(try activities.activity(next + $0)) }
            (next, sent) = (next + count, sent + count)
            try Self.carryOut(commands, leader)
        }
        let elapsed = Stopwatch.now - start
        try catchUp(follower)
        let lags = seen.lags
        report.condition("lag: \(lags.count) commits, \(Int(Double(sent) / elapsed)) activities/s")
        report.add("a follower's viewers beyond the leader's, p50", lags.quantile(0.5) * 1_000, "ms", bound: 5)
        report.add("a follower's viewers beyond the leader's, p99", lags.quantile(0.99) * 1_000, "ms", bound: 50)
    }

    /// Until the follower has all that the leader has.
    private func catchUp(_ follower: Runtime) throws {
        while follower.position < leader.position {
            let done = BlockingPromise<Bool>()
            follower.catchUp { done.fulfil($0) }
            _ = done.wait()
            if case .following(let reason?) = follower.state { throw CLIError("the follower stopped: \(reason)") }
        }
    }

    /// When commits were published, by whom.
    private final class Seen: Sendable {
        private let times = Mutex<(leader: [Int64: Double], follower: [Int64: Double])>(([:], [:]))

        func add(_ seal: Int64, byLeader: Bool) {
            let now = Stopwatch.now
            times.withLock { if byLeader { $0.leader[seal] = now } else { $0.follower[seal] = now } }
        }

        var lags: [Double] { times.withLock { times in times.leader.compactMap { seal, at in times.follower[seal].map { $0 - at } } } }
    }
}

extension NodeSeat {
    init(_ place: PostgreSQLLog.Place) {
        self.place = place
        cluster = ClusterState(place.own)
    }
}
