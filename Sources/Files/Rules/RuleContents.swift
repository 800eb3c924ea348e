import JSON

/// What a folder of rules says, key by key, with neither comments nor spelling: so that it can be told what of two differs.
package struct RuleContents: Sendable {
    package fileprivate(set) var company = JSONObject()
    package fileprivate(set) var rules: [String: JSONObject] = [:]
    package fileprivate(set) var metrics: [String: JSONObject] = [:]
    package fileprivate(set) var boards: [String: JSONObject] = [:]
    /// Without their rules, which stand among the rules.
    package fileprivate(set) var campaigns: [String: JSONObject] = [:]
    package internal(set) var badges: [String: JSONObject] = [:]
    package fileprivate(set) var appraisals: [String: JSONObject] = [:]
    package internal(set) var customers = JSONObject()
    package fileprivate(set) var tiers: [String: JSONObject] = [:]
    package fileprivate(set) var rewards: [String: JSONObject] = [:]

    package init() {}
}

extension RuleContents {
    func with(appraisals: [String: JSONObject]) -> RuleContents {
        var contents = self
        contents.appraisals = appraisals
        return contents
    }

    init(
        company: JSONObject?, rules: [String: JSONObject], metrics: [String: JSONObject], boards: [String: JSONObject], campaigns: [String: JSONObject],
        tiers: [String: JSONObject], rewards: [String: JSONObject]
    ) {
        self.company = company ?? JSONObject()
        (self.rules, self.metrics, self.boards, self.tiers, self.rewards) = (rules, metrics, boards, tiers, rewards)
        self.campaigns = campaigns.mapValues { campaign in
            var campaign = campaign
            campaign["rules"] = nil
            return campaign
        }
    }
}

extension Array {
    /// What was read, by name.
    func contents<Value>(by name: (Value) -> String) -> [String: JSONObject] where Element == Found<Value> {
        Dictionary(map { (name($0.value), (try? $0.reader.json())?.object ?? JSONObject()) }) { first, _ in first }
    }
}
