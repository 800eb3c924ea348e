import Boards
import Files
import Identity
import Periods
import PointsEngine
import RuleEngine

/// What is in force while the steps of a scenario are read: a step that changes one thing of it says nothing of the others.
final class ScenarioBook {
    private let company: Company
    private let standing: Standing
    private(set) var rules: [Found<Rule>]
    private(set) var metrics: [Found<Metric>]
    private(set) var campaigns: [CampaignContents]
    private(set) var appraisals: [AppraisalForm]
    var customers: CustomerRules?
    /// What the step that is being read puts in force, if it is carried out.
    private var next: (rules: [Found<Rule>], metrics: [Found<Metric>], campaigns: [CampaignContents], appraisals: [AppraisalForm])?

    /// What no step changes.
    struct Standing {
        let boards: [BoardDefinition]
        let badges: [Badge]
    }

    init(
        _ company: Company, _ standing: Standing, rules: [Found<Rule>], metrics: [Found<Metric>], campaigns: [CampaignContents], appraisals: [AppraisalForm]
    ) {
        (self.company, self.standing, self.appraisals) = (company, standing, appraisals)
        (self.rules, self.metrics, self.campaigns) = (rules, metrics, campaigns)
    }

    func set() throws -> RuleSet { try RuleSetReading.ruleSet(rules: rules, metrics: metrics, campaigns: campaigns, badges: standing.badges) }

    var configuration: Publication.Configuration { configuration(campaigns, appraisals) }

    /// A publication of other rules, metrics, campaigns or appraisals; nil: they stay.
    func publishing(
        rules: [Found<Rule>]?, metrics: [Found<Metric>]?, campaigns: [CampaignContents]?, appraisals: [AppraisalForm]? = nil, effective: Instant?, reason: String? = nil, warrant: Warrant = .owner
    ) throws -> Publication {
        let new = (rules: rules ?? self.rules, metrics: metrics ?? self.metrics, campaigns: campaigns ?? self.campaigns, appraisals: appraisals ?? self.appraisals)
        next = new
        let set = try RuleSetReading.ruleSet(rules: new.rules, metrics: new.metrics, campaigns: new.campaigns, badges: standing.badges)
        let configures = campaigns != nil || appraisals != nil
        return Publication(
            set: set, effective: effective, source: [:], configuration: configures ? configuration(new.campaigns, new.appraisals) : nil, reason: reason,
            warrant: warrant)
    }

    /// The step was read: what it puts in force holds for the next ones.
    func turn(isRefused: Bool) {
        if let next, !isRefused { (rules, metrics, campaigns, appraisals) = next }
        next = nil
    }

    var calendar: CompanyCalendar { company.calendar }

    private func configuration(_ campaigns: [CampaignContents], _ appraisals: [AppraisalForm]) -> Publication.Configuration {
        let all = campaigns.map(\.campaign)
        return Publication.Configuration(company: company, boards: standing.boards + all.compactMap(\.contest?.board), campaigns: all, badges: standing.badges, appraisals: appraisals, customers: customers)
    }
}
