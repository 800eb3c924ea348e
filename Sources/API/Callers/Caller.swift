import Identity
import Live
import Periods
import PointsEngine
import Projection
import Store

/// Who makes a call.
package struct Caller: Sendable {
    package indirect enum Kind: Sendable {
        case nobody
        case person(Person)
        case token(Token)
        /// A screen on a wall, which may watch and nothing else.
        case screen(Screen)
        /// The owner of the database, on its Unix socket.
        case owner
    }

    package struct Person: Sendable {
        package let account: String
        package let member: MemberID?
        package let role: Role
        package let language: String?
        package let session: Session
        /// What writes with the cookie carry in `X-CSRF-Token`.
        package let csrf: String
        /// Whether the account has a second factor.
        let hasSecondFactor: Bool
        /// Whether nothing is open before a second factor is set up.
        let owesSecondFactor: Bool

        /// A member's role counts; an account without a member has its own. Who vouched for a session of theirs has asked for what it wants.
        init(_ account: UserAccount, _ session: Session, _ site: Site, hasSecondFactor: Bool) {
            let directory = site.directory
            let member = account.member.flatMap { directory.members[$0] }
            self.account = account.name
            self.member = member?.id
            role = member?.role ?? account.role
            language = account.language
            self.session = session
            csrf = Authentication.csrf(of: session.token)
            self.hasSecondFactor = hasSecondFactor
            owesSecondFactor = !hasSecondFactor && session.foreign == nil && site.signIn.policy.asksSecondFactor(of: role)
        }
    }

    package struct Token: Sendable {
        package let name: String
        package let scopes: Set<TokenScope>
        /// The sources that it may speak for; empty: all but Laurel's own.
        package let sources: [String]
        package let expires: Instant?
    }

    package let kind: Kind

    static let nobody = Caller(kind: .nobody)
    static let owner = Caller(kind: .owner)

    package var person: Person? {
        if case .person(let person) = kind { person } else { nil }
    }

    package var token: Token? {
        if case .token(let token) = kind { token } else { nil }
    }

    package var screen: Screen? {
        if case .screen(let screen) = kind { screen } else { nil }
    }

    /// When the session or the token ends by time; nil: never.
    private var ends: Instant? {
        switch kind {
        case .person(let person): person.session.created.adding(microseconds: Authentication.absoluteMicroseconds)
        case .token(let token): token.expires
        case .nobody, .owner, .screen: nil
        }
    }

    /// The caller, as the projection knows who watches.
    var viewer: Viewer { Viewer(actor: actor, member: member, role: role, ends: ends, screen: screen.map { ScreenScope(boards: Set($0.shows.boards), team: $0.shows.team) }) }

    package var isSignedIn: Bool {
        if case .nobody = kind { false } else { true }
    }

    package var member: MemberID? { person?.member }

    /// The role that counts: a token acts with that of its scopes, and never above what a rep sees without `admin`.
    package var role: Role {
        switch kind {
        case .nobody, .screen: .rep
        case .person(let person): person.role
        case .token: mayRead ? .admin : .rep
        case .owner: .admin
        }
    }

    /// Whether it is let in to read: everybody but integrations that only write.
    var mayRead: Bool { token.map { !$0.scopes.isDisjoint(with: [.read, .admin]) } ?? true }

    /// A name for taking turns; nil for strangers, who share those of their address.
    var turn: String? {
        switch kind {
        case .nobody: nil
        case .person(let person): "account \(person.account)"
        case .token(let token): "token \(token.name)"
        case .owner: "owner"
        case .screen(let screen): "screen \(screen.id)"
        }
    }

    /// The sources of activities that it may speak for.
    package var sources: SourceRights { token.map { SourceRights(boundTo: $0.sources) } ?? .any }

    /// As the engine and the audit trail know the caller. An account without a member is known by its name.
    package var actor: Actor {
        switch kind {
        case .nobody: .system
        case .person(let person): person.member.map(Actor.member) ?? .account(person.account, person.role)
        case .token(let token): .token(token.name)
        case .owner: .administrator
        // With the rights of somebody who stands beside everybody.
        case .screen(let screen): .account("screen \(screen.id)", .rep)
        }
    }
}
