import Boards
import Identity
import JSON
import Periods
import PointsEngine
import RuleEngine

/// `campaigns/*.yaml`: a campaign, or a list of them (programme.md, "Campaigns").
package enum CampaignFile {
    package static func campaigns(_ reader: YAMLReader, _ reading: RuleReading) throws -> [Found<CampaignContents>] {
        try reader.listOrOne { Found(try campaign($0, reading), $0) }
    }

    private static func campaign(_ reader: YAMLReader, _ reading: RuleReading) throws -> CampaignContents {
        let map = try reader.mapping(expected: "a campaign: id, title, from, until, rules, contest")
        let id = map.required("id") { try $0.name() }
        let title = map.optional("title") { try $0.localizedText() }
        let text = map.optional("text") { try $0.localizedText() }
        let picture = map.optional("picture") { try $0.text(upTo: 200) }
        let from = map.required("from") { try $0.moment(reading) }
        let until = map.required("until") { try $0.moment(reading) }
        let teams = map.optional("teams") { try Self.teams($0) }
        let rules = map.optional("rules", default: []) { try RuleFile.rules($0, reading) }
        let contest = map.optional("contest", default: nil) { reader -> ContestReading? in try ContestReading(reader) }
        map.close()
        let span = (from: try from(), until: try until())
        guard span.from < span.until else {
            throw map.failure(at: "until", "\"until\" is not later than \"from\"", hint: "it is the first day that is no longer part of it")
        }
        var campaign = Campaign(
            id: try id(), title: try title() ?? LocalizedText(try id()), from: span.from, until: span.until, teams: try teams(),
            rules: try rules().map { CampaignRule.id($0.value.id, of: try id()) }, contest: nil)
        (campaign.text, campaign.picture) = (try text(), try picture())
        guard try contest() != nil || !campaign.rules.isEmpty else { throw map.failure(at: "id", "the campaign has neither rules nor a contest") }
        RuleSetReading.checkNames(try rules(), "rule", \.id)
        try checkScopes(try rules(), campaign)
        campaign.contest = try contest()?.contest(of: campaign, reading.calendar)
        return CampaignContents(campaign, try rules())
    }

    private static func teams(_ reader: YAMLReader) throws -> [TeamID] {
        let teams = try reader.listOrOne { TeamID(try $0.identifier()) }
        guard !teams.isEmpty else { throw reader.mismatch(expected: "at least one team", hint: "without the key it is for all") }
        return teams
    }

    /// The campaign says for whom its rules are; when, they may say more closely.
    private static func checkScopes(_ rules: [Found<Rule>], _ campaign: Campaign) throws {
        for rule in rules {
            let applies = rule.value.applies, place = rule.reader.at("applies")
            if campaign.teams != nil, applies.teams != nil { throw place.failure("the teams of a campaign are those of its rules", expected: "teams in one place") }
            let from = max(campaign.from, applies.from ?? .earliest), until = min(campaign.until, applies.until ?? .latest)
            guard from < until else { throw place.failure("the rule never applies within the campaign") }
        }
    }

    /// Campaigns name metrics that there are, and are called like no board.
    package static func check(_ campaigns: [Found<CampaignContents>], _ boards: [Found<BoardDefinition>], _ metrics: [Found<Metric>]) {
        RuleSetReading.checkNames(campaigns, "campaign", \.campaign.id)
        for found in campaigns {
            let id = found.value.campaign.id
            if let board = boards.first(where: { $0.value.id == id }) {
                _ = found.reader.at("id").failure("a board is called \"\(id)\" too", hint: "it stands at \(board.reader.place)")
            }
            guard let contest = found.value.campaign.contest, let name = contest.board.value.metric else { continue }
            let place = found.reader.at("contest").at("value"), names = metrics.map(\.value.name)
            guard let metric = metrics.first(where: { $0.value.name == name })?.value else {
                _ = place.failure(
                    "no metric \"\(name)\"", expected: "one of \((["points"] + names).joined(separator: ", "))",
                    hint: Spelling.nearest(to: name, in: ["points"] + names).map { "did you mean \"\($0)\"?" })
                continue
            }
            if case .ratio = metric.formula, contest.kind != .ranking {
                _ = place.failure("\"\(name)\" is a ratio, which does not add up to a goal", expected: "points, or a metric that is a sum or a count")
            }
        }
    }
}

/// A campaign with its rules.
package struct CampaignContents {
    package private(set) var campaign: Campaign
    /// As they stand in the file, without the campaign.
    private let own: [Found<Rule>]

    init(_ campaign: Campaign, _ rules: [Found<Rule>]) {
        self.campaign = campaign
        own = rules
    }

    /// Its rules as they are in force: within it, and under its name.
    package var rules: [Found<Rule>] {
        own.map { found in
            var rule = found.value
            rule.id = CampaignRule.id(rule.id, of: campaign.id)
            let applies = rule.applies
            rule.applies = Scope(
                from: max(campaign.from, applies.from ?? .earliest), until: min(campaign.until, applies.until ?? .latest), teams: campaign.teams ?? applies.teams)
            return Found(rule, found.reader)
        }
    }

    /// The same over other instants: with another end, or tried on a past stretch of time.
    package func moved(from: Instant? = nil, until: Instant, _ calendar: CompanyCalendar) -> CampaignContents {
        var moved = self
        if let from { moved.campaign.from = from }
        moved.campaign.until = until
        moved.campaign.contest?.board.span = Campaign.days(from: moved.campaign.from, until: until, calendar)
        return moved
    }

    /// What of it makes a rule set another one.
    func json() throws -> JSONValue {
        [
            "id": .string(campaign.id), "from": .string(campaign.from.rfc3339), "until": .string(campaign.until.rfc3339),
            "teams": campaign.teams.map { .array($0.map { .string($0.text) }) } ?? .null, "rules": .array(try own.map { try $0.reader.json() }),
        ]
    }
}
