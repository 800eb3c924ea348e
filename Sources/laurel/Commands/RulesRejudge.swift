import ArgumentParser
import Files
import Identity
import Installation
import JSON
import Periods

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

        @Flag(help: "One JSON object on standard output.") var json = false

        func run() throws {
            guard let from = Day(from), let until = to.map(Day.init) ?? Day.limit, from < until else {
                throw ValidationError("days are written 2026-10-01, and --to follows --from")
            }
            _ = try store.existing()
            if let client = OwnerSocket.client(of: store.path) { return try rejudge(client) }
            let installation = try InstallationOpener.openToRecord(store)
            defer { installation.stop() }
            for line in try installation.finishInterrupted() { Terminal.error(line) }
            let zone = try installation.programme.calendar.zone
            let run = try Rejudging(installation.runtime, clock: installation.clock).run(
                from: zone.firstInstant(of: from), until: to == nil ? .latest : zone.firstInstant(of: until), reason: reason, by: .administrator
            ) { key, refusal in Self.tell(key.source.text, key.id.text, refusal.words) }
            try finish(run.version, run.counts.corrected, run.counts.unchanged, run.counts.refused.values.reduce(0, +))
        }

        private func rejudge(_ client: OwnerClient) throws {
            let answer = try client.call("POST", "/rules/rejudge", ["from": .string(from), "to": to.map { .string($0) } ?? .null, "reason": .string(reason)])
            for line in answer["errors"]?.array ?? [] {
                let code = line["code"]?.string ?? ""
                Self.tell(line["source"]?.string ?? "", line["id"]?.string ?? "", Code(rawValue: code)?.words ?? code)
            }
            let number = { (key: String) in Int(answer[key]?.number?.int64 ?? 0) }
            try finish(answer["version"]?.string ?? "", number("corrected"), number("unchanged"), number("refused"))
        }

        private static func tell(_ source: String, _ id: String, _ reason: String) { Terminal.error("\(source) \(id): \(reason)") }

        private func finish(_ version: String, _ corrected: Int, _ unchanged: Int, _ refused: Int) throws {
            let number = { (value: Int) in JSONValue.number(Decimal(value)) }
            Terminal.line(
                json
                    ? ImportReport.text(["version": .string(version), "corrected": number(corrected), "unchanged": number(unchanged), "refused": number(refused)])
                    : "\(corrected) corrected, \(unchanged) unchanged, \(refused) refused, by rules \(version.prefix(8))")
            if refused > 0 { throw ExitCode(1) }
        }
    }
}
