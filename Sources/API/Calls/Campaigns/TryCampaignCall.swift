import Backtest
import Boards
import Files
import Identity
import JSON
import Periods
import PointsEngine
import Projection
import RuleEngine
import Store
import Web

/// `POST /campaigns/{id}/try` `{campaign, from, to}`: who would have won, and what it would have cost, had the campaign been in another
/// stretch of time. Writes nothing.
enum TryCampaignCall {
    static let endpoint = Endpoint(
        .post, "/campaigns/{id}/try", .atLeast(.manager, .read),
        "Who would have won, and what it would have cost, had the campaign been in the past. Writes nothing.",
        takes: Input(body: .json(["campaign?": "CampaignDraft", "from": .moment, "to": .moment], upTo: CampaignDraft.bodyLimit)),
        gives: .json([
            "activities": .integer, "cost": ["rules": .integer, "honours": .integer, "points": .integer], "people": .integer, "unit": APIShapes.unit,
            "together": .orNull(.number), "reached": .flag,
            "rows": .list(["member?": .text, "team?": .text, "name": .text, "value": .number, "rank": .integer, "title": .orNull("Text"), "points": .integer]),
        ])
    ) { call in
        let directory = call.directory, programme = directory.programme, zones = call.site.services.zones, id = call.path("id"), now = call.now
        let content = call.content, readers = call.site.services.runtime.readers
        try LongWork.begin(call, .heavy) { work in
            let body = try content.object(), reader = try readers.own()
            var sources = RuleSources(files: try reader.ruleFiles())
            if let draft = body["campaign"]?.object { sources = try CampaignDraft.sources(putting: draft, as: id, reader) }
            guard let from = try body.moment("from", programme.calendar), let until = try body.moment("to", programme.calendar), from < until else {
                throw Problem.malformed("from and to are days or times, the second exclusive", at: "/from")
            }
            let folder = try RulesFolder(sources, zones: zones)
            guard let campaign = folder.campaigns.first(where: { $0.id == id }) else { throw Problem.notFound }
            let set = folder.ruleSet.moving(campaign: id, from: from, until: until), people = Workforce(directory)
            var backtest = Backtest(set, from: from, until: until, under: programme, for: people)
            backtest.contest = campaign.measure.map { ContestCount(of: $0, in: set, goal: campaign.contest?.goal) }
            let report = try PastFacts.judged(by: &backtest, reader, work)
            let given = report.rules.filter { CampaignRule.campaign(of: $0.key) == id }.reduce(0) { $0 + $1.then }
            let period = programme.calendar.span(Campaign.days(from: from, until: until, programme.calendar))
            let standing = backtest.contest.map { TriedContest(campaign, $0, in: period, directory, at: now) }
            return answer(report, given, standing, BoardInfo(campaign.contest?.board ?? BoardDefinition(id: id, period: .all), folder.ruleSet).unit)
        }
    }.onAnyNode()

    private static func answer(_ report: BacktestReport, _ given: Points, _ tried: TriedContest?, _ unit: String) -> Response {
        .json { writer in
            writer.object { writer in
                writer.member("activities", report.activities)
                writer.object("cost") { writer in
                    writer.member("rules", given)
                    writer.member("honours", tried?.honoured ?? 0)
                    writer.member("points", given + (tried?.honoured ?? 0))
                }
                writer.member("people", tried?.rows.count ?? 0)
                writer.member("unit", unit)
                writer.member("together", orNull: tried?.together)
                writer.member("reached", tried?.isReached ?? false)
                writer.array("rows") { writer in
                    for row in tried?.rows.prefix(50) ?? [] { writer.object { row.write(to: &$0) } }
                }
            }
        }
    }
}

extension Workforce {
    /// Everybody as they are known now.
    init(_ directory: Directory) {
        let members = Dictionary(directory.members.values.map { ($0.id, $0) }) { $1 }
        let customers = Dictionary(directory.customers.values.map { ($0.id, $0) }) { $1 }
        self.init(members: members, teams: directory.teams, tiers: directory.standings.mapValues(\.tier), customers: customers)
    }
}

extension ContestCount {
    /// A ratio of metrics is counted by its two sums.
    fileprivate init(of measure: Measure, in set: RuleSet, goal: Decimal?) {
        if case .metric(let name) = measure, case .ratio(let above, let below) = set.metric(name)?.formula {
            self.init(of: .metric(above), over: .metric(below), goal: goal)
        } else {
            self.init(of: measure, goal: goal)
        }
    }
}

extension RuleSet {
    /// The same rules, those of a campaign at another time.
    fileprivate func moving(campaign: String, from: Instant, until: Instant) -> RuleSet {
        let moved = rules.map { rule in
            guard CampaignRule.campaign(of: rule.id) == campaign else { return rule }
            var rule = rule
            (rule.applies.from, rule.applies.until) = (from, until)
            return rule
        }
        return RuleSet(version: "tried", rules: moved, metrics: metrics)
    }
}
