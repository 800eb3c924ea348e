import API
import ArgumentParser
import Delivering
import Demo
import Files
import Identity
import Installation
import Periods
import PointsEngine
import Runtime
import Web

/// `laurel demo`.
struct DemoCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo", abstract: "Show everything at once: an invented company with a year of history, and sales coming in.",
        discussion: "Lives in a temporary database that is gone afterwards, unless --database or LAUREL_DATABASE names one.")

    @OptionGroup var store: StoreOptions
    @OptionGroup var serving: ServingOptions

    @Option(help: "Another number is another company.")
    var seed: UInt64 = 2026

    @Flag(help: "Let the company rest: no sales come in.")
    var quiet = false

    func run() throws {
        let signals = Signals()
        let folder = Setting.text(store.database, "LAUREL_DATABASE") == nil ? try TemporaryFolder() : nil
        defer { withExtendedLifetime(folder) {} }
        let path = folder.map { $0.path + "/demo.db" } ?? store.path
        let clock = DemoClock(), now = SystemClock.now()
        let installation = try open(path, clock, now)
        defer { installation.stop() }
        var stage = try DemoStage(installation, clock: clock, seed: seed, until: now)
        try stage.playHistory()
        let server = try serve(installation, OwnerSocket.path(beside: path))
        defer { server.stop() }
        if quiet {
            while signals.wait(milliseconds: 60_000) != .stop {}
        } else {
            while signals.wait(milliseconds: stage.sellSomething()) != .stop {}
        }
    }

    /// A new database begins a year ago, and all of that year is live: its months lock and give honours.
    private func open(_ path: String, _ clock: DemoClock, _ now: Instant) throws -> Installation {
        let zones = ZoneFiles.database(), rules = store.rulesFolder
        return try Installation(database: path, zones: zones, clock: { clock.now }) {
            var sources = try RuleSources.read(folder: rules)
            let calendar = try RulesFolder(sources, zones: zones).company.calendar
            let start = DemoCompany.firstDay(before: calendar.day(of: now))
            clock.set(calendar.zone.firstInstant(of: start))
            let lines = (sources.files["company.yaml"] ?? "").split(separator: "\n", omittingEmptySubsequences: false).filter { !$0.hasPrefix("live_since:") }
            sources.files["company.yaml"] = lines.joined(separator: "\n") + "\nlive_since: \(start)\n"
            sources.files.merge(DemoCampaigns.files(around: calendar.day(of: now))) { $1 }
            return try RulesFolder(sources, zones: zones)
        }
    }

    private func serve(_ installation: Installation, _ socket: String?) throws -> Server {
        var configuration = try serving.configuration(socket: socket)
        configuration.options.isDemo = true
        configuration.delivering = DeliverySettings()
        configuration.options.rulesFolder = store.rulesFolder
        let server = try Server(configuration, runtime: installation.runtime, zones: installation.zones, clock: SystemClock.now)
        let address = serving.shownAddress(port: server.port ?? 0, usesTLS: configuration.web.certificate != nil)
        Terminal.line("listening on \(address)")
        Terminal.line("")
        for account in DemoAccounts.shown {
            Terminal.line("  \(account.title)  \(account.name)  \(DemoAccounts.password)")
        }
        Terminal.line("\n  the wall: \(address)/wall")
        return server
    }
}
