/// Who does something.
package enum Actor: Hashable, Sendable {
    case member(MemberID)
    /// A person who is no member, by the name of the account, with the role at that time.
    case account(String, Role)
    /// An integration, by the name of its token.
    case token(String)
    /// The owner of the database, at its command line.
    case administrator
    /// The engine itself: due work.
    case system

    /// As it stands in entries and in the audit trail.
    package var text: String {
        switch self {
        case .member(let id): "member:\(id)"
        case .account(let name, let role): "account:\(role.rawValue):\(name)"
        case .token(let name): "token:\(name)"
        case .administrator: "administrator"
        case .system: "system"
        }
    }

    /// What `text` stands for.
    package init?(text: String) {
        switch text {
        case "administrator": self = .administrator
        case "system": self = .system
        default:
            guard let colon = text.firstIndex(of: ":") else { return nil }
            let name = String(text[text.index(after: colon)...])
            switch text[..<colon] {
            case "member": self = .member(MemberID(name))
            case "token": self = .token(name)
            case "account":
                let parts = name.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
                guard parts.count == 2, let role = Role(rawValue: String(parts[0])) else { return nil }
                self = .account(String(parts[1]), role)
            default: return nil
            }
        }
    }

    package var member: MemberID? {
        if case .member(let id) = self { id } else { nil }
    }

    /// Whether the ladder of authority holds for it: the owner, the engine and integrations stand beside it.
    package var isPerson: Bool {
        switch self {
        case .member, .account: true
        case .token, .administrator, .system: false
        }
    }

    /// Who it is, whatever the role is meanwhile.
    package var person: String {
        if case .account(let name, _) = self { "account:\(name)" } else { text }
    }
}
