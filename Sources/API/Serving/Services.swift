import CommitLog
import Delivering
import Files
import Glibc
import Identity
import Keeping
import Mailboxes
import Outbound
import Periods
import Runtime
import SignIn
import Web

/// Work that another thread hands to the web thread, which runs it with what lives there.
typealias WebJob = @Sendable (Site) -> Void

/// What calls may use from any thread.
package struct Services: Sendable {
    package struct Options: Sendable {
        /// How the outside reaches the server: fixes the Origin that browsers may come from and the cookie's prefix.
        package var publicURL: String?
        /// Whose forwarded headers count; addresses and networks (`AddressRange`).
        package var trustedProxies: [String] = []
        /// The demonstration: signing in without invitations is shown on its page.
        package var isDemo = false
        /// The rules folder on disk, whose import maps are offered; nil: none.
        package var rulesFolder: String?
        /// The provider that was named when the server was started; nil: the page of settings may name one.
        package var openID: OpenIDSettings?
        /// Which providers may be reached.
        package var providerReach = Fetcher.Reach(policy: AddressPolicy(), allowsHTTP: false)
        /// Puts a folder in force that another node watches, and tells what changed; nil: nobody may.
        package var publishFolder: (@Sendable (RulesFolder) throws -> [String])?
        /// A PEM file of those whom other nodes may be certified by; nil: whom the system trusts.
        package var nodeCertificates: String?
        /// Where the secrets stand that maps of hooks name.
        package var environment: @Sendable (String) -> String? = { getenv($0).map { String(cString: $0) } }

        package init() {}
    }

    package let runtime: Runtime
    package let options: Options
    package let clock: @Sendable () -> Instant
    package let zones: ZoneDatabase
    /// Backups and verification; nil where this is no lasting server.
    package let keeping: Keeping?
    /// Who sends what goes out; nil where nothing does.
    package let deliveries: DeliveryService?
    /// Takes in what CRMs send; nil where the writer ends already.
    let hooks: HookIntake?
    /// When it began to serve.
    package let started: Instant
    /// Work that keeps a core busy on purpose: hashing passwords. Bounded, so that signing in cannot take the machine.
    package let passwords: PasswordPool
    /// Who decodes pictures.
    package let pictures = PicturePool()
    /// Takes out what is kept for a while only.
    let forgetting = Forgetting()
    /// By which browsers are known again that have signed in (`DeviceMark`).
    let deviceKey: [UInt8]
    /// How people sign in, as it was when the server was started.
    let signIn: SignInPolicy
    let longWork = LongWork()
    let webJobs: Mailbox<WebJob>
    /// The nodes that share the log; nil: there are none.
    var cluster: ClusterState?
    /// Passes on what only the leader does.
    var forwarder: Forwarder?

    /// Runs `job` on the web thread. Dropped once the server has stopped.
    func onWeb(_ job: @escaping WebJob) {
        _ = webJobs.send(job)
    }
}
