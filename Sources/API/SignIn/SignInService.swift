import Addresses
import Identity
import Journal
import JSON
import Mailboxes
import Periods
import PointsEngine
import Runtime
import SignIn
import Store
import Synchronization
import Web

/// Sends people to providers and hears from there who they are. Lives on the web thread; whoever has to wait for a provider does so on a
/// thread of its own, a few at a time: one that hangs holds up those who come from it, and nobody else.
package final class SignInService {
    private(set) var policy: SignInPolicy
    private var providers: [ProviderKind: any IdentityProvider] = [:]
    let seal: AttemptSeal
    private let reach: Fetcher.Reach
    private let waits = ProviderWaits()
    /// Answers that were taken, until their attempts are over: a state is good once, whatever the provider thinks of its code.
    private var spent: [String: Instant] = [:]
    private static let mostSpent = 20_000

    init(_ services: Services, policy: SignInPolicy) {
        self.policy = policy
        seal = AttemptSeal(secret: services.deviceKey)
        reach = services.options.providerReach
        build()
    }

    func adopt(_ new: SignInPolicy) {
        policy = new
        build()
    }

    private func build() {
        var made: [ProviderKind: any IdentityProvider] = [:]
        // What was learnt of a provider stays where nothing of it was changed.
        if let settings = policy.openID { made[.openID] = openID.flatMap { $0.settings == settings ? $0 : nil } ?? OpenIDProvider(settings) }
        for (kind, settings) in policy.scans {
            switch kind {
            case .wecom: made[kind] = WeComProvider(settings)
            case .dingtalk: made[kind] = DingTalkProvider(settings)
            case .feishu: made[kind] = FeishuProvider(settings)
            case .openID: break
            }
        }
        providers = made
    }

    func provider(_ kind: ProviderKind) -> (any IdentityProvider)? { providers[kind] }
    var openID: OpenIDProvider? { providers[.openID] as? OpenIDProvider }

    /// Notes that an answer was taken. False: it was before.
    func spend(_ state: String, at now: Instant) -> Bool {
        if spent.count >= Self.mostSpent { makeRoom(at: now) }
        guard spent[state] == nil else { return false }
        spent[state] = now.adding(seconds: SignInAttempt.seconds)
        return true
    }

    /// It was not looked at: it may come again.
    func giveBack(_ state: String) { spent[state] = nil }

    /// Whoever sends answers without end keeps nobody out: the older half is forgotten, of which the provider still knows that it is used.
    private func makeRoom(at now: Instant) {
        spent = spent.filter { $0.value > now }
        guard spent.count >= Self.mostSpent else { return }
        let middle = spent.values.sorted()[spent.count / 2]
        spent = spent.filter { $0.value > middle }
    }

    /// Asks a provider on a thread of its own, and hands what comes of it to `body` there.
    ///
    /// - Throws: a problem, `overloaded`, where enough wait for it already.
    func ask<Value: Sendable>(
        _ kind: ProviderKind, _ call: Call, _ work: @escaping @Sendable (Fetcher) throws(ProviderFault) -> Value, _ body: @escaping @Sendable (Result<Value, ProviderFault>) -> Void
    ) throws {
        guard call.site.loop.allow(call.reply.token, Self.patience) else { return }
        let waits = waits, place = IPAddress(call.address)?.network.text ?? call.address
        guard waits.begin(kind, place) else { throw Problem(.overloaded) }
        var reach = reach
        if kind == .openID, let openID, openID.settings.isFixed { reach.trustedHost = openID.host }
        _ = PlainThread("sign-in", stackBytes: 1 << 20) { [reach] in
            let fetcher = Fetcher(reach) { waits.isStopping }
            let result = Result { () throws(ProviderFault) in try work(fetcher) }
            // Before anything is answered: who asks again at once finds the place free.
            waits.end(kind, place)
            body(result)
        }
    }

    /// Longer than any provider is waited for.
    private static let patience = 40_000

    /// No provider is waited for any more.
    func stop() { waits.stop() }
}

/// Who waits for providers: so many for each, and half of them from one place.
final class ProviderWaits: Sendable {
    private struct State {
        var waiting: [ProviderKind: [String: Int]] = [:]
        var isStopping = false
    }

    private let state = Mutex(State())
    private static let atMost = 12, atMostFromOne = 6

    var isStopping: Bool { state.withLock { $0.isStopping } }

    /// - Parameter place: where it comes from.
    func begin(_ kind: ProviderKind, _ place: String) -> Bool {
        state.withLock { state in
            let waiting = state.waiting[kind, default: [:]], here = waiting[place, default: 0]
            guard !state.isStopping, here < Self.atMostFromOne, waiting.values.reduce(0, +) < Self.atMost else { return false }
            state.waiting[kind, default: [:]][place] = here + 1
            return true
        }
    }

    func end(_ kind: ProviderKind, _ place: String) {
        state.withLock { state in
            let here = state.waiting[kind]?[place] ?? 0
            state.waiting[kind]?[place] = here > 1 ? here - 1 : nil
        }
    }

    func stop() { state.withLock { $0.isStopping = true } }
}

extension SignInPolicy {
    /// As it is kept. Blocks. Where the disk cannot be read, passwords alone.
    static func load(_ runtime: Runtime, fixed: OpenIDSettings?) -> SignInPolicy {
        let found = BlockingPromise<String?>()
        runtime.readers.read { reader in found.fulfil((try? reader.get().settings.value(setting)).flatMap { $0 }) }
        return SignInPolicy(stored: found.wait(), fixed: fixed)
    }
}

extension Problem {
    /// What a browser is told of a provider that could not say who somebody is; what it was stands in the log.
    static func of(_ fault: ProviderFault, _ kind: ProviderKind) -> Problem {
        Log.warning("signing in by \(kind.rawValue): \(fault.detail)")
        switch fault.kind {
        case .unreachable, .unreadable:
            var problem = Problem(502, .providerUnavailable)
            problem.retryAfter = 5
            return problem
        case .refused, .mismatch, .untrusted: return Problem(401, .signInRefused)
        }
    }
}
