import JSON
import Periods
import Store

/// A link to `/setup`, good for three days. Only the answer that makes it knows it.
struct SetUpLink: Sendable {
    let invitation: Invitation
    private let secret = Secret.make()
    private let base: String

    init(_ kind: Invitation.Kind, of account: String, _ call: Call) {
        invitation = Invitation(token: secret.digest, kind: kind, account: account, created: call.now, expires: call.now.adding(seconds: 3 * 86_400))
        base = call.base
    }

    /// The members of an object that is open.
    func write(to writer: inout JSONWriter) {
        writer.member("link", "\(base)/setup#\(secret.text)")
        writer.member("link_expires", invitation.expires.rfc3339)
    }
}
