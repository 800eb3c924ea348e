import Boards
import Files
import Identity
import JSON
import Periods
import PointsEngine
import RuleEngine

extension Scenario {
    /// Reads a scenario file.
    ///
    /// - Parameter folder: where the file stands; `ruleset` is relative to it.
    /// - Throws: `Diagnostics`, everything that is wrong with the file, with its places.
    package static func read(_ document: YAMLDocument, in folder: String, zones: ZoneDatabase) throws(Diagnostics) -> Scenario {
        let findings = Findings()
        let scenario = try? read(YAMLReader(document, findings), in: folder, zones: zones)
        return try findings.checked(scenario)
    }

    /// Reads a scenario that was made and not written.
    ///
    /// - Throws: `Diagnostics`, with pointers instead of lines.
    package static func read(_ node: YAMLNode, named name: String, zones: ZoneDatabase) throws(Diagnostics) -> Scenario {
        let findings = Findings()
        let scenario = try? read(YAMLReader(node, named: name, findings), in: ".", zones: zones)
        return try findings.checked(scenario)
    }

    private static func read(_ reader: YAMLReader, in folder: String, zones: ZoneDatabase) throws -> Scenario {
        let map = try reader.mapping()
        let title = map.required("title") { try $0.text() }
        let company = try map.required("company") { try CompanyFile.company($0, zones: zones, defaultName: "Scenario") }()
        let reading = RuleReading(zones: zones, calendar: company.calendar)
        let setting = ScenarioSetting(map, reading, folder: folder)
        let metrics = try setting.metrics()
        let boards = map.optional("boards", default: []) { try BoardsFile.boards($0, reading, metrics: metrics.map(\.value.name)) }
        let campaigns = map.optional("campaigns", default: []) { try CampaignFile.campaigns($0, reading) }
        let badges = map.optional("badges", default: []) { try BadgesFile.badges($0) }
        let appraisals = map.optional("appraisals", default: []) { try AppraisalsFile.forms($0, reading) }
        let standing = try ScenarioBook.Standing(boards: boards().map(\.value), badges: badges().map(\.value))
        let book = try ScenarioBook(
            company, standing, rules: setting.rules(), metrics: metrics, campaigns: campaigns().map(\.value), appraisals: appraisals().map(\.value))
        let customers = try map.optional("customers") { try CustomersFile.rules($0, reading) }()
        book.customers = customers?.value
        let initial = try book.set(), configuration = book.configuration
        let steps = map.required("steps") { try Self.steps($0, reading, book) }
        map.close()
        BoardsFile.checkMetrics(try boards(), metrics.map(\.value.name) + (try steps()).flatMap(\.metrics))
        RuleSetReading.checkNames(try boards(), "board", \.id)
        BadgesFile.check(try badges(), metrics.map(\.value))
        RuleSetReading.checkNames(try badges(), "badge", \.id)
        CampaignFile.check(try campaigns(), try boards(), metrics)
        if let customers { CustomersFile.checkMetrics(customers, metrics) } else { CustomersFile.checkAbsence(try setting.rules(), metrics) }
        AppraisalsFile.check(try appraisals(), metrics: metrics.map(\.value.name))
        let liveSince = try company.liveSince ?? company.calendar.day(of: steps().first?.at ?? .earliest)
        var programme = Programme(
            company: company, book: RuleBook(initial, companyLimits: company.limits), boards: configuration.boards, liveSince: company.calendar.zone.firstInstant(of: liveSince))
        programme.configure(configuration, at: nil)
        programme.isNameBefore = Collation(languages: company.languages).isBefore
        return Scenario(title: try title(), programme: programme, setting: try setting.commands(), steps: try steps())
    }
}

extension Scenario {
    /// Time does not run backwards.
    private static func steps(_ reader: YAMLReader, _ reading: RuleReading, _ book: ScenarioBook) throws -> [Step] {
        var last: Instant?
        return try reader.list(upTo: 100_000) { reader in
            let step = try Step.read(reader, reading, book)
            if let last, step.at < last { throw reader.failure("the step is earlier than the one before it", expected: "steps in the order of time") }
            last = step.at
            return step
        }
    }
}

extension Step {
    /// The metrics that it publishes.
    fileprivate var metrics: [String] {
        guard case .one(.command(let publish as Publish, _)) = kind else { return [] }
        let publication = publish.publication
        return publication.set.metrics.map(\.name)
    }
}

/// What a scenario starts with.
private struct ScenarioSetting {
    let rules: Read<[Found<Rule>]>
    let metrics: Read<[Found<Metric>]>
    private let tiers: Read<[Tier]>
    private let rewards: Read<[Reward]>
    private let teams: Read<[PutTeam]>
    private let members: Read<[PutMember]>

    init(_ map: YAMLMapping, _ reading: RuleReading, folder: String) {
        rules = map.has("ruleset")
            ? map.required("ruleset") { try RuleFile.rules(inFolder: $0.text(), below: folder, $0, reading) }
            : map.optional("rules", default: []) { try RuleFile.rules($0, reading) }
        metrics = map.optional("metrics", default: []) { try MetricsFile.metrics($0, reading) }
        let tiers = map.optional("tiers", default: []) { try TiersFile.tiers($0).map(\.value) }
        self.tiers = tiers
        rewards = map.optional("rewards", default: [Reward]()) { reader in
            let rewards = try RewardsFile.rewards(reader, reading)
            RuleSetReading.checkNames(rewards, "reward", \.id)
            if case .value(let tiers) = tiers { RewardsFile.checkTiers(rewards, tiers.map(\.id)) }
            return rewards.map(\.value)
        }
        teams = map.optional("teams", default: []) { try $0.list(Self.team) }
        members = map.optional("members", default: []) { try $0.list(upTo: 100_000, Self.member) }
    }

    /// Teams from the outside in, then members, tiers and rewards.
    func commands() throws -> [any Command] {
        var commands: [any Command] = []
        var waiting = try teams()
        var known: Set<TeamID> = []
        while !waiting.isEmpty {
            let ready = waiting.filter { $0.parent.map(known.contains) ?? true }
            guard !ready.isEmpty else { break }
            commands += ready as [any Command]
            known.formUnion(ready.map(\.id))
            waiting.removeAll { known.contains($0.id) }
        }
        // What is left sits in a team that is not there; the engine says so.
        commands += waiting as [any Command]
        commands += try members() as [any Command]
        commands += try tiers().map { PutTier(tier: $0, revision: nil) }
        commands += try rewards().map { PutReward(reward: $0, revision: nil) }
        return commands
    }

    private static func team(_ reader: YAMLReader) throws -> PutTeam {
        let map = try reader.mapping()
        let id = map.required("id") { try $0.identifier() }
        let name = map.optional("name") { try $0.localizedText() }
        let parent = map.optional("parent") { try $0.identifier() }
        map.close()
        return PutTeam(id: TeamID(try id()), name: try name() ?? LocalizedText(try id()), parent: try parent().map { TeamID($0) })
    }

    private static func member(_ reader: YAMLReader) throws -> PutMember {
        let map = try reader.mapping()
        let id = map.required("id") { try $0.identifier() }
        let name = map.optional("name") { try $0.text() }
        let team = map.optional("team") { try $0.identifier() }
        let role = map.optional("role", default: Role.rep) { try $0.word() }
        let joined = map.optional("joined", default: Instant.earliest) { try $0.instant() }
        let attributes = map.optional("attributes", default: JSONObject()) { reader in
            guard let attributes = try reader.json().object else { throw reader.mismatch(expected: "a mapping") }
            return attributes
        }
        map.close()
        return PutMember(
            id: MemberID(try id()), name: try name() ?? id(), team: try team().map { TeamID($0) }, role: try role(), joined: try joined(),
            attributes: try attributes())
    }
}
