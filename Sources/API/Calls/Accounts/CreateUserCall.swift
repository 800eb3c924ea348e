import Identity
import JSON
import PointsEngine
import Store
import Web

/// `POST /users`: an account, with the link by which its person chooses a password. The account of a member has the member's role.
enum CreateUserCall {
    static let endpoint = Endpoint(
        .post, "/users", .atLeast(.admin),
        "Invite: the answer holds the link, once.",
        takes: .body(["name": .text, "member?": .orNull(.text), "role?": .orNull("Role"), "email?": .orNull(.text)]),
        gives: .created("Invited")
    ) { call in
        let body = try call.body()
        let name = try body.text("name", upTo: 128)
        try AccountName(text: name).checkAllowed()
        let member = try body.optionalText("member", upTo: 128).map { MemberID($0) }
        if let member, call.directory.members[member] == nil { throw Problem(.unknownMember, nil, at: "/member") }
        let account = UserAccount(name: name, member: member, role: try body.word("role") ?? .rep, created: call.now)
        let email = try body.email()
        let link = SetUpLink(.invitation, of: name, call), view = UserView(directory: call.directory)
        call.write(
            Note(kind: "account-added", subject: name, detail: ["role": .string(account.role.rawValue)]),
            { database in
                guard try database.accounts.named(name) == nil else { throw Problem(.conflict, "the name is taken", at: "/name") }
                try AccountName(text: name).claim(database)
                if let member, try database.accounts.of(member) != nil { throw Problem(.conflict, "the member has an account", at: "/member") }
                try database.accounts.add(account)
                try AccountName(text: name).note(database)
                try database.invitations.add(link.invitation)
                try database.letterBoxes.put(email, of: name)
                return try link.post(.invitation, to: account, database)
            },
            { isMailed in
                link.hurry()
                return .json(201, etag: account.version) { view.write(account, isWaiting: true, email: email, link: link, isMailed: isMailed, to: &$0) }
            })
    }
}
