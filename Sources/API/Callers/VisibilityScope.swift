import Identity
import Periods
import PointsEngine
import Projection

/// Whose affairs a caller may look into, as `Rights` says it; taken along to a reader's thread.
struct VisibilityScope: Sendable {
    let rights: Rights<Directory>
    let own: MemberID?
    let now: Instant
    let seesAll: Bool

    /// Whether appraisals are open at all: to people, and to integrations of an administrator's.
    let readsSheets: Bool

    /// What an appraisal says of somebody is for them, and those above them.
    func coversSheets(of id: MemberID) -> Bool { readsSheets && rights.mayReadSheets(of: id) }

    func covers(_ member: Member) -> Bool { seesAll || rights.maySee(member) }
}

extension Directory {
    /// - Returns: what the caller may see. An integration that may not read sees nobody's affairs.
    func visibility(of caller: Caller, at now: Instant) -> VisibilityScope {
        let rights = caller.mayRead ? rights(of: caller, at: now) : rights(of: .nobody, at: now)
        return VisibilityScope(
            rights: rights, own: caller.member, now: now, seesAll: rights.seesEveryone(),
            readsSheets: caller.isSignedIn && (caller.token.map { $0.scopes.contains(.admin) } ?? true))
    }
}
