import JSON
import Store
import Web

/// `GET /users`: who may sign in, by name.
enum ListUsersCall {
    static let endpoint = Endpoint(
        .get, "/users", .atLeast(.admin),
        "Accounts, by name.",
        takes: .query(.paging),
        gives: .json(.page("User"))
    ) { call in
        let limit = try call.limit(), after = call.pageAfter ?? "", now = call.now
        let view = UserView(directory: call.directory)
        call.read { reader in
            let accounts = try reader.accounts.list(after: after, limit: limit)
            return try .json { writer in
                try writer.page(accounts, next: accounts.count == limit ? accounts.last?.name : nil) { writer, account in
                    view.write(account, isWaiting: try reader.invitations.isWaiting(account.name, at: now), email: try reader.letterBoxes.address(of: account.name), hasSecondFactor: try reader.secondFactors.isOn(account.name), to: &writer)
                }
            }
        }
    }
}
