import Boards
import Files
import Foundation
import Identity
import Imports
import JSON
import Ledger
import Periods
import PointsEngine
import RuleEngine
import Testing

/// A real pipeline of 8,800 opportunities, with results that were computed independently.
@Suite struct PipelineTests {
    private static let shared: URL = {
        if let path = ProcessInfo.processInfo.environment["LAUREL_SHARED"] { return URL(filePath: path) }
        return URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../shared").standardizedFileURL
    }()
    private static let dataset = shared.appending(path: "datasets/crm")
    private static var isThere: Bool { FileManager.default.isReadableFile(atPath: dataset.appending(path: "expected.json").path()) }
    private static let package = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..").standardizedFileURL

    private static func file(_ name: String) -> String { dataset.appending(path: name).path() }

    @Test(.enabled(if: isThere, "the shared cases are not here: set LAUREL_SHARED"))
    func `the pipeline gives what was computed outside`() throws {
        let office = try Office(rules: Self.package.appending(path: "Tests/Imports/crm-rules").path())
        let text = try String(contentsOf: Self.package.appending(path: "Rules/imports/crm-pipeline.yaml"), encoding: .utf8)
        let map = try ImportMap(text, file: "crm-pipeline.yaml", zones: ZoneFiles.database())
        let expected = try #require(try JSONValue.parse(Array(Data(contentsOf: Self.dataset.appending(path: "expected.json")))).object)

        let people = try office.load(Self.file("sales_teams.csv"), by: map)
        #expect(people.summary.members.recorded == 35)
        #expect(people.summary.teams.recorded == 9)
        #expect(people.refusals.isEmpty)
        let sales = try office.load(Self.file("sales_pipeline.csv"), by: map, lookups: ["product": Self.file("products.csv")])
        #expect(sales.refusals.isEmpty)
        #expect(sales.summary.activities.recorded == 4_238)

        for (name, board) in [("won_by_agent_quarter", ""), ("won_by_manager_quarter", "team-"), ("won_by_regional_office_quarter", "team-")] {
            try compare(expected[name], with: office, board: board)
        }
        try comparePoints(expected["points_by_agent_2017-Q2"], with: office)

        let head = office.runtime.head
        let again = try office.load(Self.file("sales_pipeline.csv"), by: map, lookups: ["product": Self.file("products.csv")])
        #expect(again.summary.activities.duplicate == 4_238)
        #expect(again.summary.activities.recorded == 0)
        #expect(try office.load(Self.file("sales_teams.csv"), by: map).summary.members.duplicate == 35)
        #expect(office.runtime.head == head)
    }

    /// `{owner: {quarter: {count, value}}}` against the boards of revenue and orders.
    private func compare(_ expected: JSONValue?, with office: Office, board prefix: String) throws {
        let owners = try #require(expected?.object)
        for quarter in ["2017-Q1", "2017-Q2", "2017-Q3", "2017-Q4"] {
            let revenue = try rows(of: "\(prefix)revenue-quarter", in: quarter, office)
            let orders = try rows(of: "\(prefix)orders-quarter", in: quarter, office)
            for owner in owners {
                let cell = owner.value.object?[quarter]?.object
                #expect(revenue[owner.key] == cell?["value"]?.number.map(BoardValue.init) ?? nil, "\(owner.key) \(quarter)")
                #expect(orders[owner.key] == cell?["count"]?.number.map(BoardValue.init) ?? nil, "\(owner.key) \(quarter)")
            }
        }
    }

    private func rows(of board: String, in quarter: String, _ office: Office) throws -> [String: BoardValue] {
        try office.facts { facts, programme in
            let board = try #require(programme.boards.first { $0.id == board })
            let period = try #require(programme.calendar.period(key: quarter))
            let rows = try facts.rows(of: board, in: period, programme, at: period.end)
            return Dictionary(uniqueKeysWithValues: rows.map { ($0.owner.name, $0.value) })
        }
    }

    /// Points of each rule by agent in the second quarter, from the entries of the ledger.
    private func comparePoints(_ expected: JSONValue?, with office: Office) throws {
        let quarter = try #require(office.rules.company.calendar.period(key: "2017-Q2"))
        var points: [String: [String: Int64]] = [:]
        for entry in office.ledger where quarter.start <= entry.occurred && entry.occurred < quarter.end {
            if case .rule(_, let rule, _) = entry.source { points[entry.member.text, default: [:]][rule, default: 0] += entry.points }
        }
        let names = ["R1_fixed": "fixed", "R2_per_unit": "per-unit", "R3_tier": "step", "R6_fast": "fast", "R7_new_customer": "new-customer"]
        for agent in try #require(expected?.object) {
            for (name, rule) in names {
                #expect(points[agent.key]?[rule] ?? 0 == agent.value.object?[name]?.number?.int64 ?? 0, "\(agent.key) \(name)")
            }
        }
    }
}

extension Owner {
    fileprivate var name: String {
        switch self {
        case .member(let id): id.text
        case .team(let id): id.text
        case .customer(let id): id.text
        case .company: "company"
        case .key(let key): key.text
        }
    }
}
