import ArgumentParser
import Files
import Glibc
import Installation
import JSON
import Periods
import Scenarios

/// `laurel rules`.
struct RulesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rules", abstract: "Check rules, try them on what has happened, put them in force.", subcommands: [Check.self, Backtest.self, Publish.self, Rejudge.self])

    /// `laurel rules check`.
    struct Check: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Read a rules folder and tell everything that is wrong with it.", discussion: "Import maps and scenarios in it are read too; laurel scenario runs them.")

        @Flag(help: "One JSON object on standard output.") var json = false
        @Argument(help: "The folder; that of --rules or LAUREL_RULES where nothing is said.", completion: .directory) var folder: String?

        func run() throws {
            let folder = self.folder ?? Setting.text(nil, "LAUREL_RULES") ?? Installed.folder("Rules"), zones = ZoneFiles.database()
            var version: String?
            var problems: [Diagnostic] = []
            do { version = try RulesFolder.load(folder, zones: zones).ruleSet.version } catch { problems += error.all }
            problems += Self.files(in: folder + "/imports").flatMap { name in
                Self.problems { () throws(Diagnostics) in _ = try ImportMap.load("\(folder)/imports/\(name)", named: "imports/\(name)", zones: zones) }
            }
            problems += Self.files(in: folder + "/scenarios").flatMap { name in
                Self.problems { () throws(Diagnostics) in try Scenario.check("\(folder)/scenarios/\(name)", named: "scenarios/\(name)", zones: zones) }
            }
            if json {
                Terminal.line(ImportReport.text(Self.json(version, problems)))
            } else if problems.isEmpty {
                Terminal.line("ok, version \(version ?? "")")
            }
            if !problems.isEmpty {
                if !json { Terminal.error("\(Diagnostics(problems))") }
                throw ExitCode(1)
            }
        }

        /// YAML files of a folder, by name.
        private static func files(in folder: String) -> [String] {
            guard let open = opendir(folder) else { return [] }
            defer { closedir(open) }
            var names: [String] = []
            while let entry = readdir(open) {
                names.append(withUnsafeBytes(of: entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) })
            }
            return names.filter { $0.hasSuffix(".yaml") || $0.hasSuffix(".yml") }.sorted()
        }

        private static func problems(_ read: () throws(Diagnostics) -> Void) -> [Diagnostic] {
            do {
                try read()
                return []
            } catch {
                return error.all
            }
        }

        private static func json(_ version: String?, _ problems: [Diagnostic]) -> JSONValue {
            [
                "ok": .bool(problems.isEmpty), "version": version.map { .string($0) } ?? .null,
                "problems": .array(problems.map { problem in
                    [
                        "file": .string(problem.file), "line": .number(Decimal(problem.line)), "column": .number(Decimal(problem.column)),
                        "detail": .string(problem.message), "expected": problem.expected.map { .string($0) } ?? .null,
                    ]
                }),
            ]
        }
    }

    /// `laurel rules publish`.
    struct Publish: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Put a rules folder in force.",
            discussion: """
                What has been decided stays. Prints the version that is in force, and on standard error what was in force and is no longer \
                there: a running server takes nothing away by itself when the folder changes.
                """)

        @OptionGroup var store: StoreOptions
        @Option(help: ArgumentHelp("From when it is in force: 2026-04-01, or a time with its offset; at once where nothing is said.", valueName: "date"))
        var effective: String?
        @Option(help: "Why, for the audit trail.") var reason: String?
        @Flag(help: "One JSON object on standard output.") var json = false
        @Argument(help: "The folder; that of --rules where nothing is said.", completion: .directory) var folder: String?

        func run() throws {
            let zones = ZoneFiles.database()
            let rules = try RulesFolder.load(folder ?? store.rulesFolder, zones: zones)
            let from = try effective.map { try Self.instant($0, rules.company.calendar) }
            let since: String, removed: [JSONValue]
            if let client = OwnerSocket.client(of: store.path) {
                (since, removed) = try Self.publish(rules, from, reason, client)
            } else {
                let installation = try InstallationOpener.openToRecord(store, first: rules)
                defer { installation.stop() }
                for line in try installation.finishInterrupted() { Terminal.error(line) }
                let outcome = try Publishing(installation.runtime, zones: zones)
                    .publish(rules, effective: from, reason: reason, by: .administrator, at: installation.clock())
                (since, removed) = (outcome.effective.rfc3339, outcome.removed.map(\.json))
            }
            let names = removed.map { "\($0["kind"]?.string ?? "") \"\($0["id"]?.string ?? "")\"" }
            if !names.isEmpty { Terminal.error("removed: \(names.joined(separator: ", "))") }
            let version = rules.ruleSet.version
            let said: JSONValue = ["version": .string(version), "effective": .string(since), "removed": .array(removed)]
            Terminal.line(json ? ImportReport.text(said) : version)
        }

        private static func instant(_ text: String, _ calendar: CompanyCalendar) throws -> Instant {
            guard let instant = Day(text).map(calendar.zone.firstInstant) ?? Instant(rfc3339: text) else {
                throw ValidationError("--effective is a date such as 2026-04-01, or a time with its offset")
            }
            return instant
        }

        private static func publish(_ rules: RulesFolder, _ from: Instant?, _ reason: String?, _ client: OwnerClient) throws -> (since: String, removed: [JSONValue]) {
            let answer = try client.call("POST", "/rules/publish", [
                "files": rules.sources.json, "effective": from.map { .string($0.rfc3339) } ?? .null, "reason": reason.map { .string($0) } ?? .null,
            ])
            return (answer["effective"]?.string ?? "", answer["removed"]?.array ?? [])
        }
    }
}
