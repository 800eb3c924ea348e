/// Rules of a campaign are called `<campaign>/<rule>`; no other name holds a slash.
package enum CampaignRule {
    package static func id(_ rule: String, of campaign: String) -> String { "\(campaign)/\(rule)" }

    /// The campaign that a rule belongs to; nil: to none.
    package static func campaign(of rule: String) -> String? { rule.firstIndex(of: "/").map { String(rule[..<$0]) } }
}
