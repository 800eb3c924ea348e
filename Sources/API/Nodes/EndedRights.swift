import Identity
import Live
import PointsEngine
import Runtime
import Store
import Web

/// Rights that ended on another node: what is remembered of them is forgotten, and who watches with them watches no more.
///
/// The node of the call ends them itself, and knows exactly whose. The others hear of it by its note, and look at everybody who watches anew.
enum EndedRights {
    /// Of one account, which is their subject.
    private static let ofAccount: Set<String> = [
        "signed-in", "signed-out", "session-ended", "password-changed", "password-set", "password-reset", "account-changed", "second-factor-on", "second-factor-off",
        "second-factor-reset",
    ]
    private static let ofAnybody: Set<String> = ["sessions-ended", "token-revoked", "tokens-revoked", "screen-revoked", "screen-confirmed", "sign-in-changed"]

    /// Who may have other rights than before.
    enum Meant {
        case account(String)
        case anybody

        func contains(_ caller: Caller) -> Bool {
            switch self {
            case .account(let name): caller.person?.account == name
            case .anybody: true
            }
        }
    }

    static func following(from committed: Committed) -> [Meant] {
        committed.commands.compactMap { command in
            switch command.content {
            case .note(let note) where ofAccount.contains(note.kind): note.subject.map(Meant.account) ?? .anybody
            case .note(let note) where ofAnybody.contains(note.kind): .anybody
            case .command(let command, _) where command is ForgetMember: .anybody
            default: nil
            }
        }
    }
}

extension Site {
    /// Looks at those who watch as if they had just come.
    func lookAtRights(of meant: [EndedRights.Meant]) {
        guard let nodes, !meant.isEmpty, !services.runtime.leads else { return }
        authentication.forgetAll()
        readPolicy()
        guard !nodes.isLookingAtRights else { return nodes.lookedAtNext += meant }
        nodes.isLookingAtRights = true
        look(at: live.watching { caller in meant.contains { $0.contains(caller) } }[...])
    }

    /// How people sign in may have been changed elsewhere.
    private func readPolicy() {
        let services = services, known = signIn.policy, fixed = services.options.openID
        services.runtime.readers.read { reader in
            guard let stored = try? reader.get().settings.value(SignInPolicy.setting) else { return }
            let policy = SignInPolicy(stored: stored, fixed: fixed)
            guard policy != known else { return }
            services.onWeb { $0.signIn.adopt(policy) }
        }
    }

    /// A few at a time: they are many, and others wait for readers too.
    private func look(at rest: ArraySlice<ConnectionID>) {
        guard !rest.isEmpty else {
            let next = nodes?.lookedAtNext ?? []
            nodes?.isLookingAtRights = false
            nodes?.lookedAtNext = []
            return lookAtRights(of: next)
        }
        var waiting = 0
        for id in rest.prefix(Self.lookedAtOnce) {
            waiting += 1
            live.look(at: id, self) { [unowned self] in
                waiting -= 1
                if waiting == 0 { loop.after(0) { [unowned self] in look(at: rest.dropFirst(Self.lookedAtOnce)) } }
            }
        }
    }

    private static let lookedAtOnce = 100
}
