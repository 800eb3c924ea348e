import JSON
import Mailboxes
import Periods
import Runtime
import Store

/// The link with which a new database gets its first administrator.
package enum FirstAdministrator {
    /// A token for `/setup#…`, good for a day; an earlier one no longer holds. Nil once somebody could
    /// administer, whatever became of them: `laurel user password` is the way back. Blocks.
    package static func invite(_ runtime: Runtime, at now: Instant) throws -> String? {
        let secret = Secret.make()
        let invitation = Invitation(token: secret.digest, kind: .first, account: nil, created: now, expires: now.adding(seconds: 86_400))
        let done = BlockingPromise<Result<Bool, any Error>>()
        runtime.write(
            nil, by: .system,
            { database in
                guard try !database.accounts.hadAdministrator() else { return false }
                try database.invitations.add(invitation)
                return true
            },
            reply: { done.fulfil($0) })
        return try done.wait().get() ? secret.text : nil
    }
}
