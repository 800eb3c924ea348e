import Boards
import Examples
import Identity
import Periods
import PointsEngine
import Testing

@testable import Store

/// Whatever is kept under a key: each kind is tried with what an office at work has of it.
@Suite("A kept thing") struct KeptTests {
    private let folder: Folder
    private let office: Office

    init() throws {
        folder = try Folder()
        var programme = try Example.programme()
        var board = BoardDefinition(id: "sprint", value: .total(.metric("revenue")), period: .all)
        let days = Campaign.days(from: Example.start, until: Example.start.adding(seconds: 86_400 * 90), programme.calendar)
        (board.span, board.goal) = (days, .race(.decimal(10_000 * BoardValue.unit)))
        var race = Campaign(
            id: "sprint", title: LocalizedText("Sprint"), from: Example.start, until: Example.start.adding(seconds: 86_400 * 90), teams: nil, rules: [], contest: nil)
        race.contest = Campaign.Contest(kind: .race, goal: 10_000, board: board)
        (programme.campaigns, programme.boards) = ([race], programme.boards + [board])
        programme.badges = BadgeList([Badge(id: "closer", title: LocalizedText("Closer"), goal: .metric("revenue", over: .all), levels: [1_000, 90_000])])
        office = try Office(folder, programme: programme)
        try office.work()
        var preferences = NoticePreferences()
        preferences[.kudos] = .digest
        try office.commit([SetPreferences(preferences)], by: .member("wang.wei"))
        try office.commit([GiveKudos(id: "k-1", to: "wang.wei", reason: "help", text: "谢谢")], by: .member("li.na"))
        try office.commit([SetLeave("li.na", DayRange(Day(number: 20_600), until: Day(number: 20_610)))], by: .member("chen.jie"))
        try office.commit([SetWish("mug")], by: .member("li.na"))
        try office.commit([SetDeputy("chen.jie", nil, SetDeputy.noDays)], by: .administrator)
        try office.commit([PutWebhook(webhook: Webhook(id: "erp", title: "ERP", kind: .standard, host: "erp.example", types: [EventType.awardPosted]), revision: nil)])
        try office.commit([PutRuleDraft(id: "d-1", title: "Visits", files: ["points/visit.yaml": nil], revision: nil)], by: .member("chen.jie"))
    }

    @Test func `is found in the database as it is in memory, while it runs and after a restart`() throws {
        let restarted = try StoredFacts(of: office.database)
        for kind in Tables.rows { try expectFound(kind, restarted) }
    }

    private func expectFound<Value: KeptRows>(_ kind: Value.Type, _ restarted: StoredFacts) throws {
        let table = office.memory.tables[keyPath: Value.place]
        for (key, value) in table {
            let expected = try columns(key, value)
            for facts in [office.facts, restarted] {
                let found = try #require(try facts.find(kind, key), "\(kind) \(key)")
                #expect(try columns(key, found) == expected)
            }
        }
        // Whatever is there is there in both, and nothing else.
        var stored = 0
        try office.database.connection.forEach(kind) { key, _ in
            stored += 1
            #expect(table[key] != nil, "\(kind) \(key)")
        }
        #expect(stored == table.count, "\(kind)")
    }

    private func columns<Value: KeptRows>(_ key: Value.Key, _ value: Value) throws -> [String] {
        var row = WrittenColumns()
        try Value.write(key, to: &row)
        try value.write(to: &row)
        #expect(row.columns.count == Value.schema.columns.count, "\(Value.self) declares as many columns as it writes")
        return row.columns
    }

    @Test func `is tried: the office has some of nearly all kinds`() {
        let without = Set(Tables.rows.filter { isEmpty($0) }.map { $0.schema.name })
        #expect(without.isSubset(of: ["demand", "target", "archive", "champion", "sheet", "appraisal_round", "step_deadline"]), "\(without)")
    }

    private func isEmpty<Value: KeptRows>(_ kind: Value.Type) -> Bool { office.memory.tables[keyPath: Value.place].isEmpty }

    @Test func `that is deleted is gone from its table, and found nowhere`() throws {
        try office.commit([DeleteTier(id: "silver", revision: nil)])
        #expect(try office.facts.find(Tier.self, "silver") == nil)
        #expect(try StoredFacts(of: office.database).find(Tier.self, "silver") == nil)
    }
}

/// What a kept thing writes, as texts.
private struct WrittenColumns: ColumnWriter {
    private(set) var columns: [String] = []

    mutating func add(_ value: Int64?) { columns.append(value.map { "\($0)" } ?? "null") }
    mutating func add(_ text: String?) { columns.append(text ?? "null") }
    mutating func add(utf8 bytes: [UInt8]) { columns.append(String(decoding: bytes, as: UTF8.self)) }
}
