import API
import ArgumentParser
import Files
import Glibc
import Installation
import Journal
import Keeping
import Runtime
import Store
import Web

/// `laurel serve`.
struct ServeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve", abstract: "Serve the pages, the API and the live boards.",
        discussion: """
            Says "listening on …" on standard output when it accepts connections. A new database begins with the rules folder, and with a \
            link for the first administrator. SIGTERM finishes what is under way; SIGHUP, or a changed file, reads the rules again. Under \
            systemd it tells when it is ready, alive and about to stop, and takes sockets that are handed over.
            """)

    @OptionGroup var store: StoreOptions
    @OptionGroup var serving: ServingOptions
    @OptionGroup var delivering: DeliveringOptions
    @OptionGroup var signing: SignInOptions
    @OptionGroup var keeping: KeepingOptions
    @OptionGroup var logging: LoggingOptions

    func run() throws {
        let signals = Signals()
        let manager = ServiceManager(), sockets = InheritedSockets.take()
        let deliveries = try delivering.settings(), openID = try signing.settings()
        let plan = try keeping.plan(), verifyEvery = try keeping.verifySeconds()
        Log.begin(try logging.options())
        defer { Log.flush() }
        // A backup that was brought on the page takes the database's place between two rounds.
        while true {
            switch try ServeRound(store, serving, Outside(deliveries: deliveries, openID: openID), plan, verifyEvery, manager).run(signals, sockets) {
            case .stop: return
            case .restore(let backup): try exchange(backup)
            case .copyAnew: try setAside()
            }
        }
    }

    /// A node's database that is not what the log says stays for whoever looks into it.
    private func setAside() throws {
        let kept = "\(store.path).diverged-\(SystemClock.now().rfc3339.prefix(19).filter { $0 != ":" && $0 != "-" })Z"
        for suffix in ["-wal", "-shm", ""] where access(store.path + suffix, F_OK) == 0 {
            guard rename(store.path + suffix, kept + suffix) == 0 else { throw CLIError("cannot name \(kept): \(String(cString: strerror(errno)))") }
        }
        // What it names is given up.
        unlink(store.path + ".head")
        DivergenceWatch.note()
        Log.warning("this node's database is not what the log says; it is kept as \(kept), and another node's is copied")
    }

    /// The database that is replaced stays beside the new one, under a name that says when.
    private func exchange(_ backup: String) throws {
        let kept = "\(store.path).before-\(SystemClock.now().rfc3339.prefix(19).filter { $0 != ":" && $0 != "-" })Z"
        try Reader(store.path).backup(to: kept)
        let head = try Restore.restore(backup, to: store.path, replacing: true)
        Log.notice("a backup was restored, up to command \(head.lastCommand); what was there before is \(kept)")
    }
}
