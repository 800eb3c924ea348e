import Boards
import CommitLog
import Delivering
import Files
import Identity
import Journal
import Keeping
import Live
import Mailboxes
import Periods
import PointsEngine
import Projection
import Runtime
import Store
import Web

/// A running Laurel: the runtime's facts on one side, browsers on the other. The one place that puts the layers together.
package final class Server: Sendable {
    package struct Configuration: Sendable {
        package var web = WebConfiguration()
        package var options = Services.Options()
        /// The folder of pages; nil: the API alone.
        package var pages: String?
        /// Look for changed pages before each request, for whoever works on them.
        package var reloadsPages = false
        package var live = LiveLimits()
        package var keeping: Keeping?
        /// What is known of the nodes that share the log; nil: this server is alone.
        package var cluster: ClusterState?
        /// How what goes out is sent; nil: nothing is.
        package var delivering: DeliverySettings?
        /// Passwords that may wait to be compared, of those who are known and of strangers each; nil: about a second's work.
        package var passwordsWaiting: Int?

        package init(pages: String?) {
            self.pages = pages
            web.stopCode = LiveClose.restarting.rawValue
        }
    }

    private let web: WebServer
    let services: Services

    /// The port that is listened on; nil without TCP.
    package var port: UInt16? { web.port }

    /// Starts to serve; when it returns, connections are accepted.
    /// - Throws: `WebServer.Failure`, or what reading the pages throws.
    package init(_ configuration: Configuration, runtime: Runtime, zones: ZoneDatabase, clock: @escaping @Sendable () -> Instant) throws {
        // Read once here, so that a folder that is not as it should be is said to the caller.
        _ = try configuration.pages.map { try StaticFiles(folder: $0, routes: Self.pages, missing: Self.missing) }
        let waker = Waker()
        // No bound of its own: what comes here was bounded where it was taken, and a commit or an answer that fell on the floor would be
        // a board that is wrong, and a client that waits for nothing.
        let webJobs = Mailbox<WebJob>(limit: .max) { waker.wake() }
        let deviceKey = DeviceKey.load(runtime)
        let deliveries = configuration.delivering.map { settings in
            var settings = settings
            settings.key = deviceKey
            settings.publicURL = configuration.options.publicURL
            return DeliveryService(runtime, settings, clock: clock)
        }
        let hooks = try HookIntake(runtime, HookBook(rules: configuration.options.rulesFolder, zones: zones), clock: clock)
        var gathering = Services(
            runtime: runtime, options: configuration.options, clock: clock, zones: zones, keeping: configuration.keeping, deliveries: deliveries, hooks: hooks, started: clock(), passwords: PasswordPool(waiting: configuration.passwordsWaiting),
            deviceKey: deviceKey, signIn: SignInPolicy.load(runtime, fixed: configuration.options.openID), webJobs: webJobs)
        gathering.cluster = configuration.cluster
        gathering.forwarder = configuration.cluster.map { cluster in
            Forwarder(cluster, certificates: configuration.options.nodeCertificates) { runtime.leads }
        }
        let services = gathering
        try deliveries?.start()
        try runtime.follow { committed in services.onWeb { $0.committed(committed) } }
        if configuration.cluster != nil { try runtime.watchAsides { services.onWeb { $0.authentication.forgetAll() } } }
        let directory = try runtime.inspecting { facts, programme in Directory.Snapshot(facts, programme) }
        let epoch = Secret.make().text
        let hosts = KnownHosts(publicURL: configuration.options.publicURL, listening: configuration.web.address, machine: Machine.name)
        var bounded = configuration.web
        if configuration.cluster != nil { bounded.stopCode = LiveClose.goingAway.rawValue }
        bounded.isUnbounded = Forwarding(trusting: configuration.options.trustedProxies).isProxy
        web = try WebServer(bounded, waker: waker) { loop in
            let pages = configuration.pages.flatMap { try? StaticFiles(folder: $0, routes: Self.pages, missing: Self.missing, reloads: configuration.reloadsPages) }
            let now = ClockReading(time: clock(), ticks: Int64(loop.now))
            let projection = Projection(Directory(directory), epoch: String(epoch.prefix(12)), limits: configuration.live, at: now)
            return Site(services, loop, projection, pages: pages, hosts: hosts)
        }
        self.services = services
        services.forgetting.start(services.runtime, clock: clock)
        // What came before the loop ran is looked at now.
        waker.wake()
    }

    /// How many passwords were hashed or compared since the start.
    package var passwordHashes: Int { services.passwords.hashes }

    /// Where nodes share a log and this one leads: ends what only the leader does, and lets another lead before anybody is turned away. Blocks.
    package func handOver() {
        guard services.cluster != nil else { return }
        services.longWork.stop()
        services.deliveries?.end(within: .seconds(2))
        let done = BlockingPromise<Void>()
        services.runtime.handOver { _ in done.fulfil(()) }
        done.wait()
    }

    /// Hands a folder of rules to the node that leads, which puts it in force.
    package func publishOnLeader(_ sources: RuleSources) { services.onWeb { $0.publishOnLeader(sources, triesLeft: 5) } }

    /// Answers what is under way, closes WebSockets, and stops. The runtime goes on.
    package func stop() {
        services.longWork.stop()
        web.stop()
        services.forwarder?.stop()
        services.longWork.wait()
        services.passwords.stop()
        services.pictures.stop()
        services.forgetting.stop()
        services.deliveries?.stop()
        services.hooks?.stop()
    }

    /// The page that says that there is none.
    private static let missing = "missing.html"

    /// Addresses of pages, and the files that they are.
    private static let pages: [String: String] = {
        let names = [
            "login", "second-factor", "setup", "report", "me", "notices", "appraisals", "campaigns", "customers", "honours", "rewards", "rules", "estimate", "wall", "team", "manage/tiers", "manage/rewards", "manage/approvals", "manage/people",
            "manage/targets", "manage/reports", "manage/audit", "manage/first-hour", "manage/settings", "manage/rules", "manage/system", "manage/webhooks", "manage/import", "manage/hooks",
        ]
        return Dictionary(uniqueKeysWithValues: names.map { ("/" + $0, $0 + ".html") } + [("/", "index.html"), ("/members/*", "member.html"), ("/login/*", "login.html"), ("/api/v1/docs", "docs.html"), ("/docs", "docs.html"), ("/favicon.ico", "icons/icon-192.png")])
    }()
}
