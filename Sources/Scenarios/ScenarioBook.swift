import Boards
import Files
import Identity
import Periods
import PointsEngine
import RuleEngine

/// What is in force while the steps of a scenario are read: a step that changes one thing of it says nothing of the others.
final class ScenarioBook {
    private let company: Company
    private let boards: [BoardDefinition]
    private let badges: [Badge]
    private(set) var rules: [Found<Rule>]
    private(set) var metrics: [Found<Metric>]
    private(set) var campaigns: [CampaignContents]
    /// What the step that is being read puts in force, if it is carried out.
    private var next: (rules: [Found<Rule>], metrics: [Found<Metric>], campaigns: [CampaignContents])?

    init(
        _ company: Company, boards: [BoardDefinition], badges: [Badge], rules: [Found<Rule>], metrics: [Found<Metric>], campaigns: [CampaignContents]
    ) {
        (self.company, self.boards, self.badges) = (company, boards, badges)
        (self.rules, self.metrics, self.campaigns) = (rules, metrics, campaigns)
    }

    func set() throws -> RuleSet { try RuleSetReading.ruleSet(rules: rules, metrics: metrics, campaigns: campaigns, badges: badges) }

    var configuration: Publication.Configuration { configuration(campaigns) }

    /// A publication of other rules, metrics or campaigns; nil: they stay.
    func publishing(
        rules: [Found<Rule>]?, metrics: [Found<Metric>]?, campaigns: [CampaignContents]?, effective: Instant?, reason: String? = nil, warrant: Warrant = .owner
    ) throws -> Publication {
        let new = (rules: rules ?? self.rules, metrics: metrics ?? self.metrics, campaigns: campaigns ?? self.campaigns)
        next = new
        let set = try RuleSetReading.ruleSet(rules: new.rules, metrics: new.metrics, campaigns: new.campaigns, badges: badges)
        return Publication(set: set, effective: effective, source: [:], configuration: campaigns.map(configuration), reason: reason, warrant: warrant)
    }

    /// The step was read: what it puts in force holds for the next ones.
    func turn(isRefused: Bool) {
        if let next, !isRefused { (rules, metrics, campaigns) = next }
        next = nil
    }

    var calendar: CompanyCalendar { company.calendar }

    private func configuration(_ campaigns: [CampaignContents]) -> Publication.Configuration {
        let all = campaigns.map(\.campaign)
        return Publication.Configuration(company: company, boards: boards + all.compactMap(\.contest?.board), campaigns: all, badges: badges)
    }
}
