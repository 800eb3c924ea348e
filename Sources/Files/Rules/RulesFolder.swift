import Boards
import Periods
import PointsEngine
import RuleEngine

/// Everything that a folder of rules says, checked as a whole: either all of it holds, or every place that does not is told.
package struct RulesFolder: Sendable {
    package let company: Company
    package let ruleSet: RuleSet
    /// Those of campaigns stand behind the others.
    package let boards: [BoardDefinition]
    package let campaigns: [Campaign]
    package let badges: [Badge]
    package let appraisals: [AppraisalForm]
    /// Nil: there are no customers.
    package let customers: CustomerRules?
    /// By threshold. They and the rewards fill an empty database; afterwards the web pages own them.
    package let tiers: [Tier]
    package let rewards: [Reward]
    package let sources: RuleSources
    package let contents: RuleContents

    /// What is no rule about points, and in force at once.
    package var configuration: Publication.Configuration {
        Publication.Configuration(company: company, boards: boards, campaigns: campaigns, badges: badges, appraisals: appraisals, customers: customers)
    }

    /// From a folder on disk.
    package static func load(_ folder: String, zones: ZoneDatabase) throws(Diagnostics) -> RulesFolder {
        try RulesFolder(RuleSources.read(folder: folder), zones: zones)
    }

    /// From texts: a published rule set that was kept, or a draft.
    package init(_ sources: RuleSources, zones: ZoneDatabase) throws(Diagnostics) {
        let findings = Findings()
        let files = Opened(sources, findings)
        let company = files.read("company.yaml") { try CompanyFile.company($0, zones: zones) }
        let companyKeys = company.flatMap { _ in files.read("company.yaml") { try $0.json().object } }?.flatMap { $0 }
        if sources.files["company.yaml"] == nil {
            let hint = sources.files.isEmpty ? "the folder holds no rules; is another one meant?" : nil
            findings.add(Diagnostic(file: "company.yaml", message: "the file is missing", expected: "at least name and timezone", hint: hint))
        }
        // Where the company does not hold, the others are still read, in some calendar, to tell all that is wrong at once.
        let reading = RuleReading(zones: zones, calendar: company?.calendar ?? CompanyCalendar(zone: .utc))
        let metrics = files.read("metrics.yaml") { try MetricsFile.metrics($0, reading) } ?? []
        let campaigns = sources.campaignPaths.flatMap { path in files.read(path) { try CampaignFile.campaigns($0, reading) } ?? [] }
        let rules = sources.rulePaths.flatMap { path in files.read(path) { try RuleFile.rules($0, reading) } ?? [] }
        let boards = files.read("boards.yaml") { try BoardsFile.boards($0, reading, metrics: metrics.map(\.value.name)) } ?? []
        let badges = files.read("badges.yaml") { try BadgesFile.badges($0) } ?? []
        let appraisals = files.read("appraisals.yaml") { try AppraisalsFile.forms($0, reading) } ?? []
        let customers = files.read("customers.yaml") { try CustomersFile.rules($0, reading) }
        let tiers = files.read("tiers.yaml") { try TiersFile.tiers($0) }
        let rewards = files.read("rewards.yaml") { try RewardsFile.rewards($0, reading) } ?? []

        let isWhole = findings.isEmpty
        let ruleSet = try? RuleSetReading.ruleSet(rules: rules, metrics: metrics, campaigns: campaigns.map(\.value), badges: badges.map(\.value))
        RuleSetReading.checkNames(boards, "board", \.id)
        RuleSetReading.checkNames(badges, "badge", \.id)
        RuleSetReading.checkNames(tiers ?? [], "tier", \.id)
        RuleSetReading.checkNames(rewards, "reward", \.id)
        // What is missing only because it could not be read is no fault of those who name it.
        if isWhole {
            if let customers { CustomersFile.checkMetrics(customers, metrics) } else { CustomersFile.checkAbsence(rules, metrics) }
            BoardsFile.checkMetrics(boards, metrics.map(\.value.name))
            CampaignFile.check(campaigns, boards, metrics)
            BadgesFile.check(badges, metrics.map(\.value))
            AppraisalsFile.check(appraisals, metrics: metrics.map(\.value.name))
            RewardsFile.checkTiers(rewards, (tiers ?? []).map(\.value.id))
        }
        self.company = try findings.checked(company)
        self.ruleSet = try findings.checked(ruleSet)
        self.campaigns = campaigns.map(\.value.campaign)
        self.boards = boards.map(\.value) + self.campaigns.compactMap(\.contest?.board)
        self.badges = badges.map(\.value)
        self.appraisals = appraisals.map(\.value)
        self.customers = customers?.value
        self.tiers = (tiers ?? []).map(\.value)
        self.rewards = rewards.map(\.value)
        self.sources = sources
        var contents = RuleContents(
            company: companyKeys, rules: (rules + campaigns.flatMap(\.value.rules)).contents(by: \.id), metrics: metrics.contents(by: \.name), boards: boards.contents(by: \.id),
            campaigns: campaigns.contents(by: \.campaign.id), tiers: (tiers ?? []).contents(by: \.id), rewards: rewards.contents(by: \.id)
        ).with(appraisals: appraisals.contents(by: \.id))
        contents.badges = badges.contents(by: \.id)
        if let customers = (try? customers?.reader.json())?.object { contents.customers = customers }
        self.contents = contents
    }

    /// The parsed files, each read once.
    private struct Opened {
        let sources: RuleSources
        let findings: Findings

        init(_ sources: RuleSources, _ findings: Findings) {
            self.sources = sources
            self.findings = findings
        }

        /// Nil where there is no such file, or it does not hold.
        func read<Value>(_ path: String, _ read: (YAMLReader) throws -> Value) -> Value? {
            guard let text = sources.files[path] else { return nil }
            do throws(Diagnostic) {
                let document = try YAMLDocument(text, file: path)
                // An empty file is what a save leaves that was broken off, and never says anything.
                guard !document.root.isEmpty else { throw Diagnostic.emptyFile(path) }
                return YAMLReader(document, findings).attempt(read)
            } catch {
                findings.add(error)
                return nil
            }
        }
    }
}

extension Diagnostic {
    static func emptyFile(_ path: String) -> Diagnostic {
        Diagnostic(file: path, line: 1, column: 1, message: "the file is empty, or holds nothing but comments", hint: "a file that has nothing to say is deleted")
    }
}
