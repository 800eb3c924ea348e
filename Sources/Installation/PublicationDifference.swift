import Boards
import Files
import Identity
import JSON
import Periods
import PointsEngine
import RuleEngine
import Store

/// What a folder of rules changes against another one, and how heavy that is (points.md, "Publishing").
package struct PublicationDifference: Sendable {
    package private(set) var changes: [Proposal.Change] = []

    package var weights: Set<PublicationWeight> { Set(changes.map(\.weight)) }

    /// Against what is in force now and what was published last, which may be planned: neither is undone unseen.
    ///
    /// - Parameter effective: from when it would be in force.
    package init(_ folder: RulesFolder, effective: Instant?, at now: Instant, _ programme: Programme, _ reader: Reader, _ zones: ZoneDatabase) throws {
        let latest = try reader.ruleFiles(), last = programme.book.versions.last?.set.version
        let inForce = programme.book.set(at: max(effective ?? now, now)).version
        var bases = [latest]
        if inForce != last { bases.append(try reader.ruleFiles(of: inForce) ?? [:]) }
        for files in bases {
            guard let base = try? RulesFolder(RuleSources(files: files), zones: zones) else {
                // What nobody can compare with may have been anything.
                add(.authority, "company", "", "added")
                continue
            }
            compare(base, folder)
        }
    }

    package init(from old: RulesFolder, to new: RulesFolder) { compare(old, new) }

    private mutating func compare(_ old: RulesFolder, _ new: RulesFolder) {
        for key in differing(old.contents.company, new.contents.company) { add(.authority, "company", "", key) }
        compareRules(old, new)
        compareMetrics(old, new)
        compareBoards(old, new)
        compareCampaigns(old, new)
        compareBadges(old, new)
        compareAppraisals(old, new)
        // Classes multiply awards, and whoever owns a customer is paid for it.
        for key in differing(old.contents.customers, new.contents.customers) { add(.money, "customers", "", key) }
        compareCatalogue(old, new)
    }

    /// Whether past facts could be worth more by it, though every key by itself gives no more.
    package var wantsTrying: Bool {
        weights == [.rules] && changes.contains { ["rule", "metric"].contains($0.kind) && !["title", "text", "unit"].contains($0.what) }
    }

    /// That people would get more for what happened already, though the files do not show it.
    package mutating func addGain() { add(.money, "try", "", "gain") }

    private mutating func add(_ weight: PublicationWeight, _ kind: String, _ name: String, _ what: String) {
        let change = Proposal.Change(weight, kind, name, what)
        if !changes.contains(change) { changes.append(change) }
    }

    // MARK: Things

    private mutating func compareRules(_ old: RulesFolder, _ new: RulesFolder) {
        for id in names(old.contents.rules, new.contents.rules) {
            switch (old.ruleSet.rule(id), new.ruleSet.rule(id)) {
            case (nil, let rule?): add(RuleGenerosity.ofAdding(rule), "rule", id, "added")
            case (let rule?, nil): add(RuleGenerosity.ofRemoving(rule), "rule", id, "removed")
            case (let before?, let after?):
                let generosity = RuleGenerosity(old: before, new: after)
                for key in differing(old.contents.rules[id], new.contents.rules[id]) { add(generosity.weight(of: key), "rule", id, key) }
            case (nil, nil): continue
            }
        }
    }

    /// A metric by which points are given weighs what they do.
    private mutating func compareMetrics(_ old: RulesFolder, _ new: RulesFolder) {
        for name in names(old.contents.metrics, new.contents.metrics) {
            guard let before = old.contents.metrics[name] else { add(.rules, "metric", name, "added"); continue }
            guard let after = new.contents.metrics[name] else { add(.rules, "metric", name, "removed"); continue }
            for key in differing(before, after) {
                let isWords = key == "title" || key == "unit"
                add(!isWords && new.pays(by: name) ? .money : .rules, "metric", name, key)
            }
        }
    }

    private mutating func compareBoards(_ old: RulesFolder, _ new: RulesFolder) {
        let before = Dictionary(old.boards.map { ($0.id, $0) }) { first, _ in first }, after = Dictionary(new.boards.map { ($0.id, $0) }) { first, _ in first }
        for id in Set(before.keys).union(after.keys).sorted() {
            guard let board = after[id] else { add(.rules, "board", id, "removed"); continue }
            let pays = board.honours.contains { $0.points > 0 }
            guard let known = before[id] else { add(pays ? .money : .rules, "board", id, "added"); continue }
            for key in differing(old.contents.boards[id], new.contents.boards[id]) {
                let isFree = key == "title" || key == "reveal" || !pays || key == "honours" && board.isNoDearer(than: known)
                add(isFree ? .rules : .money, "board", id, key)
            }
        }
    }

    /// Their rules and boards are weighed as such; what is left is when they are, for whom and for what.
    private mutating func compareCampaigns(_ old: RulesFolder, _ new: RulesFolder) {
        for id in names(old.contents.campaigns, new.contents.campaigns) {
            let before = old.campaigns.first { $0.id == id }, after = new.campaigns.first { $0.id == id }
            guard let before, let after else { add(.rules, "campaign", id, before == nil ? "added" : "removed"); continue }
            for key in differing(old.contents.campaigns[id], new.contents.campaigns[id]) {
                add(after.givesMore(than: before, key) ? .money : .rules, "campaign", id, key)
            }
        }
    }

    /// A badge by which points are given weighs what they do: a level that is easier to reach, or one more.
    private mutating func compareBadges(_ old: RulesFolder, _ new: RulesFolder) {
        let pays = new.ruleSet.rules.contains { $0.types.contains(EarnedBadge.activityType) }
        for id in names(old.contents.badges, new.contents.badges) {
            guard let before = old.contents.badges[id] else { add(pays ? .money : .rules, "badge", id, "added"); continue }
            guard let after = new.contents.badges[id] else { add(.rules, "badge", id, "removed"); continue }
            for key in differing(before, after) { add(pays && !["title", "text", "icon"].contains(key) ? .money : .rules, "badge", id, key) }
        }
    }

    /// An appraisal moves no point but where a rule answers that it was closed; who judges is a matter of authority.
    private mutating func compareAppraisals(_ old: RulesFolder, _ new: RulesFolder) {
        let pays = new.ruleSet.rules.contains { $0.types.contains(AppraisalActivity.type) }
        for id in names(old.contents.appraisals, new.contents.appraisals) {
            guard let before = old.contents.appraisals[id] else { add(pays ? .money : .rules, "appraisal", id, "added"); continue }
            guard let after = new.contents.appraisals[id] else { add(.rules, "appraisal", id, "removed"); continue }
            for key in differing(before, after) {
                let weight: PublicationWeight = key == "steps" || key == "due" ? .authority : pays && key != "title" ? .money : .rules
                add(weight, "appraisal", id, key)
            }
        }
    }

    /// Tiers and rewards of the files fill an empty database only; what they would cost weighs all the same.
    private mutating func compareCatalogue(_ old: RulesFolder, _ new: RulesFolder) {
        for id in names(old.contents.tiers, new.contents.tiers) where old.contents.tiers[id] != new.contents.tiers[id] {
            for key in differing(old.contents.tiers[id], new.contents.tiers[id]) { add(.rules, "tier", id, key) }
        }
        for id in names(old.contents.rewards, new.contents.rewards) {
            let before = old.rewards.first { $0.id == id }, after = new.rewards.first { $0.id == id }
            for key in differing(old.contents.rewards[id], new.contents.rewards[id]) {
                let isCheaper = key == "cost" && after.map { after in before.map { after.cost < $0.cost } ?? true } ?? false
                add(isCheaper ? .money : .rules, "reward", id, key)
            }
        }
    }

    // MARK: Keys

    private func names(_ old: [String: JSONObject], _ new: [String: JSONObject]) -> [String] { Set(old.keys).union(new.keys).sorted() }

    private func differing(_ old: JSONObject?, _ new: JSONObject?) -> [String] {
        let keys = Set(old?.keys.map { $0 } ?? []).union(new?.keys.map { $0 } ?? [])
        return keys.filter { old?[$0] != new?[$0] }.sorted()
    }
}

extension RulesFolder {
    /// Whether points are given by a metric: by a rule that asks for it, by a board's honours, by a target that was reached.
    fileprivate func pays(by metric: String) -> Bool {
        let names = Set(ruleSet.metrics(moving: metric))
        let asked = ruleSet.rules.flatMap(\.expressions).flatMap { $0.references.calls }.compactMap(\.literals.first)
        return asked.contains(where: names.contains)
            || ruleSet.rules.contains { $0.types.contains(TargetMark.activityType) }
            || boards.contains { board in board.honours.contains { $0.points > 0 } && board.value.metric.map(names.contains) ?? false }
    }
}

extension Campaign {
    /// Whether a key of it could be worth more to anybody than it was.
    fileprivate func givesMore(than other: Campaign, _ key: String) -> Bool {
        switch key {
        case "title", "text", "picture": false
        case "from": from < other.from
        case "until": until > other.until
        case "teams": teams.map { own in other.teams.map { !Set(own).isSubset(of: $0) } ?? false } ?? true
        default:
            // Another contest may be another's to win.
            contest?.board.honours.contains { $0.points > 0 } ?? false
        }
    }
}

extension BoardDefinition {
    /// Whether every place gets at most what it got, and none is new.
    fileprivate func isNoDearer(than other: BoardDefinition) -> Bool {
        honours.allSatisfy { honour in honour.points <= other.honours.first { $0.rank == honour.rank }?.points ?? 0 }
    }
}
