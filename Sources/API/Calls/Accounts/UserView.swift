import JSON
import PointsEngine
import Projection
import Store

/// An account as administrators read it.
struct UserView: Sendable {
    let directory: Directory

    func write(_ account: UserAccount, isWaiting: Bool, email: String?, hasSecondFactor: Bool = false, link: SetUpLink? = nil, isMailed: Bool = false, to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("name", account.name)
            writer.member("member", orNull: account.member?.text)
            // A member's role counts; an account without a member has its own.
            writer.member("role", (account.member.flatMap { directory.members[$0]?.role } ?? account.role).rawValue)
            writer.member("disabled", account.isDisabled)
            writer.member("signed_in", orNull: account.signedIn)
            writer.member("invited", isWaiting)
            writer.member("etag", "\(account.version)")
            writer.member("email", orNull: email)
            writer.member("second_factor", hasSecondFactor)
            link?.write(isMailed: isMailed, to: &writer)
        }
    }
}
