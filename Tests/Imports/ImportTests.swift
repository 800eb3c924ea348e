import Files
import Identity
import Imports
import Periods
import PointsEngine
import RuleEngine
import Testing

@Suite struct ImportTests {
    private let office: Office

    init() throws {
        let folder = #filePath.split(separator: "/").dropLast().joined(separator: "/")
        office = try Office(rules: "/\(folder)/crm-rules")
    }

    private static let map = """
        teams: {id: row.team, parent: row.region}
        members: {id: row.agent, name: row.agent, team: row.team}
        activities:
          - when: row.stage == "Won"
            source: '"/crm"'
            id: row.id
            type: '"sale.won"'
            time: row.closed
            member: row.agent
            data: {amount: decimal(row.value), customer: row.customer, days: 3}
        """
    private static let header = "id,agent,team,region,stage,closed,value,customer\n"

    private func load(_ rows: String, by map: String = map, lookups: [String: String] = [:]) throws -> (summary: ImportSummary, refusals: [ImportRefusal]) {
        try office.load(try office.file("sales.csv", Self.header + rows), by: office.map(map), lookups: lookups)
    }

    private func recorded(_ id: String) throws -> Recorded? {
        try office.facts { facts, _ in try facts.recorded(ActivityKey(source: "/crm", id: id)) }
    }

    @Test func `rows become teams members and activities`() throws {
        let result = try load("1,Li Na,East 1,East,Won,2017-03-01,1054.50,Acme\n2,Li Na,East 1,East,Lost,2017-03-02,0,Acme\n")
        #expect(result.refusals.isEmpty)
        #expect(result.summary.rows == 2)
        #expect(result.summary.activities.recorded == 1)
        #expect(result.summary.members.recorded == 1)
        #expect(result.summary.teams.recorded == 2)
        #expect(try office.facts { facts, _ in try facts.lineage(of: facts.member("Li Na")?.team(at: .latest)) } == ["East 1", "East"])
    }

    @Test func `a date alone is noon of that day in the companys zone`() throws {
        _ = try load("1,Li Na,East 1,East,Won,2017-07-01,10,Acme\n2,Li Na,East 1,East,Won,2017-07-01 09:30,10,Acme\n3,Li Na,East 1,East,Won,2017-07-01T09:30:00+08:00,10,Acme\n")
        #expect(try recorded("1")?.activity.time == Instant(rfc3339: "2017-07-01T12:00:00-04:00"))
        #expect(try recorded("2")?.activity.time == Instant(rfc3339: "2017-07-01T09:30:00-04:00"))
        #expect(try recorded("3")?.activity.time == Instant(rfc3339: "2017-07-01T09:30:00+08:00"))
    }

    @Test func `importing again changes nothing`() throws {
        let rows = "1,Li Na,East 1,East,Won,2017-03-01,100,Acme\n2,Wang Wei,East 1,East,Won,2017-03-02,200,Byte\n"
        _ = try load(rows)
        let head = office.runtime.head
        let again = try load(rows)
        #expect(again.summary.activities.duplicate == 2)
        #expect(again.summary.members.duplicate == 2)
        #expect(again.summary.isClean)
        #expect(office.runtime.head == head)
    }

    @Test func `another content under the same identity is a conflict with its line`() throws {
        _ = try load("1,Li Na,East 1,East,Won,2017-03-01,100,Acme\n")
        let again = try load("1,Li Na,East 1,East,Won,2017-03-01,900,Acme\n")
        #expect(again.summary.activities.conflicting == 1)
        #expect(again.refusals.map(\.line) == [2])
        #expect(again.refusals.map(\.code) == ["conflict"])
        #expect(again.refusals.map(\.message) == [#"data.amount: "100" is recorded, and this says "900""#])
    }

    @Test func `a row that does not hold is told and the others go on`() throws {
        let rows = """
            1,Li Na,East 1,East,Won,2017-03-01,much,Acme
            2,Li Na,East 1,East,Won,2017-13-01,100,Acme
            3,Li Na,East 1,East,Won,2017-03-01,100
            4,Li Na,East 1,East,Won,2017-03-01,-5,Acme
            5,Li Na,East 1,East,Won,2017-03-01,100,Acme
            """
        let result = try load(rows)
        #expect(result.summary.activities.recorded == 1)
        #expect(result.summary.activities.refused == 4)
        #expect(result.refusals.map(\.line).sorted() == [2, 3, 4, 5])
        #expect(result.refusals.first { $0.line == 5 }?.code == "negative-quantity")
        #expect(result.refusals.first { $0.line == 2 }?.message.hasPrefix("data.amount: ") == true)
    }

    @Test func `a section about another file is left out and says so`() throws {
        _ = try load("1,Li Na,East 1,East,Won,2017-03-01,100,Acme\n")
        let file = try office.file("more.csv", "id,agent,stage,closed,value,customer\n7,Li Na,Won,2017-03-04,70,Acme\n")
        let result = try office.load(file, by: office.map(Self.map))
        #expect(result.summary.activities.recorded == 1)
        #expect(result.summary.notes == ["teams left out: the file has no column region, team", "members left out: the file has no column team"])
    }

    /// What is wrong with a file as a whole.
    private func failure(_ text: String, by map: String = map) throws -> String {
        let file = try office.file("other.csv", text)
        let failure = #expect(throws: Files.Diagnostics.self) { try office.load(file, by: office.map(map)) }
        #expect(failure?.all.count == 1)
        return "\(failure?.all.first?.place ?? ""): \(failure?.all.first?.sentence ?? "")"
    }

    @Test func `missing columns are one message at their first place in the map`() throws {
        let message = try failure("id,agent,team,region,Stage,closed,customer\n7,Li Na,East 1,East,Won,2017-03-04,Acme\n8,Li Na,East 1,East,Won,2017-03-04,Acme\n")
        #expect(message == """
            map.yaml:4:15: the file has no column "stage", "value"; its columns are "id", "agent", "team", "region", "Stage", "closed", "customer"; \
            "stage" may be "Stage"
            """)
    }

    @Test(arguments: [(";", #"say delimiter: ";""#), ("\t", "say delimiter: tab"), ("|", #"say delimiter: "|""#)])
    func `another delimiter is guessed`(delimiter: String, hint: String) throws {
        let message = try failure((Self.header + "1,Li Na,East 1,East,Won,2017-03-01,100,A, B\n").replacing(",", with: delimiter))
        #expect(message.contains("its columns are") && message.hasSuffix(hint), "\(message)")
    }

    @Test(arguments: [("", "the file is empty"), ("sep=;\nid;agent\n1;x\n", "the columns behind it are id, agent"), ("id,id\n", "a second column named \"id\"")])
    func `a file that is none is one message`(text: String, words: String) throws {
        #expect(try failure(text).contains(words))
    }

    @Test func `a file without rows says so`() throws {
        let result = try load("")
        #expect(result.summary.rows == 0 && result.summary.isClean)
        #expect(result.summary.notes == ["the file has no rows behind its header"])
    }

    @Test func `a bad row is lost alone and the others go on`() throws {
        let rows = """
            1,Li Na,East 1,East,Won,2017-03-01,100,"Acme
            2,Li Na,East 1,East,Won,2017-03-02,100,Acme
            3,Li "Na",East 1,East,Won,2017-03-02,100,Acme
            4,Li Na,East 1,East,Won,2017-03-02,100,"Acme"

            """
        let result = try load(rows)
        #expect(result.summary.rows == 4)
        #expect(result.summary.activities.recorded == 2)
        #expect(result.refusals.map(\.line) == [2, 4])
        #expect(result.refusals.allSatisfy { $0.columns.count == 8 && $0.record == nil })
    }

    @Test func `rows that match nothing are counted`() throws {
        let result = try load("1,Li Na,East 1,East,Lost,2017-03-01,100,A\n2,Li Na,East 1,East,Won,2017-03-01,100,A\n3,Li Na,East 1,East,won,2017-03-01,100,A\n")
        #expect(result.summary.unmatched == 2)
        let people = try office.load(try office.file("people.csv", "agent,team\nx,\n,east\n"), by: office.map("members: {id: row.agent}"))
        #expect(people.summary.unmatched == 1 && people.summary.members.recorded == 1)
    }

    @Test func `a map that does not hold is refused with every place`() throws {
        let text = "activities:\n  - source: '\"/crm\"'\n    id: row.id +\n    type: nothing\n    tim: row.closed\n"
        let failure = #expect(throws: Files.Diagnostics.self) { try office.map(text) }
        #expect(failure?.all.map(\.line).sorted() == [2, 3, 4, 5])
    }

    @Test func `lookups are tables by their key`() throws {
        let map = Self.map.replacing("customer: row.customer", with: "customer: row.customer, price: \"decimal(product[row.customer].price)\"")
            .replacing("teams: ", with: "lookup: {product: {key: name}}\nteams: ")
        let products = try office.file("products.csv", "name,price\nAcme,12.5\n")
        let rows = "1,Li Na,East 1,East,Won,2017-03-01,100,Acme\n2,Li Na,East 1,East,Won,2017-03-01,100,Nobody\n"
        let result = try load(rows, by: map, lookups: ["product": products])
        #expect(try recorded("1")?.activity.data["price"]?.number == 12.5)
        #expect(result.refusals.map(\.line) == [3])
        #expect(throws: Files.Diagnostics.self) { try load(rows, by: map) }
        #expect(throws: Files.Diagnostics.self) { try load(rows, by: map, lookups: ["product": products, "prodct": products]) }
    }

    @Test func `an order of the map decides who was first`() throws {
        let rows = "1,Li Na,East 1,East,Won,2017-03-09,100,Acme\n2,Wang Wei,East 1,East,Won,2017-03-02,200,Acme\n"
        _ = try load(rows, by: "order: [row.closed, row.id]\n" + Self.map)
        let claims = try ["1", "2"].map { try recorded($0)?.decision.lines.contains { $0.rule == "new-customer" && $0.after > 0 } }
        #expect(claims == [false, true])
    }

    @Test func `rows in which every cell is empty are blank wherever they stand and however many cells they have`() throws {
        let result = try load(
            ",,,,,,,\n1,Li Na,East 1,East,Won,2017-03-01,100,Acme\n,,,\n , \t,,,,,,\n2,Li Na,East 1,East,Lost,2017-03-02,0,Acme\n,,,,,,,,,,,,\n\"\",\"\"\n")
        #expect(result.refusals.isEmpty)
        #expect((result.summary.blank, result.summary.rows) == (5, 2))
        #expect(result.summary.activities.recorded == 1 && result.summary.isClean)
        // Whoever fills one cell means something by it.
        #expect(try load(",,,,Won,,,\n").refusals.map(\.line) == [2])
    }

    @Test func `a file of blank rows has none`() throws {
        let summary = try load(",,,,,,,\n,,,,,,,\n").summary
        #expect((summary.blank, summary.rows) == (2, 0))
        #expect(summary.notes == ["the file has no rows behind its header"])
    }
}
