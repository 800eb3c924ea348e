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
            discussion: "Members see a correction for each activity that comes out differently.")

        @OptionGroup var store: StoreOptions
        @Option(help: ArgumentHelp("The first day, by the time of the activities: 2026-10-01.", valueName: "date")) var from: String
        @Option(help: ArgumentHelp("The day after the last one; all that follow where nothing is said.", valueName: "date")) var to: String?
        @Option(help: "Why: it stands beside every correction.") var reason: String

        func run() throws {
            guard let from = Day(from), let until = to.map(Day.init) ?? Day.limit else { throw ValidationError("days are written 2026-10-01") }
            _ = try store.existing()
            if let client = OwnerSocket.client(of: store.path) { return try rejudge(client) }
            let installation = try Host.open(store)
            defer { installation.stop() }
            let zone = installation.programme.calendar.zone
            let rejudging = Rejudging(installation.runtime, Rejudgement(run: SystemClock.now().rfc3339, reason: reason))
            let counts = try rejudging.run(from: zone.firstInstant(of: from), until: zone.firstInstant(of: until), by: .administrator) { key, refusal in
                Terminal.error("\(key.source) \(key.id): \(refusal.code.rawValue)")
            }
            try finish(counts.corrected, counts.unchanged, counts.refused.values.reduce(0, +))
        }

        private func rejudge(_ client: OwnerClient) throws {
            let answer = try client.call("POST", "/rules/rejudge", ["from": .string(from), "to": to.map { .string($0) } ?? .null, "reason": .string(reason)])
            let number = { (key: String) in Int(answer[key]?.number?.int64 ?? 0) }
            try finish(number("corrected"), number("unchanged"), number("refused"))
        }

        private func finish(_ corrected: Int, _ unchanged: Int, _ refused: Int) throws {
            Terminal.line("\(corrected) corrected, \(unchanged) unchanged, \(refused) refused")
            if refused > 0 { throw ExitCode(1) }
        }
    }
}
