import Identity
import Periods
import PointsEngine
import Projection

/// Whose targets a reader asks for, and may see.
struct OwnerFilter: Sendable {
    private enum Wanted: Sendable {
        case member(MemberID)
        case team(TeamID)
        case company
        case all
    }

    private let wanted: Wanted
    private let directory: Directory
    private let visible: VisibilityScope
    private let now: Instant

    static let arguments = [
        Argument("of", .text, "me, member:ID, team:ID or company"), Argument("member", .text, "the same as of=member:ID"), Argument("team", .text, "the same as of=team:ID"),
    ]

    /// From `of=me|member:ID|team:ID|company`, `member=` or `team=`.
    init(_ call: Call) throws {
        directory = call.directory
        visible = call.visible
        now = call.now
        let text = call.query("of") ?? call.query("member").map { "member:" + $0 } ?? call.query("team").map { "team:" + $0 } ?? "all"
        switch text {
        case "me", "member:me":
            guard let me = call.caller.member else { throw Problem.notFound }
            wanted = .member(me)
        case "company": wanted = .company
        case "all": wanted = .all
        case _ where text.hasPrefix("member:"): wanted = .member(MemberID(String(text.dropFirst(7))))
        case _ where text.hasPrefix("team:"): wanted = .team(TeamID(String(text.dropFirst(5))))
        default: throw Problem.malformed("of is me, member:ID, team:ID or company", at: "of")
        }
    }

    /// The company's are for everyone who is signed in: they hang on the wall.
    var isCompany: Bool {
        if case .company = wanted { true } else { false }
    }

    func allows(_ owner: TargetKey.Owner) -> Bool {
        guard isCompany || maySee(owner) else { return false }
        switch (wanted, owner) {
        case (.all, _): return true
        case (.member(let id), .member(let own)): return id == own
        case (.team(let id), .team(let own)): return id == own
        case (.team(let id), .member(let own)): return directory.isIn(id, own, at: now)
        case (.company, .team(let own)): return directory.teams[own]?.parent == nil
        case (.member, .team), (.company, .member): return false
        }
    }

    private func maySee(_ owner: TargetKey.Owner) -> Bool {
        switch owner {
        case .member(let id): directory.members[id].map(visible.covers) ?? false
        case .team(let id): visible.rights.maySee(id)
        }
    }
}
