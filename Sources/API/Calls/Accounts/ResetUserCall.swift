import JSON
import PointsEngine
import Store
import Web

/// `POST /users/{name}/reset`: a link by which the person chooses another password; the old one holds until then.
enum ResetUserCall {
    static let endpoint = Endpoint(
        .post, "/users/{name}/reset", .atLeast(.admin),
        "A link to set a new password.",
        gives: .json("Link")
    ) { call in
        let name = call.path("name")
        let link = SetUpLink(.reset, of: name, call)
        call.write(
            Note(kind: "password-reset", subject: name, detail: [:]),
            { database in
                guard let account = try database.accounts.named(name) else { throw Problem.notFound }
                guard !account.isDisabled else { throw Problem(.conflict, "the account is disabled") }
                try database.invitations.add(link.invitation)
                return try link.post(.reset, to: account, database)
            },
            { isMailed in
                link.hurry()
                return .json { $0.object { link.write(isMailed: isMailed, to: &$0) } }
            })
    }
}
