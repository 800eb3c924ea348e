import API
import ArgumentParser
import Files
import Glibc
import Installation
import Web

/// `laurel serve`.
struct ServeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve", abstract: "Serve the pages, the API and the live boards.",
        discussion: """
            Says "listening on …" on standard output when it accepts connections. A new database begins with the rules folder, and with a \
            link for the first administrator. SIGTERM finishes what is under way; SIGHUP, or a changed file, reads the rules again.
            """)

    @OptionGroup var store: StoreOptions
    @OptionGroup var serving: ServingOptions

    func run() throws {
        let signals = Signals()
        // Before the files are read: what changes from now on is noticed.
        let watch = FolderWatch(store.rulesFolder)
        let socket = OwnerSocket.path(beside: store.path)
        var configuration = try serving.configuration(socket: socket)
        configuration.options.rulesFolder = store.rulesFolder
        let isNew = !store.exists
        let installation = try InstallationOpener.open(store)
        defer { installation.stop() }
        var doubt = ClockWatch(installation.runtime)
        let keeper = RulesReloader(installation, folder: store.rulesFolder)
        defer { keeper.stop() }
        keeper.finishInterrupted()
        if !isNew { keeper.reload() }
        // What takes longer than this goes on while the server runs.
        keeper.wait(atMost: .seconds(2))
        if socket == nil { Terminal.error("the path of the database is too long for a socket beside it: commands cannot work while this server runs") }
        let server = try Server(configuration, runtime: installation.runtime, zones: installation.zones, clock: installation.clock)
        defer { server.stop() }
        try announce(server, configuration, installation)
        wait(signals, keeper, watch, &doubt)
    }

    private func announce(_ server: Server, _ configuration: Server.Configuration, _ installation: Installation) throws {
        let address = serving.shownAddress(port: server.port ?? 0, usesTLS: configuration.web.certificate != nil)
        Terminal.line("listening on \(address)")
        if let token = try FirstAdministrator.invite(installation.runtime, at: installation.clock()) {
            Terminal.line("set up the first administrator: \(configuration.options.publicURL ?? address)/setup#\(token)")
        }
    }

    private func wait(_ signals: Signals, _ keeper: RulesReloader, _ watch: FolderWatch, _ doubt: inout ClockWatch) {
        var watch = watch
        while true {
            switch signals.wait(milliseconds: 1_000) {
            case .stop: return
            case .reload:
                watch.forget()
                keeper.reload()
            case nil:
                if watch.hasChanged() { keeper.reload() }
                if doubt.hasEnded() {
                    keeper.finishInterrupted()
                    keeper.reload()
                }
            }
        }
    }
}
