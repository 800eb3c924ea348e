import ArgumentParser
import Expressions
import Files
import JSON
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
            try condition(&report, zones)
        }
    }

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
