import Identity
import JSON
import PointsEngine
import Store
import Web

/// `PATCH /users/{name}`: disabling, enabling, another role, the member whose account it is. Nobody does it to themselves, so that an administrator is left.
enum ChangeUserCall {
    static let endpoint = Endpoint(
        .patch, "/users/{name}", .atLeast(.admin),
        "Disable an account, change its role, or whose it is.",
        takes: Input(body: .json(["disabled?": .orNull(.flag), "role?": .orNull("Role"), "email?": .orNull(.text), "member?": .orNull(.text)]), headers: [.ifMatch]),
        gives: .json("User")
    ) { call in
        let name = call.path("name"), revision = try call.revision()
        try call.require(call.caller.person?.account != name)
        let body = try call.body()
        let role: Role? = try body.word("role"), disabled = try body.optionalFlag("disabled"), now = call.now
        let email = try body.email(), member = try body.optionalText("member", upTo: 128).map { MemberID($0) }
        if let member, call.directory.members[member] == nil { throw Problem(.unknownMember, nil, at: "/member") }
        let view = UserView(directory: call.directory), services = call.site.services, last = LastAdministrator(call), keeps = call.site.signIn.policy.onlyPasswordOf == name
        call.write(
            Note(kind: "account-changed", subject: name, detail: body.without("email")),
            { database in
                guard var account = try database.accounts.named(name) else { throw Problem.notFound }
                guard account.version == revision else { throw Problem.stale }
                account.role = role ?? account.role
                account.isDisabled = disabled ?? account.isDisabled
                if body["member"] != nil {
                    if let member, let other = try database.accounts.of(member), other.name != name { throw Problem(.conflict, "the member has an account", at: "/member") }
                    account.member = member
                }
                guard try database.accounts.update(account), let changed = try database.accounts.named(name) else { throw Problem.stale }
                // While passwords are off, the one that keeps its own is the way in when no provider answers.
                if keeps, changed.isDisabled || changed.role != .admin { throw Problem(409, .lastAdministrator) }
                if changed.isDisabled || changed.role != .admin || body["member"] != nil { try last.check(without: name, database.accounts) }
                if changed.isDisabled {
                    try database.sessions.endAll(of: name)
                    try database.invitations.endAll(of: name)
                }
                if body["email"] != nil { try database.letterBoxes.put(email, of: name) }
                return (changed, try database.invitations.isWaiting(name, at: now), try database.letterBoxes.address(of: name), try database.secondFactors.isOn(name))
            },
            { account, isWaiting, address, hasSecondFactor in
                // Also where only the role changed: they come back with the rights they have now.
                services.onWeb { $0.end(account.isDisabled ? .notSignedIn : .goingAway) { $0.person?.account == name } }
                return .json(etag: account.version) { view.write(account, isWaiting: isWaiting, email: address, hasSecondFactor: hasSecondFactor, to: &$0) }
            })
    }
}
