import JSON
import Periods
import Store
import Web

/// `POST /setup/check`: what a link is for, before a password is typed.
enum CheckSetUpCall {
    static let endpoint = Endpoint(
        .post, "/setup/check", .anyone,
        "What a link is for.",
        takes: .body(["token": .text]),
        gives: .json(["kind": .words(Invitation.Kind.self), "name": .orNull(.text), "company": "CompanyBrief"])
    ) { call in
        let body = try call.body()
        guard let secret = Secret(try body.text("token")) else { throw Problem.notFound }
        let now = call.now, company = CompanyView.brief(call.directory.programme.company, call.site.signIn.policy)
        call.read { reader in
            guard let invitation = try reader.invitations.holding(secret.digest, at: now, reader.accounts) else { throw Problem.notFound }
            return .json { writer in
                writer.object { writer in
                    writer.member("kind", invitation.kind.rawValue)
                    writer.member("name", orNull: invitation.account)
                    writer.member("company", .object(company))
                }
            }
        }
    }.onAnyNode()
}

extension Invitations {
    /// An invitation that can still be used: in time, and that of the first administrator only as long as there never was one.
    func holding(_ token: Digest, at now: Instant, _ accounts: UserAccounts) throws -> Invitation? {
        guard let invitation = try find(token, at: now) else { return nil }
        guard let name = invitation.account else { return try accounts.hadAdministrator() ? nil : invitation }
        guard let account = try accounts.named(name), !account.isDisabled else { return nil }
        return invitation
    }
}
