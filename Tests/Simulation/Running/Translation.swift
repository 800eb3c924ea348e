import Files
import Identity
import JSON
import NaiveModel
import Periods
import PointsEngine
import RuleEngine
import Scenarios

/// From what the naive model runs to what the engine runs, without a file between them.
package struct Translation: Sendable {
    /// What there is before the first step.
    package let programme: Programme
    package let setting: [any Command]
    private let reading: RuleReading
    /// As they stand in the head: a publication reads them with its rules.
    private let metrics: Tree?
    /// As they are now: some have been given another end.
    private var campaigns: Tree?
    private let badges: Tree?
    /// The rules as they were published, and from when on.
    private var rules: [(effective: NaiveModel.Instant, rules: Tree)]

    package enum Deed {
        case command(any Command, Actor)
        /// What is done to a customer depends on whether it is there.
        case customer(CustomerStep, Actor)
        /// An activity that cannot even be read.
        case unreadable(Refusal)
        /// What is published with it depends on what is in force.
        case amendment(any Command, Actor)
    }

    /// Expressions of rules keep their zone for as long as they live; one set of files serves all.
    private static let zones = ZoneFiles.database()

    /// - Parameter head: a scenario without its steps.
    package init(_ head: [Tree.Pair], start: NaiveModel.Instant) throws {
        let look = Tree.list([.map([.init("at", .string(InstantText.write(start)))])])
        let scenario = try Scenario.read(YAMLNode(.map(head + [.init("steps", look)])), named: "workload", zones: Self.zones)
        programme = scenario.programme
        setting = scenario.setting
        reading = RuleReading(zones: Self.zones, calendar: programme.calendar)
        metrics = head.first { $0.key == "metrics" }?.value
        campaigns = head.first { $0.key == "campaigns" }?.value
        badges = head.first { $0.key == "badges" }?.value
        rules = [(.min, head.first { $0.key == "rules" }?.value ?? .list([]))]
    }

    /// A step was done: what it put in force holds for the next ones.
    package mutating func note(_ step: Tree, at now: NaiveModel.Instant) {
        if let it = step["publish"] { rules.append((effective(it) ?? now, it["rules"] ?? .list([]))) }
        if let it = step["campaign"] { campaigns = amended(it, at: now) }
    }

    /// What a step does: several deeds in a batch or a race, none where it only looks.
    package func deeds(of step: Tree, at now: NaiveModel.Instant) throws -> [Deed] {
        if let race = step["race"] { return try race.items.flatMap { try deeds(of: $0, at: now) } }
        if let batch = step["batch"] { return batch.items.map { activity($0, at: now) } }
        if let tree = step["activity"] { return [activity(tree, at: now)] }
        if let tree = step["customer"], case .customer(let step, let actor) = try CustomerStep.read(YAMLReader(YAMLNode(tree), named: "customer", Findings())) {
            return [.customer(step, actor)]
        }
        for (name, reader) in ["leave", "withdraw"].compactMap({ name in step[name].map { (name, YAMLReader(YAMLNode($0), named: name, Findings())) } }) {
            if case .command(let command, let actor)? = try Step.programmeAction(name, reader) { return [.command(command, actor)] }
        }
        if let it = step["question"], case .command(let command, let actor) = try Step.question(YAMLReader(YAMLNode(it), named: "question", Findings())) {
            return [.command(command, actor)]
        }
        if let it = step["campaign"] { return [try amendment(it, at: now)] }
        return try command(of: step, at: now).map { [.command($0.0, $0.1)] } ?? []
    }

    /// The steps that each do one thing, without their instant: those of a batch or a race, or the step itself.
    package static func single(_ step: Tree) -> [Tree] {
        if let race = step["race"] { return race.items }
        if let batch = step["batch"] { return batch.items.map { .map([.init("activity", $0)]) } }
        let pairs = step.pairs.filter { $0.key != "at" }
        return pairs.isEmpty ? [] : [.map(pairs)]
    }

    private func activity(_ tree: Tree, at now: NaiveModel.Instant) -> Deed {
        guard case .object(let data) = tree["data"].map(JSONValue.init) ?? .object(JSONObject()) else { return .unreadable(Refusal(.malformed)) }
        do {
            let time = tree["time"]?.text.flatMap { InstantText.read($0, in: nil) } ?? now
            let activity = try RuleEngine.Activity(
                source: tree["source"]?.text ?? "scenario", id: text(tree, "id"), type: text(tree, "type"), time: Periods.Instant(seconds: Int64(time)),
                subject: tree["member"]?.text, data: data)
            return .command(RecordActivity(activity), .token("scenario"))
        } catch {
            return .unreadable(error)
        }
    }

    private func text(_ tree: Tree, _ key: String) -> String { tree[key]?.text ?? "" }

    private func command(of step: Tree, at now: NaiveModel.Instant) throws -> (any Command, Actor)? {
        func by(_ tree: Tree) -> Actor { .member(MemberID(text(tree, "by"))) }
        if let it = step["redeem"] {
            let redeem = Redeem(id: RequestID(text(it, "id")), member: MemberID(text(it, "member")), reward: text(it, "reward"), quantity: Int64(it["quantity"]?.int ?? 1))
            return (redeem, .member(redeem.member))
        }
        if let it = step["approve"] { return (DecideRequest(id: RequestID(named: text(it, "id"), source: it["source"]?.text), approve: true), by(it)) }
        if let it = step["reject"] { return (DecideRequest(id: RequestID(named: text(it, "id"), source: it["source"]?.text), approve: false), by(it)) }
        if let it = step["fulfil"] { return (Fulfil(RequestID(text(it, "id"))), by(it)) }
        if let it = step["cancel"] { return (Cancel(RequestID(text(it, "id"))), by(it)) }
        if let it = step["adjust"] {
            let adjust = Adjust(id: RequestID(text(it, "id")), member: MemberID(text(it, "member")), points: Points(it["points"]?.int ?? 0), reason: text(it, "reason"))
            return (adjust, by(it))
        }
        if let it = step["member"] {
            var change = ChangeMember(id: MemberID(text(it, "id")))
            change.move = it["team"]?.text.map { ChangeMember.Move(team: TeamID($0)) }
            change.left = it["left"]?.text.flatMap { InstantText.read($0, in: nil) }.map { Periods.Instant(seconds: Int64($0)) }
            return (change, .administrator)
        }
        if let it = step["appraisal"] {
            guard let id = SheetID(text(it, "id")), let deed = Appraise.Action(rawValue: text(it, "step")) else { return nil }
            let ratings = Dictionary((it["ratings"]?.pairs ?? []).map { ($0.key, $0.value.text.flatMap { Decimal(parsing: $0) } ?? .zero) }) { first, _ in first }
            return (Appraise(deed, id, comment: it["comment"]?.text, ratings: ratings), by(it))
        }
        if let it = step["target"] { return try target(it) }
        if let it = step["publish"] { return (Publish(try publication(it, at: now)), .administrator) }
        return nil
    }

    private func target(_ tree: Tree) throws -> (any Command, Actor)? {
        let team = tree["team"]?.text, owner = team ?? text(tree, "member")
        let key = TargetKey(owner: team.map { .team(TeamID($0)) } ?? .member(MemberID(owner)), metric: text(tree, "metric"), period: text(tree, "period"))
        guard let value = Decimal(parsing: text(tree, "value")) else { return nil }
        return (SetTarget(id: RequestID(text(tree, "id")), key: key, value: value), tree["by"]?.text.map { .member(MemberID($0)) } ?? .administrator)
    }

    private func publication(_ tree: Tree, at now: NaiveModel.Instant) throws -> Publication {
        let set = try ruleSet(tree["rules"] ?? .list([]), campaigns).set
        return Publication(set: set, effective: Periods.Instant(seconds: Int64(effective(tree) ?? now)), source: [:])
    }

    private func effective(_ tree: Tree) -> NaiveModel.Instant? { tree["effective"]?.text.flatMap { InstantText.read($0, in: nil) } }

    private func ruleSet(_ rules: Tree, _ campaigns: Tree?) throws -> (set: RuleSet, campaigns: [PointsEngine.Campaign]) {
        let findings = Findings()
        let rules = try RuleFile.rules(YAMLReader(YAMLNode(rules), named: "rules", findings), reading)
        let metrics = try metrics.map { try MetricsFile.metrics(YAMLReader(YAMLNode($0), named: "metrics", findings), reading) } ?? []
        let campaigns = try campaigns.map { try CampaignFile.campaigns(YAMLReader(YAMLNode($0), named: "campaigns", findings), reading).map(\.value) } ?? []
        let badges = try badges.map { try BadgesFile.badges(YAMLReader(YAMLNode($0), named: "badges", findings)).map(\.value) } ?? []
        return (try RuleSetReading.ruleSet(rules: rules, metrics: metrics, campaigns: campaigns, badges: badges), campaigns.map(\.campaign))
    }

    // MARK: Campaigns

    private func amended(_ tree: Tree, at now: NaiveModel.Instant) -> Tree? {
        let id = (tree["end"] ?? tree["extend"])?.text, until = tree["until"] ?? .string(InstantText.write(now))
        return campaigns.map { .list($0.items.map { item in
            item["id"]?.text == id ? .map(item.pairs.map { $0.key == "until" ? .init("until", until) : $0 }) : item
        }) }
    }

    private func amendment(_ tree: Tree, at now: NaiveModel.Instant) throws -> Deed {
        var inForce = rules[0]
        for version in rules where version.effective <= now && version.effective >= inForce.effective { inForce = version }
        // Where it would end before it begins, nothing can be published, and nothing will be.
        let amended = try? ruleSet(inForce.rules, amended(tree, at: now))
        let (set, campaigns) = try amended ?? ruleSet(inForce.rules, self.campaigns), id = (tree["end"] ?? tree["extend"])?.text ?? ""
        let boards = programme.boards.filter { board in !campaigns.contains { $0.id == board.id } } + campaigns.compactMap(\.contest?.board)
        let configuration = Publication.Configuration(
            company: programme.company, boards: boards, campaigns: campaigns, badges: programme.badges.all, appraisals: programme.appraisals, customers: programme.customers)
        let by = tree["by"]?.text.map { Actor.member(MemberID($0)) }
        let publication = Publication(
            set: set, effective: nil, source: [:], configuration: configuration, reason: "because", warrant: by == nil ? .owner : .unseconded(needs: .director))
        let until = tree["until"]?.text.flatMap { InstantText.read($0, in: nil) } ?? now
        let amendment = CampaignAmendment(id, until: Periods.Instant(seconds: Int64(until)), publication)
        return .amendment(tree["end"] != nil ? EndCampaign(amendment) : ExtendCampaign(amendment), by ?? .administrator)
    }
}

extension RequestID {
    /// A request by the name that the model gives it: only those of held awards have a slash.
    init(named name: String, source: String? = nil) {
        let parts = name.split(separator: "/").map(String.init)
        guard parts.count > 1 else { self.init(name); return }
        self = .hold(ActivityKey(source: source ?? "scenario", id: parts[0]), rule: parts[1], partOf: parts.count > 2 ? MemberID(parts[2]) : nil)
    }
}

extension YAMLNode {
    init(_ tree: Tree) {
        switch tree {
        case .text(let text, let quoted): self.init(.scalar(text, quoted ? .quoted : .plain), at: .none)
        case .list(let items): self.init(.sequence(items.map { YAMLNode($0) }), at: .none)
        case .map(let pairs): self.init(.mapping(pairs.map { Entry(key: $0.key, value: YAMLNode($0.value)) }), at: .none)
        }
    }
}

extension JSONValue {
    init(_ tree: Tree) {
        switch tree {
        case .text(let text, quoted: true): self = .string(text)
        case .text("true", _): self = .bool(true)
        case .text("false", _): self = .bool(false)
        case .text("null", _): self = .null
        case .text(let text, _): self = Decimal(parsing: text).map { .number($0) } ?? .string(text)
        case .list(let items): self = .array(items.map { JSONValue($0) })
        case .map(let pairs): self = .object(JSONObject(pairs.map { ($0.key, JSONValue($0.value)) }))
        }
    }
}
