import ArgumentParser
import Files
import Installation
import Periods
import PointsEngine

extension RulesCommand {
    /// `laurel rules rejudge`.
    struct Rejudge: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Judge again what was recorded, under the rules that are in force now.",
            discussion: "Members see a correction for each activity that comes out differently. No server may be running.")

        @OptionGroup var store: StoreOptions
        @Option(help: ArgumentHelp("The first day, by the time of the activities: 2026-10-01.", valueName: "date")) var from: String
        @Option(help: ArgumentHelp("The day after the last one; all that follow where nothing is said.", valueName: "date")) var to: String?
        @Option(help: "Why: it stands beside every correction.") var reason: String

        func run() throws {
            guard let from = Day(from), let until = to.map(Day.init) ?? Day.limit else { throw ValidationError("days are written 2026-10-01") }
            _ = try store.existing()
            let installation = try Host.open(store)
            defer { installation.stop() }
            let zone = installation.programme.calendar.zone
            let rejudging = Rejudging(installation.runtime, Rejudgement(run: SystemClock.now().rfc3339, reason: reason))
            let counts = try rejudging.run(from: zone.firstInstant(of: from), until: zone.firstInstant(of: until), by: .administrator) { key, refusal in
                Terminal.error("\(key.source) \(key.id): \(refusal.code.rawValue)")
            }
            let refused = counts.refused.values.reduce(0, +)
            Terminal.line("\(counts.corrected) corrected, \(counts.unchanged) unchanged, \(refused) refused")
            if refused > 0 { throw ExitCode(1) }
        }
    }
}
