import Identity
import JSON
import Periods
import PointsEngine
import Projection
import Runtime
import Store
import Web

/// `/scim/v2/Users`: an identity provider adds, changes and removes people. Who is removed signs in no more and leaves the company's
/// teams; what they did stays.
enum ScimUserCalls {
    static let all = [list, read, create, replace, patch, remove]

    private static let list = Endpoint(
        .get, .outside("/scim/v2/Users"), .atLeast(.admin, .provision), "Users, for an identity provider.", takes: .query(Call.scimListing), gives: .scim
    ) { call in
        let filter = try call.query("filter").map { try ScimFilter($0).naming(ScimUser.attributes) }, page = call.scimPage(), view = view(call), trim = ScimTrim(call)
        call.read(.second) { reader in
            guard let filter else {
                let names = page.count == 0 ? [] : try reader.provisioned.accounts(from: page.start - 1, limit: page.count)
                let users = try names.compactMap { try reader.scimUser($0, view) }
                return ScimAnswer.list(users.map(trim.shown), total: try reader.provisioned.countAccounts(), from: page.start)
            }
            var total = 0, users: [JSONObject] = []
            try reader.forEachAccount(that: filter) { name in
                guard let user = try reader.scimUser(name, view), filter.matches(user) else { return }
                total += 1
                if total >= page.start, users.count < page.count { users.append(trim.shown(user)) }
            }
            return ScimAnswer.list(users, total: total, from: page.start)
        }
    }

    private static let read = Endpoint(
        .get, .outside("/scim/v2/Users/{id}"), .atLeast(.admin, .provision), "One user, for an identity provider.", takes: .query(Call.scimShowing), gives: .scim
    ) { call in
        let id = call.path("id"), view = view(call), trim = ScimTrim(call)
        call.read { reader in
            guard let user = try reader.scimUser(id, view) else { throw Problem.notFound }
            return ScimAnswer.resource(200, trim.shown(user))
        }
    }

    private static let create = Endpoint(
        .post, .outside("/scim/v2/Users"), .atLeast(.admin, .provision), "A new user: an account, and a member where none has the number or the name.",
        takes: Input(body: ScimAnswer.body), gives: .scim(201)
    ) { call in
        let user = try ScimUser(try call.scimBody())
        try checkRole(user, call)
        ScimChange(user: user, account: nil, call).create()
    }

    private static let replace = Endpoint(
        .put, .outside("/scim/v2/Users/{id}"), .atLeast(.admin, .provision), "A user as it is to be.", takes: Input(body: ScimAnswer.body), gives: .scim
    ) { call in
        let body = try call.scimBody()
        try change(call) { known in
            var user = try ScimUser(body)
            // What a whole resource does not say of these is left to us.
            (user.role, user.name, user.number) = (user.role ?? known.role, user.name ?? known.name, known.number)
            return user
        }
    }

    private static let patch = Endpoint(
        .patch, .outside("/scim/v2/Users/{id}"), .atLeast(.admin, .provision), "Change a user.", takes: Input(body: ScimAnswer.body), gives: .scim
    ) { call in
        let patch = try ScimPatch(try call.scimBody())
        try change(call) { known in
            var user = known
            try user.apply(patch)
            user.role = user.role ?? .rep
            user.name = user.name ?? known.name
            return user
        }
    }

    private static let remove = Endpoint(
        .delete, .outside("/scim/v2/Users/{id}"), .atLeast(.admin, .provision), "Remove a user: the account is closed, the member leaves, the history stays.", gives: .nothing
    ) { call in
        try change(call, isRemoval: true) { known in
            var user = known
            user.isActive = false
            return user
        }
    }

    private static func change(_ call: Call, isRemoval: Bool = false, _ body: @escaping @Sendable (ScimUser) throws -> ScimUser) throws {
        let id = call.path("id"), view = view(call), reply = call.reply, services = call.site.services
        let rights = MemberRights(call.caller)
        let change = ScimChange(user: ScimUser(), account: id, call)
        services.runtime.readers.read(for: call.turnHolder) { reader in
            do {
                let reader = try reader.get()
                guard let account = try reader.accounts.named(id), try reader.provisioned.isShown(id) else { throw Problem.notFound }
                let known = view.user(account, try reader.provisioned.of(id), email: try reader.letterBoxes.address(of: id))
                var next = change
                next.user = try body(known)
                if next.user.role != known.role, let role = next.user.role, !rights.reaches(role) || !rights.reaches(known.role ?? .rep) { throw Problem.notPermitted }
                next.isRemoval = isRemoval
                next.carryOut(from: known, account)
            } catch { reply.answering { throw error } }
        }
    }

    private static func checkRole(_ user: ScimUser, _ call: Call) throws {
        if let role = user.role { try call.require(MemberRights(call.caller).reaches(role)) }
    }

    static func view(_ call: Call) -> ScimUserView { ScimUserView(directory: call.directory, base: call.base, now: call.now) }
}

extension Reader {
    /// Accounts that a filter may mean, by name: those that it names where it names any, else all.
    fileprivate func forEachAccount(that filter: ScimFilter, _ body: (String) throws -> Void) throws {
        if let named = try named(by: filter) { return try named.forEach(body) }
        var start = 0
        while true {
            let names = try provisioned.accounts(from: start, limit: 500)
            try names.forEach(body)
            if names.count < 500 { return }
            start += names.count
        }
    }

    /// Nil: the filter says of nobody who it is.
    private func named(by filter: ScimFilter) throws -> [String]? {
        if let name = filter.equals("username") { return [try provisioned.account(called: name)].compactMap { $0 } }
        if let id = filter.equals("id") { return [id] }
        if let id = filter.equals("externalid") { return [try provisioned.account(external: id)].compactMap { $0 } }
        if let address = filter.equals("emails.value") ?? filter.equals("emails") { return try letterBoxes.accounts(at: address) }
        return nil
    }
}
