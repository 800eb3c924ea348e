import Identity
import JSON
import Periods
import PointsEngine
import Store
import Web

/// `GET /appraisals?period=&team=&state=`: one's own, and those of whom one stands above; of finance and administrators all. The latest first.
enum ListAppraisalsCall {
    static let endpoint = Endpoint(
        .get, "/appraisals", .signedIn(nil),
        "Appraisals that the reader may see, the latest first.",
        takes: Input(
            query: [
                Argument("period", .text, "a key such as 2026-Q4"), Argument("form"), Argument("team", .text, "and the teams inside it, at the end of the period"),
                Argument("state", .words(Sheet.State.self)), Argument("member", .text, "an id, or me"),
                Argument("turn", .words(["me", "overdue"]), "me: those that wait for the reader; overdue: those that wait for too long"),
            ] + .paging),
        gives: .json(.page("Appraisal"))
    ) { call in
        var filter = SheetFilter()
        filter.limit = try call.limit()
        filter.after = try call.pageAfter.map(SheetFilter.Cursor.init(text:))
        (filter.period, filter.form) = (call.query("period"), call.query("form"))
        filter.state = try state(call.query("state"))
        let asked = try asked(call)
        if case .nobody = asked { return call.reply.answer(.json { $0.page([Sheet](), next: String?.none) { _, _ in } }) }
        if case .member(let id) = asked { filter.member = id }
        let turn = try turn(call.query("turn")), team = call.query("team").map { TeamID($0) }
        let view = SheetView(directory: call.directory, caller: call.caller, now: call.now)
        call.read { [filter] reader in
            let (sheets, next) = try reader.sheets(filter) { view.isRead($0) && view.isIn(team, $0) && view.isTurn(turn, $0) }
            return .json { $0.page(sheets, next: next) { view.write($1, to: &$0) } }
        }
    }

    private enum Asked {
        case everyone, member(MemberID)
        /// Whoever is no member has no sheet.
        case nobody
    }

    /// Who stands above nobody asks about themselves.
    private static func asked(_ call: Call) throws -> Asked {
        let isMine = call.query("member") == "me" || call.query("member") == nil && !call.visible.rights.leadsSomebody()
        if isMine { return call.caller.member.map(Asked.member) ?? .nobody }
        guard let name = call.query("member") else { return .everyone }
        guard let member = call.directory.members[MemberID(name)] else { throw Problem.notFound }
        try call.require(call.visible.coversSheets(of: member.id))
        return .member(member.id)
    }

    private static func state(_ text: String?) throws -> Sheet.State? {
        guard let text else { return nil }
        guard let state = Sheet.State(rawValue: text) else {
            throw Problem.malformed("state is one of \(Sheet.State.allCases.map(\.rawValue).joined(separator: ", "))", at: "state")
        }
        return state
    }

    private static func turn(_ text: String?) throws -> String? {
        guard let text, !["me", "overdue"].contains(text) else { return text }
        throw Problem.malformed("turn is me or overdue", at: "turn")
    }
}

extension SheetView {
    fileprivate func isIn(_ team: TeamID?, _ sheet: Sheet) -> Bool {
        team.map { directory.lineage(of: sheet.terms.team).contains($0) } ?? true
    }

    fileprivate func isTurn(_ turn: String?, _ sheet: Sheet) -> Bool {
        switch turn {
        case "me": !rights(to: sheet).isEmpty
        case "overdue": awaited(sheet)?.isOverdue ?? false
        default: true
        }
    }
}
