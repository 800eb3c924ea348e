import Identity

/// What a token may be used for (api.md).
package enum TokenScope: String, CaseIterable, Sendable {
    case writeActivities = "activities:write"
    case writeMembers = "members:write"
    case read
    /// For identity providers, which add, change and remove people (SCIM).
    case provision
    case admin
}

/// Who may make a call. Denied is what is not named; calls about one member or one request ask further.
struct Access: Sendable {
    /// The least role of a person.
    let role: Role
    /// The scope of a token; nil: no token but one of `admin`.
    let scope: TokenScope?
    /// Whether one need not be signed in at all.
    let isOpen: Bool
    /// Whether programs of this machine need not be signed in.
    var isOpenToThisMachine = false

    /// Whether nobody may know who makes it: neither session nor token is looked at, and nothing of it is counted, told or kept.
    var leavesNoTrace = false

    /// Whether it may be made before a second factor is set up that the company asks for: to set it up, and to leave.
    private(set) var isForThoseWhoOwe = false

    /// The same, also for who owes a second factor.
    var withThoseWhoOwe: Access {
        var access = self
        access.isForThoseWhoOwe = true
        return access
    }

    /// Whether it is nobody's concern who makes it, by session, token or Origin: the call asks for a proof of its own.
    var provesItself = false

    /// For programs of others.
    static let outside = Access(role: .rep, scope: nil, isOpen: true, provesItself: true)
    static let unseen = Access(role: .rep, scope: nil, isOpen: true, leavesNoTrace: true)
    static let anyone = Access(role: .rep, scope: .read, isOpen: true)

    /// Whether a screen on a wall may make it: it watches, and does nothing else.
    private(set) var isForScreens = false

    /// The same, for screens too.
    var withScreens: Access {
        var access = self
        access.isForScreens = true
        return access
    }

    static func signedIn(_ scope: TokenScope? = .read) -> Access { Access(role: .rep, scope: scope, isOpen: false) }

    static func atLeast(_ role: Role, _ scope: TokenScope? = nil, orThisMachine: Bool = false) -> Access {
        Access(role: role, scope: scope, isOpen: false, isOpenToThisMachine: orThisMachine)
    }

    func allows(_ caller: Caller) -> Bool {
        switch caller.kind {
        case .nobody: isOpen
        case .owner: true
        case .screen: isForScreens
        case .person(let person): person.role >= role
        case .token(let token): provesItself || token.scopes.contains(.admin) || (scope.map(token.scopes.contains) ?? false)
        }
    }
}
