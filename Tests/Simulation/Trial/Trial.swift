import Crashes
import Foundation
import Laws
import Nodes
import Simulation
import Workload

/// Longer trials than a test should be; each exits 1 where something was wrong.
///
/// - `trial histories FIRST LAST STEPS`: the engine against the naive model on the seeds from FIRST to LAST. One that fails belongs into `EngineTests.failedOnce`.
/// - `trial steps SEED STEPS [LENGTH]`: so many steps from one seed, in histories of about LENGTH steps (1000) one after the other, in bounded memory.
/// - `trial laws SEED COUNT [LAW]`: the laws of corrections, or one of them, on so many histories from a seed on; what breaks one is shrunk and printed as a scenario.
/// - `trial crashes FIRST LAST STEPS CRASHES`: the real store and writer on the seeds from FIRST to LAST, about so many crashes in each.
/// - `trial cluster FIRST LAST STEPS`: nodes on a shared log beside a server alone, on the seeds from FIRST to LAST.
/// - `trial file SEED STEPS`: a history as a file for `laurel scenario`.
/// - `trial shrink SEED STEPS`: as little of a history as still makes engine and model differ, as a file, and what both had after each step.
/// - `trial backtest ACTIVITIES`: how long a backtest takes.
@main
enum Trial {
    static func main() throws {
        let words = CommandLine.arguments.dropFirst(), numbers = words.dropFirst().compactMap { UInt64($0) }
        switch (words.first, numbers.count) {
        case ("histories"?, 3) where numbers[0] <= numbers[1]: exit(try histories(numbers[0]...numbers[1], steps: Int(numbers[2])) ? 0 : 1)
        case ("steps"?, 2...3): exit(try LongTrial(seed: numbers[0], steps: Int(numbers[1]), length: numbers.count > 2 ? Int(numbers[2]) : 1_000).run() ? 0 : 1)
        case ("laws"?, 2): exit(try LawTrial(seed: numbers[0], count: numbers[1], laws: laws(words)).run() ? 0 : 1)
        case ("crashes"?, 4) where numbers[0] <= numbers[1]: exit(try crashes(numbers[0]...numbers[1], steps: Int(numbers[2]), crashes: Int(numbers[3])) ? 0 : 1)
        case ("cluster"?, 3) where numbers[0] <= numbers[1]: exit(try cluster(numbers[0]...numbers[1], steps: Int(numbers[2])) ? 0 : 1)
        case ("file"?, 2): print(try Workload(seed: numbers[0], steps: Int(numbers[1])).yaml)
        case ("shrink"?, 2): try shrink(numbers[0], steps: Int(numbers[1]))
        case ("backtest"?, 1): print("\(try BacktestTrial.seconds(for: Int(numbers[0]))) s")
        default:
            print("usage: trial histories FIRST LAST STEPS | steps SEED STEPS [LENGTH] | laws SEED COUNT [LAW] | crashes FIRST LAST STEPS CRASHES | cluster FIRST LAST STEPS | file SEED STEPS | shrink SEED STEPS | backtest ACTIVITIES")
            exit(2)
        }
    }

    /// The law that is named at the end, or all of them.
    private static func laws(_ words: ArraySlice<String>) -> [Law] {
        words.count > 3 ? Law(rawValue: words.last ?? "").map { [$0] } ?? [] : Law.allCases
    }

    private static func shrink(_ seed: UInt64, steps: Int) throws {
        var shrinking = try Shrinking(seed: seed, steps: steps)
        try shrinking.shrink()
        print(shrinking.yaml)
        let differences = try shrinking.differences()
        for difference in differences { print("# \(difference)") }
        // "balance of m1: …"
        let members = Set(differences.compactMap { $0.split(separator: ":").first?.split(separator: " ").last.map(String.init) }).sorted()
        for line in try shrinking.trace(of: members) { print("# \(line)") }
    }

    private static func histories(_ seeds: ClosedRange<UInt64>, steps: Int) throws -> Bool {
        var failed: [UInt64] = []
        for seed in seeds {
            let differences = try Simulation.run(seed: seed, steps: steps)
            if differences.isEmpty { continue }
            failed.append(seed)
            print("seed \(seed): \(differences.prefix(4).joined(separator: "\n"))")
        }
        print("\(seeds.count) seeds of \(steps) steps, \(failed.count) differ: \(failed)")
        return failed.isEmpty
    }

    private static func crashes(_ seeds: ClosedRange<UInt64>, steps: Int, crashes: Int) throws -> Bool {
        var failed: [UInt64] = [], sums = (crashes: 0, commands: 0, answers: 0)
        for seed in seeds {
            let run = try CrashRun.run(seed: seed, steps: steps, crashes: crashes)
            sums = (sums.crashes + run.crashes, sums.commands + run.commands, sums.answers + run.answers)
            if run.findings.isEmpty { continue }
            failed.append(seed)
            print("seed \(seed): \(run.findings.prefix(4).joined(separator: "\n"))")
        }
        print("\(seeds.count) seeds, \(sums.crashes) crashes, \(sums.commands) commands, \(sums.answers) answers; \(failed.count) failed: \(failed)")
        return failed.isEmpty
    }

    private static func cluster(_ seeds: ClosedRange<UInt64>, steps: Int) throws -> Bool {
        var failed: [UInt64] = [], sums = (commands: 0, mishaps: 0)
        for seed in seeds {
            let run = try NodeRun.history(seed: seed, steps: steps)
            sums = (sums.commands + run.commands, sums.mishaps + run.mishapsSoFar)
            if run.findings.isEmpty { continue }
            failed.append(seed)
            print("seed \(seed): \(run.findings.prefix(4).joined(separator: "\n"))")
        }
        print("\(seeds.count) seeds, \(sums.commands) commands, \(sums.mishaps) mishaps; \(failed.count) failed: \(failed)")
        return failed.isEmpty
    }
}
