import ArgumentParser
import Expressions
import Files
import Identity
import JSON
import Ledger
import Periods
import PointsEngine
import RuleEngine

/// Decisions of the shipped rules in memory: what of an activity's time is the engine's.
struct RulesBench: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "rules", abstract: "Decisions of the rules in memory, without disk and network.")

    @OptionGroup var options: BenchOptions
    @OptionGroup var folders: BenchFolders
    @Option(help: "Members who are credited.") var members = 2_000

    func run() throws {
        try options.report("rules") { report in
            report.condition("\(members) members; \(MadeUpActivities.description)")
            let zones = ZoneFiles.database(), now = SystemClock.now()
            var engine = MemoryEngine(try BenchServer.programme(folders.rulesFolder, zones), now: now)
            for command in BenchServer.people(members) { try engine.carryOut(command, by: .administrator) }
            let activities = MadeUpActivities(members: members, time: now)
            let ready = try (0..<Int(60_000 * options.seconds)).map { try activities.activity($0) }
            let start = Stopwatch.now, processor = Stopwatch.processorOfThread
            var count = 0
            while count < ready.count, Stopwatch.now - start < options.seconds {
                guard case .done = try engine.carryOut(RecordActivity(ready[count]), by: .token("bench")) else { throw CLIError("an activity was refused") }
                count += 1
            }
            report.add("decisions", Double(count) / (Stopwatch.now - start), "activities/s")
            report.add("processor", (Stopwatch.processorOfThread - processor) / Double(count) * 1e6, "µs/activity")
            try lots(&report, zones)
            try condition(&report, zones)
        }
    }

    /// The same activities of a member who holds ten open lots, and of one who holds ten thousand.
    private func lots(_ report: inout BenchReport, _ zones: ZoneDatabase) throws {
        let few = try decisions(ofOneWith: 10, zones), many = try decisions(ofOneWith: 10_000, zones)
        report.add("a member with 10 open lots", few * 1e6, "µs/activity")
        report.add("a member with 10,000 open lots", many * 1e6, "µs/activity")
        report.add("ratio of many lots to few", many / few, "", bound: 2)
    }

    /// Seconds of processor for each activity of members who hold so many open lots each.
    private func decisions(ofOneWith lots: Int, _ zones: ZoneDatabase) throws -> Double {
        let now = SystemClock.now(), activities = MadeUpActivities(members: Self.holders, time: now)
        var engine = MemoryEngine(try BenchServer.programme(folders.rulesFolder, zones), now: now)
        for command in BenchServer.people(Self.holders) { try engine.carryOut(command, by: .administrator) }
        var facts = engine.facts, schedule = Schedule(after: now)
        func take(_ changes: Changes) throws {
            var batch = BatchChanges()
            try batch.absorb(changes, number: facts.nextCommand()) { key, day in try facts.kept(key, on: day) }
            try facts.apply(batch)
            try schedule.note(batch, at: now, under: engine.programme, given: facts)
        }
        try take(Self.holdings(lots, at: now))
        let ready = try (0..<Self.measured).map { RecordActivity(try activities.activity($0)) }
        let start = Stopwatch.processorOfThread
        for command in ready {
            let outcome = try decide(command, by: .token("bench"), at: now, under: engine.programme, given: facts)
            guard case .done(_, let changes) = outcome else { throw CLIError("an activity was refused") }
            try take(changes)
        }
        return (Stopwatch.processorOfThread - start) / Double(ready.count)
    }

    /// Lots that lapse over the next year, a point each.
    private static func holdings(_ lots: Int, at now: Instant) -> Changes {
        var changes = Changes()
        for holder in 0..<holders {
            let member = MemberID(BenchServer.id(holder))
            let held = (0..<lots).map { index in
                let expires = now.adding(seconds: 86_400 + 31_536_000 * Int64(index + 1) / Int64(lots))
                return Lot(id: LotID(Int64(holder * lots + index + 1)), member: member, opened: 1, expires: expires)
            }
            changes.wallets[member] = Wallet(member: member, lots: held, debts: [], held: 0, lifetime: Points(lots))
            for lot in held {
                changes.lots[lot.id] = lot
                changes.entries.append(
                    Entry(
                        number: lot.id.number, member: member, team: nil, kind: .bonus, points: 1, source: .honour(board: "bench", period: "all"),
                        Entry.Stamp(by: .system, occurred: now, recorded: now)))
            }
        }
        return changes
    }

    private static let holders = 20
    private static let measured = 2_000

    private func condition(_ report: inout BenchReport, _ zones: ZoneDatabase) throws {
        let source = #"data.amount > 1000 && has(data.customer_class) && data.customer_class in ["A", "B"]"#
        let expression = try Expression.compile(source, environment: RuleEnvironment.environment, zones: zones)
        let data: JSONObject = ["amount": 8050, "customer": "c-1", "customer_class": "B"]
        var held = 0
        let seconds = try Stopwatch.each(for: options.seconds / 3) { _ in
            var activation = Activation(RuleEnvironment.environment)
            activation["data"] = .map(.json(data))
            held += try expression.test(activation) ? 1 : 0
        }
        guard held > 0 else { throw CLIError("the condition does not hold") }
        report.condition("the condition: \(source)")
        report.add("a condition, with its surroundings", seconds * 1e6, "µs")
    }
}
