import Files
import Foundation
import Scenarios
import Workload

/// Runs the engine against the naive model on many seeds, more than a test should: `swift run -c release trial 1 5000 80` tries
/// the seeds 1 to 5000 with 80 steps each, prints what differs, and exits 1 if anything did. A seed that fails belongs into
/// `EngineTests.failedOnce`.
@main
enum Trial {
    static func main() throws {
        if CommandLine.arguments.dropFirst().first == "backtest" {
            let count = CommandLine.arguments.last.flatMap { Int($0) } ?? 1_000_000
            return print("\(try BacktestTrial.seconds(for: count)) s")
        }
        let numbers = CommandLine.arguments.dropFirst().compactMap { UInt64($0) }
        guard numbers.count == 3, numbers[0] <= numbers[1], let steps = Int(exactly: numbers[2]) else {
            print("usage: trial FIRST-SEED LAST-SEED STEPS, or trial backtest ACTIVITIES")
            exit(2)
        }
        let zones = ZoneFiles.database()
        var failed: [UInt64] = []
        for seed in numbers[0]...numbers[1] {
            let document = try YAMLDocument(bytes: Array(Workload(seed: seed, steps: steps).yaml.utf8), file: "workload-\(seed).yaml")
            let verdict = try Runner.run(Scenario.read(document, in: ".", zones: zones))
            if verdict.passed { continue }
            failed.append(seed)
            print("seed \(seed): \(verdict.differences.prefix(4).map(\.description).joined(separator: "\n"))")
        }
        print("\(numbers[1] - numbers[0] + 1) seeds of \(steps) steps, \(failed.count) differ: \(failed)")
        exit(failed.isEmpty ? 0 : 1)
    }
}
