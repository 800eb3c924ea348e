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

    func covers(_ member: Member) -> Bool { seesAll || rights.maySee(member) }
}

extension Directory {
    /// - Returns: what the caller may see. An integration that may not read sees nobody's affairs.
    func visibility(of caller: Caller, at now: Instant) -> VisibilityScope {
        let rights = caller.mayRead ? rights(of: caller, at: now) : rights(of: .nobody, at: now)
        return VisibilityScope(rights: rights, own: caller.member, now: now, seesAll: rights.seesEveryone())
    }
}
