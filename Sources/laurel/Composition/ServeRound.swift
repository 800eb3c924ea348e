import API
import Delivering
import Files
import Glibc
import Installation
import Journal
import Keeping
import Mailboxes
import Runtime
import SignIn
import Web

/// Whom a server speaks with beside browsers.
struct Outside {
    let deliveries: DeliverySettings
    /// Who vouches for people; nil: the page of settings may say it.
    let openID: OpenIDSettings?
}

/// One life of a server, from opening the database to closing it: until a signal ends it, or another database is to take the place of this one.
struct ServeRound {
    /// What comes after it.
    enum Next {
        case stop
        /// With the backup at this path.
        case restore(String)
        /// With a copy of another node's: this one's is not what the log says.
        case copyAnew
    }

    private let store: StoreOptions
    private let serving: ServingOptions
    private let outside: Outside
    private let plan: BackupPlan?
    private let verifyEvery: Int64?
    private let manager: ServiceManager?

    init(_ store: StoreOptions, _ serving: ServingOptions, _ outside: Outside, _ plan: BackupPlan?, _ verifyEvery: Int64?, _ manager: ServiceManager?) {
        self.store = store
        self.serving = serving
        self.outside = outside
        self.plan = plan
        self.verifyEvery = verifyEvery
        self.manager = manager
    }

    func run(_ signals: Signals, _ sockets: [Int32]) throws -> Next {
        // Before the files are read: what changes from now on is noticed.
        let watch = FolderWatch(store.rulesFolder)
        let socket = OwnerSocket.path(beside: store.path)
        var configuration = try serving.configuration(socket: socket)
        configuration.options.rulesFolder = store.rulesFolder
        // They are wanted again in the next round.
        configuration.web.inherited = sockets.map { fcntl($0, F_DUPFD_CLOEXEC, 3) }.filter { $0 >= 0 }
        let isNew = !store.exists
        let nodes = try serving.nodes(), seat = try NodeSeat(store, url: nodes?.url)
        if seat == nil, nodes != nil { throw CLIError("--node-listen and --node-url go with --database postgres://…") }
        configuration.web.nodes = nodes.map { WebConfiguration.NodeListener(address: $0.address, port: $0.port, usesTLS: $0.url.hasPrefix("https:")) }
        configuration.cluster = seat?.cluster
        configuration.options.nodeCertificates = serving.nodeCertificates
        let installation = try starting {
            if let seat, isNew { NodeSnapshot(seat, certificates: serving.nodeCertificates).fetch(to: store.path) }
            return try InstallationOpener.open(store, seat: seat)
        }
        defer { installation.stop() }
        var doubt = ClockWatch(installation.runtime)
        let keeper = RulesReloader(installation, folder: store.rulesFolder)
        defer { keeper.stop() }
        if seat == nil { keeper.finishInterrupted() }
        if seat == nil, !isNew { keeper.reload() }
        // What takes longer than this goes on while the server runs.
        keeper.wait(atMost: .seconds(2))
        if socket == nil { Log.warning("the path of the database is too long for a socket beside it: commands cannot work while this server runs") }
        let keeping = try Keeping(installation.runtime, plan: plan, verifyEvery: verifyEvery, clock: installation.clock) { [zones = installation.zones] in
            ProgrammeFiles.reader(zones)
        }
        configuration.keeping = keeping
        configuration.delivering = outside.deliveries
        configuration.options.openID = outside.openID
        configuration.options.providerReach = SignInOptions.reach(outside.deliveries)
        configuration.options.publishFolder = { try installation.reloadChanged($0, by: .administrator) }
        let server = try Server(configuration, runtime: installation.runtime, zones: installation.zones, clock: installation.clock)
        keeping.start()
        let watchdog = guarded(installation.runtime, server)
        defer {
            manager?.stopping()
            keeping.stop()
            server.handOver()
            server.stop()
            watchdog?.stop()
        }
        try announce(server, configuration, installation, invites: seat == nil)
        if seat != nil { try join(keeper, server, configuration, installation) }
        let divergence = seat.map { DivergenceWatch(installation.runtime, $0.cluster) }
        return wait(signals, keeper, seat == nil || serving.watchesRules ? watch : nil, &doubt, keeping, divergence)
    }

    /// Opening a large database takes longer than a service manager waits.
    private func starting<Result>(_ body: () throws -> Result) throws -> Result {
        try manager.map { try $0.during("opening \(store.path)", body) } ?? body()
    }

    private func guarded(_ runtime: Runtime, _ server: Server) -> Watchdog? {
        guard let manager, let patience = manager.watchdog else { return nil }
        let pulse = Pulse([
            ("writer", { sign in (try? runtime.inspect { _, _ in sign() }) != nil }),
            ("web", { sign in
                server.onTurn(sign)
                return true
            }),
        ])
        return Watchdog(manager, every: patience, pulse) { silent in
            if silent.isEmpty { Log.notice("every loop turns again") } else { Log.error("no sign of life from: \(silent.joined(separator: ", "))") }
        }
    }

    /// What only the node that leads does by itself.
    private func join(_ keeper: RulesReloader, _ server: Server, _ configuration: Server.Configuration, _ installation: Installation) throws {
        keeper.hand { server.publishOnLeader($0) }
        let address = pageAddress(server, configuration), watches = serving.watchesRules
        try installation.runtime.watchLead { [weak keeper] leads in
            Log.notice(leads ? "this node leads" : "this node follows")
            guard leads else { return }
            keeper?.led { try Self.invite(installation, address) }
        }
        if watches { keeper.reload() }
    }

    private func pageAddress(_ server: Server, _ configuration: Server.Configuration) -> String {
        configuration.options.publicURL ?? serving.shownAddress(port: server.port ?? 0, usesTLS: configuration.web.certificate != nil)
    }

    private static func invite(_ installation: Installation, _ address: String) throws {
        guard let token = try FirstAdministrator.invite(installation.runtime, at: installation.clock()) else { return }
        Terminal.line("set up the first administrator: \(address)/setup#\(token)")
    }

    /// - Parameter invites: whether it says how the first administrator comes in; of nodes the one that leads does.
    private func announce(_ server: Server, _ configuration: Server.Configuration, _ installation: Installation, invites: Bool) throws {
        let address = serving.shownAddress(port: server.port ?? 0, usesTLS: configuration.web.certificate != nil)
        Terminal.line("listening on \(address)")
        if invites { try Self.invite(installation, pageAddress(server, configuration)) }
        manager?.ready("listening on \(address)")
    }

    private func wait(
        _ signals: Signals, _ keeper: RulesReloader, _ watch: FolderWatch?, _ doubt: inout ClockWatch, _ keeping: Keeping, _ divergence: DivergenceWatch?
    ) -> Next {
        var watch = watch
        while true {
            switch signals.wait(milliseconds: 1_000) {
            case .stop: return .stop
            case .reload:
                watch?.forget()
                keeper.reload()
            case nil:
                if let backup = keeping.restoring.wish { return .restore(backup) }
                if divergence?.wantsCopy ?? false { return .copyAnew }
                if watch?.hasChanged() ?? false { keeper.reload() }
                if doubt.hasEnded() {
                    keeper.finishInterrupted()
                    if watch != nil { keeper.reload() }
                }
            }
        }
    }
}
