import Files
import Foundation
import JSON
import Periods
import PointsEngine
import RuleEngine
import Testing

/// The schemas in `Rules/schemas` name exactly the keys that the readers know, so that an editor does not promise what the
/// server refuses.
@Suite("Schemas")
struct SchemaTests {
    static func schema(_ name: String) throws -> JSONValue {
        let file = ShippedRulesTests.folder + "/schemas/\(name).schema.json"
        return try JSONValue.parse(try FileBytes.read(file, limit: 1 << 20))
    }

    /// The keys that a reader says it knows when it meets one that it does not.
    static func keys(_ value: JSONValue, _ read: (YAMLReader) throws -> Void) -> [String] {
        let findings = Findings()
        try? read(YAMLReader(value, named: "body", findings))
        let unknown = findings.diagnostics?.all.first { $0.message.hasPrefix("no such key") }
        return unknown?.expected?.dropFirst("one of ".count).split(separator: ", ").map(String.init) ?? []
    }

    static let reading = RuleFileTests.reading

    /// The same of an import map.
    static func mapKeys(_ text: String) -> [String] {
        do {
            _ = try ImportMap(text, file: "m.yaml", zones: reading.zones)
            return []
        } catch {
            let unknown = error.all.first { $0.message.hasPrefix("no such key") }
            return unknown?.expected?.dropFirst("one of ".count).split(separator: ", ").map(String.init) ?? []
        }
    }

    /// … and of a hook.
    static func hookKeys(_ text: String) -> [String] {
        do {
            _ = try HookMap(text, file: "m.yaml", zones: reading.zones)
            return []
        } catch {
            let unknown = error.all.first { $0.message.hasPrefix("no such key") }
            return unknown?.expected?.dropFirst("one of ".count).split(separator: ", ").map(String.init) ?? []
        }
    }

    static let cases: [(schema: String, pointer: String, keys: [String])] = [
        ("company", "/properties", keys(["x": 1]) { _ = try CompanyFile.company($0, zones: reading.zones) }),
        ("company", "/properties/approvals/items/properties",
         keys(["approvals": [["x": 1]]]) { _ = try CompanyFile.company($0, zones: reading.zones) }),
        ("company", "/properties/live/properties", keys(["live": ["x": 1]]) { _ = try CompanyFile.company($0, zones: reading.zones) }),
        ("company", "/$defs/limit/properties", keys(["limits": [["x": 1]]]) { _ = try CompanyFile.company($0, zones: reading.zones) }),
        ("company", "/$defs/days/items/anyOf/1/properties", keys(["holidays": [["x": 1]]]) { _ = try CompanyFile.company($0, zones: reading.zones) }),
        ("company", "/$defs/days/items/anyOf/1/properties", keys(["workdays": [["x": 1]]]) { _ = try CompanyFile.company($0, zones: reading.zones) }),
        ("rule", "/$defs/rule/properties/award/properties",
         keys(["award": ["x": 1, "points": 1]]) { _ = try RuleFile.rules($0, reading) } ),
        ("rule", "/$defs/rule/properties/award/properties/ladder/properties/steps/items/properties",
         keys(["award": ["ladder": ["steps": [["x": 1, "rate": 1]]]]]) { _ = try RuleFile.rules($0, reading) }),
        ("rule", "/$defs/rule/properties", keys(["x": 1]) { _ = try RuleFile.rules($0, reading) }),
        ("rule", "/$defs/limit/properties", keys(["limits": [["x": 1]]]) { _ = try RuleFile.rules($0, reading) }),
        ("rule", "/$defs/rule/properties/cooldown/properties", keys(["cooldown": ["x": 1]]) { _ = try RuleFile.rules($0, reading) }),
        ("rule", "/$defs/rule/properties/unique/properties", keys(["unique": ["x": 1]]) { _ = try RuleFile.rules($0, reading) }),
        ("rule", "/$defs/rule/properties/hold/properties", keys(["hold": ["x": 1]]) { _ = try RuleFile.rules($0, reading) }),
        ("rule", "/$defs/rule/properties/applies/properties", keys(["applies": ["x": 1]]) { _ = try RuleFile.rules($0, reading) }),
        ("rule", "/$defs/rule/properties/expires/anyOf/1/properties", keys(["expires": ["x": 1]]) { _ = try RuleFile.rules($0, reading) }),
        ("rule", "/$defs/rule/properties/award/properties/ladder/properties",
         keys(["award": ["ladder": ["x": 1]]]) { _ = try RuleFile.rules($0, reading) }),
        ("metrics", "/additionalProperties/properties", keys(["m": ["x": 1, "sum": "data.x"]]) { _ = try MetricsFile.metrics($0, reading) } + ["ratio"]),
        ("boards", "/items/properties", keys([["x": 1]]) { _ = try BoardsFile.boards($0, reading) }),
        ("boards", "/items/properties/honours/items/properties", keys([["honours": [["x": 1]]]]) { _ = try BoardsFile.boards($0, reading) }),
        ("campaign", "/$defs/campaign/properties", keys(["x": 1]) { _ = try CampaignFile.campaigns($0, reading) }),
        ("campaign", "/$defs/campaign/properties/contest/properties", keys(["contest": ["x": 1]]) { _ = try CampaignFile.campaigns($0, reading) }),
        ("campaign", "/$defs/campaign/properties/contest/properties/honours/items/properties",
         keys(["contest": ["honours": [["x": 1]]]]) { _ = try CampaignFile.campaigns($0, reading) }),
        ("company", "/properties/kudos/properties", keys(["kudos": ["x": 1]]) { _ = try CompanyFile.company($0, zones: reading.zones) }),
        ("company", "/properties/kudos/properties/budget/properties",
         keys(["kudos": ["budget": ["x": 1]]]) { _ = try CompanyFile.company($0, zones: reading.zones) }),
        ("company", "/properties/kudos/properties/reasons/items/anyOf/1/properties",
         keys(["kudos": ["reasons": [["x": 1]]]]) { _ = try CompanyFile.company($0, zones: reading.zones) }),
        ("badges", "/items/properties", keys([["x": 1, "of": "m"]]) { _ = try BadgesFile.badges($0) } + ["streak"]),
        ("badges", "/items/properties/streak/properties", keys([["streak": ["x": 1]]]) { _ = try BadgesFile.badges($0) }),
        ("customers", "/properties", keys(["x": 1]) { _ = try CustomersFile.rules($0, reading) }),
        ("customers", "/properties/classes/items/properties", keys(["classes": [["x": 1]]]) { _ = try CustomersFile.rules($0, reading) }),
        ("customers", "/$defs/sum/properties", keys(["volume": ["x": 1]]) { _ = try CustomersFile.rules($0, reading) }),
        ("hook", "/properties", hookKeys("x: 1")), ("hook", "/$defs/verify/properties", hookKeys("verify: {x: 1, query: k}")),
        ("import", "/properties", mapKeys("x: 1")),
        ("import", "/$defs/lookup/properties", mapKeys("lookup: {a: {x: 1}}")),
        ("import", "/$defs/teams/properties", mapKeys("teams: {x: 1}")),
        ("import", "/$defs/members/properties", mapKeys("members: {x: 1}")),
        ("import", "/$defs/customers/properties", mapKeys("customers: {x: 1}")),
        ("import", "/$defs/activities/properties", mapKeys("activities: {x: 1}")),
        ("appraisals", "/items/properties", keys([["x": 1]]) { _ = try AppraisalsFile.forms($0, reading) }),
        ("appraisals", "/items/properties/items/items/properties", keys([["items": [["x": 1]]]]) { _ = try AppraisalsFile.forms($0, reading) }),
        ("appraisals", "/items/properties/items/items/properties/rated/properties", keys([["items": [["rated": ["x": 1]]]]]) { _ = try AppraisalsFile.forms($0, reading) }),
        ("appraisals", "/items/properties/grades/items/properties", keys([["grades": [["x": 1]]]]) { _ = try AppraisalsFile.forms($0, reading) }),
        ("tiers", "/items/properties", keys([["x": 1]]) { _ = try TiersFile.tiers($0) }),
        ("rewards", "/items/properties", keys([["x": 1]]) { _ = try RewardsFile.rewards($0, reading) }),
        ("rewards", "/items/properties/limit/properties", keys([["limit": ["x": 1]]]) { _ = try RewardsFile.rewards($0, reading) }),
    ]

    @Test(arguments: cases.indices)
    func `name the keys that are read`(index: Int) throws {
        let (name, pointer, keys) = Self.cases[index]
        let properties = try #require(Self.schema(name).at(pointer)?.object)
        #expect(Set(properties.keys) == Set(keys), "\(name) \(pointer)")
    }
}
