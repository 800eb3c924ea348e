import Identity
import Journal
import Mailboxes
import Periods
import PointsEngine
import Runtime
import Store
import Web

/// Finds out who makes a request: by the cookie of a session, a bearer token, or the Unix socket.
///
/// Lives on the web thread. What was found is remembered for a short while; whatever ends a session or a token says so.
package final class Authentication {
    /// What is known of a credential.
    private enum Known: Sendable {
        case session(Session, UserAccount, hasSecondFactor: Bool)
        case token(APIToken)
        case screen(Screen)
        case unknown
    }

    private struct Remembered {
        let known: Known
        let until: Instant
    }

    private var remembered: [Digest: Remembered] = [:]
    /// Those who wait for a reader to look for the same credential.
    private var waiting: [Digest: [(Result<Caller, Unavailable>) -> Void]] = [:]
    /// Grows when rights end: what a reader found before may no longer hold.
    private var generation = 0
    private let services: Services

    /// Two weeks without use; half a year in all, because a screen on a wall is to stand for months untouched.
    static let idleMicroseconds: Int64 = 14 * 86_400 * 1_000_000
    static let absoluteMicroseconds: Int64 = 180 * 86_400 * 1_000_000
    private static let rememberedMicroseconds: Int64 = 5 * 1_000_000
    private static let mostRemembered = 20_000
    /// How coarsely the last use of a session or a token is kept: a write in so long, however much it is used.
    static let useMicroseconds: Int64 = 10 * 60 * 1_000_000

    init(_ services: Services) { self.services = services }

    /// Tells `body` who it is: at once where that is known, else when a reader has looked. Where nobody can look, it is not known who it
    /// is, which is something else than nobody.
    func identify(_ request: HTTPRequest, _ site: Site, _ body: @escaping (Result<Caller, Unavailable>) -> Void) {
        if request.peer.isLocal { return body(.success(.owner)) }
        guard let credential = credential(of: request, site) else { return body(.success(.nobody)) }
        let now = services.clock()
        if let known = remembered[credential.digest], known.until > now { return body(.success(caller(known.known, site, now))) }
        if waiting[credential.digest] != nil {
            waiting[credential.digest]?.append(body)
        } else {
            waiting[credential.digest] = [body]
            let address = site.address(of: request)
            look(for: credential, by: LastUse(at: now, address: address, agent: request.agent), turnHolder: TurnHolder("address \(address)"))
        }
    }

    /// Forgets what is remembered, so that a right that has ended ends now; what is being looked for is looked for again.
    func forgetAll() {
        remembered = [:]
        generation += 1
    }

    /// What writes with a session's cookie must carry: bound to the session, and useless without it.
    package static func csrf(of session: Digest) -> String {
        Base64URL.encode(Array(Digest(of: Array("laurel-csrf".utf8) + session.bytes).bytes.prefix(24)))
    }

    private struct Credential: Sendable {
        enum Kind: Sendable {
            /// In a header: of an integration, or of a screen.
            case bearer
            case session, screen
        }

        let digest: Digest
        let kind: Kind
    }

    private func credential(of request: HTTPRequest, _ site: Site) -> Credential? {
        if let header = request.header("Authorization") {
            let parts = header.split(separator: " ", maxSplits: 1)
            guard parts.count == 2, parts[0].lowercased() == "bearer" else { return nil }
            return Secret(String(parts[1])).map { Credential(digest: $0.digest, kind: .bearer) }
        }
        let cookies = site.cookies(of: request)
        // Whoever is signed in at a screen is that person there.
        return request.cookie(cookies.sessionName).flatMap(Secret.init).map { Credential(digest: $0.digest, kind: .session) }
            ?? request.cookie(cookies.screenName).flatMap(Secret.init).map { Credential(digest: $0.digest, kind: .screen) }
    }

    /// The closures that wait belong to the web thread, and stay there.
    ///
    /// What this node does not know others may: it is looked for once more when all that is in the log now is here.
    private func look(for credential: Credential, by use: LastUse, turnHolder: TurnHolder, hasAll: Bool = false) {
        let services = services, now = services.clock(), generation = generation
        services.runtime.readers.read(for: turnHolder) { reader in
            let known = Self.looked(credential, reader, now)
            if case .success(.unknown) = known, !hasAll, services.cluster != nil, !services.runtime.leads {
                return services.runtime.catchUp { isHere in
                    services.onWeb { site in
                        let authentication = site.authentication
                        guard isHere else { return authentication.found(.failure(Unavailable(code: .readOnly)), of: credential, use, site, now) }
                        authentication.look(for: credential, by: use, turnHolder: turnHolder, hasAll: true)
                    }
                }
            }
            services.onWeb { site in
                let authentication = site.authentication
                guard authentication.generation == generation else { return authentication.look(for: credential, by: use, turnHolder: turnHolder) }
                authentication.found(known, of: credential, use, site, now)
            }
        }
    }

    private static func looked(_ credential: Credential, _ reader: Result<Reader, Unavailable>, _ now: Instant) -> Result<Known, Unavailable> {
        reader.flatMap { reader in
            do {
                return .success(try known(credential, reader, now))
            } catch {
                Log.error("a session or token cannot be looked for: \(error)")
                return .failure(Unavailable(storage: error) ?? Unavailable(code: .unavailable))
            }
        }
    }

    private func found(_ known: Result<Known, Unavailable>, of credential: Credential, _ use: LastUse, _ site: Site, _ now: Instant) {
        if case .success(let known) = known { remember(known, credential, use, site) }
        let caller = known.map { self.caller($0, site, now) }
        for body in waiting.removeValue(forKey: credential.digest) ?? [] { body(caller) }
    }

    private static func known(_ credential: Credential, _ reader: Reader, _ now: Instant) throws -> Known {
        if credential.kind == .bearer, let token = try reader.tokens.find(credential.digest, at: now) { return .token(token) }
        if credential.kind != .session { return try reader.screens.find(credential.digest).map(Known.screen) ?? .unknown }
        guard let session = try reader.sessions.find(credential.digest), !isOver(session, at: now), let account = try reader.accounts.named(session.account),
            !account.isDisabled
        else { return .unknown }
        return .session(session, account, hasSecondFactor: try reader.secondFactors.isOn(account.name))
    }

    /// Not used for too long, or too old in all.
    static func isOver(_ session: Session, at now: Instant) -> Bool {
        now.microseconds(since: session.seen) >= idleMicroseconds || now.microseconds(since: session.created) >= absoluteMicroseconds
    }

    private func remember(_ known: Known, _ credential: Credential, _ use: LastUse, _ site: Site) {
        if case .unknown = known { return }
        if remembered.count >= Self.mostRemembered { remembered = [:] }
        remembered[credential.digest] = Remembered(known: known, until: use.at.adding(microseconds: Self.rememberedMicroseconds))
        note(use, of: known, credential, site)
    }

    /// Seldom, so that using it costs no writes.
    private func note(_ use: LastUse, of known: Known, _ credential: Credential, _ site: Site) {
        let digest = credential.digest
        let last: Instant? = switch known {
        case .session(let session, _, _): session.seen
        case .token(let token): token.used
        case .screen(let screen): screen.used
        case .unknown: use.at
        }
        guard last.map({ use.at.microseconds(since: $0) >= Self.useMicroseconds }) ?? true else { return }
        let kind: NodeNotes.Kind
        switch known {
        case .session: kind = .session
        case .token: kind = .token
        case .screen: kind = .screen
        case .unknown: return
        }
        let noted = NodeNotes.Use(kind: kind, digest: digest, last: use)
        if let nodes = site.nodes, !services.runtime.leads { return nodes.gather(noted) }
        services.runtime.write(nil, by: .system, { try noted.write(to: $0) }, reply: { _ in })
    }

    private func caller(_ known: Known, _ site: Site, _ now: Instant) -> Caller {
        switch known {
        case .unknown: return .nobody
        case .screen(let screen): return Caller(kind: .screen(screen))
        case .token(let token):
            return Caller(kind: .token(Caller.Token(name: token.name, scopes: Set(token.scopes.compactMap(TokenScope.init)), sources: token.sources, expires: token.expires)))
        case .session(let session, let account, let hasSecondFactor):
            let member = account.member.flatMap { site.directory.members[$0] }
            // Who has left may look no longer.
            if let member, !member.isThere(at: now) { return .nobody }
            return Caller(kind: .person(Caller.Person(account, session, site, hasSecondFactor: hasSecondFactor)))
        }
    }
}
