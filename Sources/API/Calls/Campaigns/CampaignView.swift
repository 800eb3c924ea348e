import Boards
import Identity
import JSON
import Periods
import PointsEngine
import Projection
import RuleEngine
import Store

/// A campaign as people see it: what it is about, how long it goes on, what it has cost.
struct CampaignView: Sendable {
    private let directory: Directory
    private let rights: Rights<Directory>
    private let now: Instant

    init(_ call: Call) {
        directory = call.directory
        rights = call.directory.rights(of: call.caller, at: call.now)
        now = call.now
    }

    /// What the store knows of a campaign.
    struct Facts: Sendable {
        /// Points by its rules, and those of its honours.
        let given: Points
        let honoured: Points
        /// What all have together of what its contest counts; nil: no contest of a sum.
        let together: Decimal?
        /// When a shared goal was reached.
        let reached: Instant?
        let isLocked: Bool
    }

    func facts(of campaign: Campaign, _ reader: Reader) throws -> Facts {
        let calendar = directory.programme.calendar
        let given = try reader.tally(TallyKey(.company, .campaign(campaign.id)), over: .all).sum.int64 ?? 0
        guard let board = campaign.contest?.board else { return Facts(given: given, honoured: 0, together: nil, reached: nil, isLocked: false) }
        let period = board.running(at: now, calendar)
        let honours = try reader.honours(HonourFilter(board: campaign.id, period: period.key, limit: 500))
        let goals = campaign.contest?.kind == .shared ? try reader.goals(board: campaign.id, period: period.key) : [:]
        let lock = calendar.fromBoundary(period.end, directory.programme.company.lockAfter)
        return Facts(
            given: given, honoured: honours.reduce(0) { $0 + $1.points }, together: try together(campaign, over: period.days, reader),
            reached: goals[.company]?.at, isLocked: lock <= now)
    }

    private func together(_ campaign: Campaign, over days: DayRange, _ reader: Reader) throws -> Decimal? {
        guard let measure = campaign.measure else { return nil }
        guard let teams = campaign.teams.map(Set.init) else { return try reader.tally(TallyKey(.company, measure), over: days).sum }
        return try teams.filter { directory.lineage(of: $0).dropFirst().allSatisfy { !teams.contains($0) } }
            .reduce(Decimal.zero) { try $0.adding(reader.tally(TallyKey(.team($1), measure), over: days).sum) }
    }

    func write(_ campaign: Campaign, _ facts: Facts, to writer: inout JSONWriter) {
        let programme = directory.programme, languages = directory.languages, state = campaign.state(at: now)
        writer.member("id", campaign.id)
        writer.member("title", campaign.title.json)
        writer.member("text", orNull: campaign.text)
        writer.member("picture", orNull: campaign.picture)
        writer.member("from", campaign.from.rfc3339)
        writer.member("until", campaign.until.rfc3339)
        writer.member("state", state.rawValue)
        writer.member("days_left", state == .over ? 0 : daysLeft(of: campaign))
        writer.array("teams") { writer in
            for team in campaign.teams ?? [] {
                writer.object { $0.member("id", team.text); $0.member("name", directory.teams[team]?.name.text(in: languages) ?? team.text) }
            }
        }
        writer.array("rules") { writer in
            for id in campaign.rules {
                let title = programme.book.versions.last?.set.rule(id)?.title ?? LocalizedText(id)
                writer.object { $0.member("id", id); $0.member("title", title.json) }
            }
        }
        writer.object("contest", of: campaign.contest) { write($0, facts, to: &$1) }
        writer.object("cost") { writer in
            writer.member("rules", facts.given)
            writer.member("honours", facts.honoured)
            writer.member("points", facts.given + facts.honoured)
        }
        writer.object("may") { writer in
            let ladder = programme.company.publishing
            writer.member("end", state == .running && rights.mayPublish(ladder.rules))
            writer.member("extend", state == .running && rights.mayPublish(ladder.money))
        }
    }

    /// Today is one of them.
    private func daysLeft(of campaign: Campaign) -> Int {
        let calendar = directory.programme.calendar
        return Campaign.days(from: max(now, campaign.from), until: campaign.until, calendar).count
    }

    private func write(_ contest: Campaign.Contest, _ facts: Facts, to writer: inout JSONWriter) {
        let board = contest.board, info = BoardInfo(board, directory.programme.book.set(at: now))
        writer.member("kind", contest.kind.rawValue)
        writer.member("board", board.id)
        writer.member("period", board.running(at: now, directory.programme.calendar).key)
        writer.member("value", info.value)
        writer.member("unit", info.unit)
        writer.member("entrants", board.entrants.rawValue)
        writer.member("level", board.admits.level.rawValue)
        writer.member("goal", orNull: contest.goal)
        writer.member("together", orNull: facts.together)
        writer.member("reached", orNull: facts.reached)
        writer.member("locked", facts.isLocked)
        info.writeHonours(to: &writer)
    }

    static let shape: Shape = [
        "id": .text, "title": "Text", "text": .orNull("Text"), "picture": .orNull(.text), "from": .instant, "until": .instant,
        "state": .words(Campaign.State.self), "days_left": .integer, "teams": .list("Named"), "rules": .list(["id": .text, "title": "Text"]),
        "contest": .orNull([
            "kind": .words(Campaign.Kind.self), "board": .text, "period": .text, "value": .text, "unit": APIShapes.unit, "entrants": .words(["members", "teams"]),
            "level": .words(Admission.Level.self),
            "goal": .orNull(.number), "together": .orNull(.number), "reached": .orNull(.instant), "locked": .flag,
            "honours": .list(["rank": .integer, "title": .orNull("Text"), "points": .integer]),
        ]),
        "cost": ["rules": .integer, "honours": .integer, "points": .integer], "may": ["end": .flag, "extend": .flag], "definition?": "CampaignDraft",
    ]
}
