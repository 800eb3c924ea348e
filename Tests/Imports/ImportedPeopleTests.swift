import Files
import Identity
import Imports
import PointsEngine
import Testing

/// Teams and members of a file against those that are recorded: what differs is told with its line, and never passed over.
@Suite struct ImportedPeopleTests {
    private let office: Office

    init() throws {
        let folder = #filePath.split(separator: "/").dropLast().joined(separator: "/")
        office = try Office(rules: "/\(folder)/crm-rules")
    }

    private static let map = """
        teams: {id: row.team, parent: row.region}
        members: {id: row.agent, name: row.name, team: row.team, role: row.role}
        """

    private func load(_ rows: String, by map: String = map) throws -> (summary: ImportSummary, refusals: [ImportRefusal]) {
        try office.load(try office.file("people.csv", "team,region,agent,name,role\n" + rows), by: office.map(map))
    }

    private func lineage(_ team: TeamID) throws -> [TeamID] { try office.facts { facts, _ in try facts.lineage(of: team) } }

    @Test(arguments: [
        ("east-1,west,li,Li Na,rep", "parent: \"east\" is recorded, and this says \"west\""), ("east-1,,li,Li Na,rep", "parent: \"east\" is recorded, and this says nothing"),
        ("east-2,east,li,Li Na,rep", "team: \"east-1\" is recorded, and this says \"east-2\""), ("east-1,east,li,Lina,rep", "name: \"Li Na\" is recorded, and this says \"Lina\""),
        ("east-1,east,li,Li Na,manager", "role: \"rep\" is recorded, and this says \"manager\""),
        ("east-1,east,li,Lina,manager", "name: \"Li Na\" is recorded, and this says \"Lina\"; role: \"rep\" is recorded, and this says \"manager\""),
        ("east,east-1,li,Li Na,", "parent: nothing is recorded, and this says \"east-1\""), ("new,new,,,", "parent \"new\": a team cannot sit inside itself"),
    ]) func `what differs is a conflict with its line and field`(row: String, message: String) throws {
        #expect(try load("east-1,east,li,Li Na,rep\n").summary.isClean)
        let result = try load("east-1,east,li,Li Na,rep\n\(row)\n")
        #expect(result.refusals.contains { $0.line == 3 && $0.code == "conflict" && $0.message == message }, "\(result.refusals.map(\.message))")
        #expect(result.summary.teams.conflicting + result.summary.members.conflicting >= 1)
        #expect(!result.summary.isClean)
    }

    @Test(arguments: ["a,b,,,\nb,a,,,\n", "a,b,,,\nb,c,,,\nc,a,,,\n", "a,a,,,\n"]) func `teams inside themselves are a conflict`(rows: String) throws {
        let result = try load(rows)
        #expect(result.summary.teams.conflicting == 1)
        #expect(result.refusals.map(\.line) == [rows.split(separator: "\n").count + 1])
        #expect(result.refusals.first?.message.contains("a team cannot sit inside itself") == true)
    }

    @Test func `what a row does not say is no conflict`() throws {
        #expect(try load("east-1,east,li,Li Na,manager\n").summary.isClean)
        for map in ["members: {id: row.agent}", "members: {id: row.agent, team: row.team}", "members: {id: row.agent, name: row.name}\nteams: {id: row.team}"] {
            let again = try load("east-1,other,li,Li Na,\n", by: map)
            #expect(again.summary.isClean && again.summary.members.duplicate == 1, "\(map) \(again.refusals)")
        }
    }

    @Test func `a team that was only mentioned takes the parent that a later row says`() throws {
        let rows = "east-1,east,,,\neast,china,,,\neast-2,east,,,\nchina,world,,,\n"
        let first = try load(rows)
        #expect(first.summary.isClean, "\(first.refusals)")
        #expect(try lineage("east-1") == ["east-1", "east", "china", "world"])
        let head = office.runtime.head
        let again = try load(rows)
        #expect(again.summary.isClean && again.summary.teams.recorded == 0)
        #expect(office.runtime.head == head)
    }

    @Test func `one that another file has brought does not`() throws {
        _ = try load("east-1,east,,,\n")
        let result = try load("east,china,,,\n")
        #expect(result.refusals.map(\.message) == [#"parent: nothing is recorded, and this says "china""#])
    }

    @Test(arguments: [
        ("anna", "capital letters"), ("Anna ", "spaces or invisible characters"), ("Anna\u{3000}", "spaces"), ("Anna\u{A0}", "spaces"), ("An\u{200B}na", "invisible"), (" Anna", "spaces"),
        ("Ａｎｎａ", "width"), ("ANNA", "capital letters"), ("Anna\u{FEFF}", "invisible"),
    ]) func `names that look alike are warned about`(other: String, reason: String) throws {
        let rows = "east,,Anna,,\n\(other),,\(other),,\nANna x,,East,,\n"
        let notes = try load(rows).summary.notes
        let member = notes.filter { $0.contains("are probably the same member") }
        #expect(member.count == 1 && member[0].hasPrefix("\"Anna\" in line 2 and") && member[0].contains("in line 3") && member[0].contains(reason), "\(notes)")
    }

    @Test func `accents that are encoded otherwise are warned about as are names that are recorded`() throws {
        #expect(try load("Zürich,,André,,\n").summary.notes == [])
        let notes = try load("Zu\u{308}rich,,Andre\u{301},,\nzürich,,x,,\n").summary.notes
        #expect(notes.contains { $0.hasPrefix("\"André\", which is recorded, and") && $0.contains("NFC and NFD") }, "\(notes)")
        #expect(notes.filter { $0.contains("are probably the same team") }.count == 2, "\(notes)")
    }

    @Test func `names that are others are not and a file that is imported again neither`() throws {
        let rows = "east,,Anna,,\nwest,,Anne,,\nEast 1,,Anna B,,\n"
        #expect(try load(rows).summary.notes == [])
        #expect(try load(rows).summary.notes == [])
    }

    @Test func `products that look alike are warned about`() throws {
        let map = """
            activities: {source: '"/crm"', id: row.id, type: '"sale.won"', time: '"2017-03-01"', member: '"li"', data: {amount: 1, product: row.product}}
            """
        _ = try load("east,,li,,\n")
        let file = try office.file("sales.csv", "id,product\n1,GTX Pro\n2,gtx  pro\n3,GTX Plus\n")
        let notes = try office.load(file, by: office.map(map)).summary.notes
        #expect(notes.count == 1 && notes[0].contains("are probably the same value of data.product"), "\(notes)")
    }
}
