import Identity
import JSON
import Web

/// `GET /session`: who is signed in; who is not is told what the page of signing in needs.
enum ReadSessionCall {
    static let endpoint = Endpoint(
        .get, "/session", .anyone,
        "Who is signed in, and what pages need of the company.",
        gives: .json("Session")
    ) { call in
        if let person = call.caller.person {
            return SessionView.answer(person, call.directory, call.reply, call.site.services, call.site.signIn.policy)
        }
        call.read { [company = call.directory.programme.company, signIn = call.site.signIn.policy] reader in
            var problem = Problem.notSignedIn
            problem.extra = ["company": .object(CompanyView.brief(company, signIn)), "setup": .bool(try !reader.accounts.hadAdministrator())]
            throw problem
        }
    }
}
