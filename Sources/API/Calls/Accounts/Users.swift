import Identity
import JSON
import Periods
import Store
import Web

/// `GET /users`, `POST /users`, `POST /users/{name}/reset`, `PATCH /users/{name}`: who may sign in.
enum Users {
    static let list = Endpoint(.atLeast(.admin)) { call in
        let limit = try call.number("limit", in: 1...500, default: 50), after = call.query("after") ?? "", now = call.now
        let directory = call.directory
        call.read { reader in
            let accounts = try reader.accounts.list(after: after, limit: limit)
            return try .json { writer in
                try writer.page(accounts, next: accounts.count == limit ? accounts.last?.name : nil) { writer, account in
                    Self.write(account, directory, isWaiting: try reader.invitations.isWaiting(account.name, at: now), to: &writer)
                }
            }
        }
    }

    static let create = Endpoint(.atLeast(.admin)) { call in
        let body = try call.body(knowing: ["name", "member", "role"])
        let name = try body.text("name", upTo: 128)
        guard MemberID(name).isWellFormed else { throw Problem.malformed("name cannot stand in a path", at: "/name") }
        let member = try body.optionalText("member", upTo: 128).map { MemberID($0) }
        if let member, call.directory.members[member] == nil { throw Problem(.unknownMember, nil, at: "/member") }
        let account = UserAccount(name: name, member: member, role: try body.word("role") ?? .rep, created: call.now)
        let link = Link(account: name, kind: .invitation, call)
        let directory = call.directory
        call.write(
            Note(kind: "account-added", subject: name, detail: ["role": .string(account.role.rawValue)]),
            { database in
                guard try database.accounts.named(name) == nil else { throw Problem(.conflict, "the name is taken", at: "/name") }
                if let member, try database.accounts.of(member) != nil { throw Problem(.conflict, "the member has an account", at: "/member") }
                try database.accounts.add(account)
                try database.invitations.add(link.invitation)
            },
            {
                .json(201) { writer in
                    writer.object { writer in
                        Self.members(account, directory, isWaiting: true, &writer)
                        link.write(to: &writer)
                    }
                }
            })
    }

    static let reset = Endpoint(.atLeast(.admin)) { call in
        let name = call.path("name")
        let link = Link(account: name, kind: .reset, call)
        call.write(
            Note(kind: "password-reset", subject: name, detail: [:]),
            { database in
                guard try database.accounts.named(name) != nil else { throw Problem.notFound }
                try database.invitations.add(link.invitation)
            },
            { .json { $0.object { link.write(to: &$0) } } })
    }

    static let change = Endpoint(.atLeast(.admin)) { call in
        let name = call.path("name"), revision = try call.revision()
        try call.require(call.caller.person?.account != name)
        let body = try call.body(knowing: ["disabled", "role"])
        let role: Role? = try body.word("role"), disabled = body["disabled"]?.bool
        let directory = call.directory, services = call.site.services
        call.write(
            Note(kind: "account-changed", subject: name, detail: body),
            { database in
                guard var account = try database.accounts.named(name) else { throw Problem.notFound }
                guard account.version == revision else { throw Problem.stale }
                account.role = role ?? account.role
                account.isDisabled = disabled ?? account.isDisabled
                guard try database.accounts.update(account) else { throw Problem.stale }
                if account.isDisabled { try database.sessions.endAll(of: name) }
                return try database.accounts.named(name) ?? account
            },
            { account in
                services.onWeb { site in
                    site.authentication.forgetAll()
                    if account.isDisabled { site.live.end(account: name) }
                }
                return .json(etag: account.version) { Self.write(account, directory, isWaiting: false, to: &$0) }
            })
    }

    private static func write(_ account: UserAccount, _ directory: Directory, isWaiting: Bool, to writer: inout JSONWriter) {
        writer.object { members(account, directory, isWaiting: isWaiting, &$0) }
    }

    private static func members(_ account: UserAccount, _ directory: Directory, isWaiting: Bool, _ writer: inout JSONWriter) {
        writer.member("name", account.name)
        writer.member("member", orNull: account.member?.text)
        writer.member("role", (account.member.flatMap { directory.members[$0]?.role } ?? account.role).rawValue)
        writer.member("disabled", account.isDisabled)
        writer.member("signed_in", orNull: account.signedIn)
        writer.member("invited", isWaiting)
        writer.member("etag", "\(account.version)")
    }

    /// A link to `/setup`, good for three days.
    private struct Link: Sendable {
        let secret = Secret.make()
        let invitation: Invitation
        private let base: String

        init(account: String, kind: Invitation.Kind, _ call: Call) {
            let expires = call.now.adding(seconds: 3 * 86_400)
            invitation = Invitation(token: secret.digest, kind: kind, account: account, created: call.now, expires: expires)
            base = call.site.services.options.publicURL
                ?? "\(call.request.peer.usesTLS ? "https" : "http")://\(call.request.header("Host") ?? "localhost")"
        }

        func write(to writer: inout JSONWriter) {
            writer.member("link", "\(base)/setup#\(secret.text)")
            writer.member("link_expires", invitation.expires.rfc3339)
        }
    }
}
