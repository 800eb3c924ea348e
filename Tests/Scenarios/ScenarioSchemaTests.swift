import Files
import Foundation
import JSON
import Scenarios
import Testing

/// `scenario.schema.json` names exactly the keys that scenarios are read with.
@Suite("The schema of scenarios")
struct ScenarioSchemaTests {
    /// A place in the schema, and a scenario with a key there that nobody knows.
    private static let cases: [(pointer: String, text: String)] = [
        ("/properties", "x: 1"), ("/$defs/step/properties", "steps: [{at: 2026-01-10T09:00:00Z, x: 1}]"),
        ("/properties/teams/items/properties", "teams: [{x: 1}]"), ("/properties/members/items/properties", "members: [{x: 1}]"),
        ("/properties/company/properties", "company: {timezone: UTC, x: 1}"),
    ] + [
        ("activity", "activity"), ("activity", "estimate"), ("redeem", "redeem"), ("decision", "approve"), ("decision", "reject"), ("closing", "fulfil"), ("closing", "cancel"),
        ("adjust", "adjust"), ("question", "question"), ("change", "member"), ("customer", "customer"), ("target", "target"), ("appraisal", "appraisal"), ("publish", "publish"), ("campaign", "campaign"), ("expect", "expect"),
        ("leave", "leave"), ("deputy", "deputy"), ("wish", "wish"), ("withdraw", "withdraw"), ("kudos", "kudos"), ("clap", "clap"), ("hide", "hide"), ("preferences", "preferences"), ("read", "read"),
    ].map { ("/$defs/\($0)/properties", "steps: [{at: 2026-01-10T09:00:00Z, \($1): {x: 1, member: a}}]") } + [
        ("/$defs/sheet/properties", "appraisal: {rep/2026-Q1/li: {x: 1}}"), ("/$defs/lot/properties", "lots: {li: [{x: 1}]}"), ("/$defs/board/properties", "board: {x: 1}"), ("/$defs/judged/properties", "decision: {x: 1}"),
        ("/$defs/board/properties/rows/items/properties", "board: {rows: [{x: 1, member: li}]}"),
        ("/$defs/badge/properties", "badges: {li: [{x: 1}]}"), ("/$defs/notice/properties", "notices: {li: [{x: 1}]}"),
        ("/$defs/thanks/properties", "kudos: {k: {x: 1}}"),
        ("/$defs/expect/properties/entries/additionalProperties/items/properties", "entries: {li: [{x: 1}]}"),
        ("/$defs/expect/properties/awards/items/properties", "awards: [{x: 1}]"),
        ("/$defs/expect/properties/honours/items/properties", "honours: [{x: 1, member: li}]"),
        ("/$defs/expect/properties/balance/additionalProperties/properties", "balance: {li: {x: 1}}"),
        ("/$defs/expect/properties/customer/additionalProperties/properties", "customer: {acme: {x: 1}}"),
    ].map { ($0, "steps: [{at: 2026-01-10T09:00:00Z, expect: {\($1)}}]") }

    @Test(arguments: cases.indices)
    func `names the keys that are read`(index: Int) throws {
        let (pointer, text) = Self.cases[index]
        let file = URL(filePath: #filePath).appending(path: "../../../Rules/schemas/scenario.schema.json").standardizedFileURL.path()
        let schema = try JSONValue.parse(Array(try Data(contentsOf: URL(filePath: file))))
        let properties = try #require(schema.at(pointer)?.object, "\(pointer)")
        let whole = text.hasPrefix("company") ? text : "company: {timezone: UTC}\n\(text)"
        let document = try YAMLDocument("title: T\n\(whole)\n\(text.hasPrefix("steps") ? "" : "steps: []")\n", file: "s.yaml")
        let found = (#expect(throws: Files.Diagnostics.self) { try Scenario.read(document, in: ".", zones: ZoneFiles.database()) })?.all ?? []
        let unknown = try #require(found.first { $0.message == "no such key here: \"x\"" }, "\(found)")
        let keys = unknown.expected?.dropFirst("one of ".count).split(separator: ", ").map(String.init) ?? []
        // How many came out so is a key for each word; a message that named them all would help nobody.
        let named = properties.members.filter { $0.value["description"]?.string?.hasPrefix("How many") != true }
        #expect(Set(named.map(\.key)) == Set(keys))
    }

    @Test
    func `is named by the scenarios that come with Laurel`() throws {
        let folder = URL(filePath: #filePath).appending(path: "../../../Rules").standardizedFileURL
        for (name, schema) in [("scenarios", "scenario"), ("imports", "import")] {
            for file in try FileManager.default.contentsOfDirectory(atPath: folder.appending(path: name).path()) where file.hasSuffix(".yaml") {
                let text = try String(contentsOf: folder.appending(path: "\(name)/\(file)"), encoding: .utf8)
                #expect(text.hasPrefix("# yaml-language-server: $schema=../schemas/\(schema).schema.json\n"), "\(file)")
            }
        }
    }
}
