import Store
import Web

/// The browser that signs in or chooses a password: where it is, and what it holds from before.
struct Browser: Sendable {
    let address: String
    let agent: String
    let cookies: Cookies
    /// The session that it was in until now, which ends with the next; whoever planted it there has nothing of it.
    let session: Digest?
    /// Its marks of accounts that have signed in.
    let marks: String?
    /// What it keeps of a way to a provider and back.
    let attempt: String?

    init(_ request: HTTPRequest, at address: String, cookies: Cookies) {
        self.address = address
        agent = request.agent
        session = request.cookie(cookies.sessionName).flatMap(Secret.init)?.digest
        marks = request.cookie(cookies.deviceName)
        attempt = request.cookie(cookies.attemptName)
        self.cookies = cookies
    }
}

extension HTTPRequest {
    /// What the client calls itself.
    var agent: String { String((header("User-Agent") ?? "").prefix(200)) }
}
