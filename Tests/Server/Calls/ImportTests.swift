import JSON
import TestClients
import Testing

/// `POST /imports`: a CSV file as the body, by a map of the rules folder.
@Suite struct ImportCallTests {
    let laurel: ServerHarness

    init() throws {
        let rules = try TestFolder()
        try rules.write("imports/crm.yaml", """
            teams: {id: row.team}
            members: {id: row.agent, team: row.team}
            activities:
              source: '"/crm"'
              id: row.id
              type: '"sale.won"'
              time: row.closed
              member: row.agent
              data: {amount: decimal(row.value), customer: row.customer}
            """)
        try rules.write("imports/broken.yaml", "activities: {source: '\"/crm\"', id: row.id, type: '\"sale.won\"', tim: row.closed}\n")
        laurel = try ServerHarness { $0.options.rulesFolder = rules.path }
        folder = rules
    }

    private let folder: TestFolder
    private static let header = "id,agent,team,closed,value,customer\n"

    private func send(_ rows: String, header: String = header, _ query: String = "map=crm", as caller: TestCaller? = nil) throws -> HTTPClient.Response {
        try (caller ?? laurel.admin).send("POST", "/imports?\(query)", Array((header + rows).utf8), headers: ["Content-Type": "text/csv"])
    }

    @Test func `a good file is recorded and again is all duplicates`() throws {
        let rows = "1,new.one,east-1,2026-11-18,1000,Acme\n2,new.two,east-1,2026-11-19,2000,Byte\n"
        let first = try send(rows)
        #expect(first.status == 200, "\(first.text)")
        #expect(first.json["recorded"]?.int64 == 2)
        #expect(first.json["members"]?.int64 == 2)
        #expect(first.json["refused"]?.int64 == 0)
        #expect(try laurel.admin.get("/members/new.one/balance").json["pending"]?.int64 == 10)
        let again = try send(rows)
        #expect(again.json["recorded"]?.int64 == 0)
        #expect(again.json["duplicate"]?.int64 == 2)
    }

    @Test func `bad rows are told by their lines and the others count`() throws {
        let rows = """
            1,new.one,east-1,2026-11-18,1000,Acme
            2,new.one,east-1,some day,1000,Acme
            3,new.one,east-1,2026-11-18,-5,Acme
            4,new.one,east-1,2026-11-18
            5,new.one,east-1,2030-01-01,1000,Acme
            6,new.one,east-1,2026-11-19,2000,Acme

            """
        let json = try send(rows).json
        #expect(json["recorded"]?.int64 == 2)
        #expect(json["refused"]?.int64 == 4)
        let errors = json["errors"]?.array ?? []
        #expect(Set(errors.map { "\($0["line"]?.int64 ?? 0) \($0["code"]?.string ?? "")" }) == [
            "3 malformed", "4 negative-quantity", "5 malformed", "6 in-the-future",
        ])
        #expect(errors.allSatisfy { $0["detail"]?.string?.isEmpty == false })
    }

    @Test func `a dry run tells the same and writes nothing`() throws {
        let rows = "1,new.one,east-1,2026-11-18,1000,Acme\n1,new.one,east-1,2026-11-18,9000,Acme\n2,new.one,east-1,nonsense,1,Acme\n"
        let head = laurel.runtime.head
        let dry = try send(rows, "map=crm&dry_run=true")
        #expect(dry.status == 200, "\(dry.text)")
        #expect(laurel.runtime.head == head)
        let real = try send(rows)
        for key in ["recorded", "conflicting", "refused", "members", "errors", "rows"] { #expect(dry.json[key] == real.json[key], "\(key)") }
        #expect(dry.json["dry_run"]?.bool == true)
        #expect(real.json["dry_run"]?.bool == false)
    }

    @Test func `more than a hundred errors are counted and not all told`() throws {
        let json = try send((1...150).map { "\($0),new.one,east-1,never,1,A\n" }.joined()).json
        #expect(json["refused"]?.int64 == 150)
        #expect(json["errors"]?.array?.count == 100)
    }

    @Test func `a file that does not fit is refused as a file and not as a rule`() throws {
        #expect(try send("", header: "").code == "invalid-file")
        let missing = try send("1,x\n2,y\n", header: "id,agent\n")
        #expect(missing.status == 422)
        #expect(missing.code == "invalid-file")
        #expect(missing.json["title"]?.string == "The file does not fit. Nothing was imported.")
        #expect(missing.json["problems"]?.array?.count == 1)
        #expect(missing.json["problems"]?[0]?["file"]?.string == "imports/crm.yaml")
        #expect(missing.json["problems"]?[0]?["detail"]?.string?.contains(#"its columns are "id", "agent""#) == true)
        #expect(laurel.runtime.head.lastEntry == 0)
    }

    @Test func `what is wrong with a row is told in the language of who reads it with its field and its value`() throws {
        try folder.write("imports/strict.yaml", """
            activities:
              source: '"/crm"'
              id: row.id
              type: '"sale.won"'
              time: row.closed
              member: row.agent
              data: {amount: decimal(row.value)}
            """)
        let rows = Self.header + "1,nobody.here,east-1,2026-11-18,1000,Acme\n2,new.one,east-1,never,1,A\n,,,,,\n"
        let answer = try laurel.admin.send(
            "POST", "/imports?map=strict", Array(rows.utf8), headers: ["Content-Type": "text/csv", "Accept-Language": "zh-Hans"])
        #expect(answer.json["blank"]?.int64 == 1)
        let errors = (answer.json["errors"]?.array ?? []).sorted { ($0["line"]?.int64 ?? 0) < ($1["line"]?.int64 ?? 0) }
        #expect(errors.map { $0["title"]?.string } == ["没有这位成员。", "这一行不符合对照表的要求。"])
        #expect(errors.map { $0["field"]?.string } == ["member", "time"])
        #expect(errors.first?["value"]?.string == "nobody.here")
    }

    @Test func `a bad quote loses its row alone`() throws {
        let answer = try send("1,\"open,east-1,2026-11-18,1000,Acme\n2,new.one,east-1,2026-11-18,1000,Acme\n")
        #expect(answer.status == 200)
        #expect(answer.json["recorded"]?.int64 == 1)
        #expect(answer.json["refused"]?.int64 == 1)
        #expect(answer.json["errors"]?[0]?["line"]?.int64 == 2)
    }

    @Test func `a file of people counts them`() throws {
        try folder.write("imports/people.yaml", "teams: {id: row.team, parent: row.region}\nmembers: {id: row.agent, name: row.name, team: row.team}\n")
        let header = "agent,name,team,region\n"
        let first = try send("new.one,One,south,china\nnew.two,Two,south,china\n", header: header, "map=people")
        #expect(first.json["members"]?.int64 == 2 && first.json["teams"]?.int64 == 2)
        #expect(first.json["counts"]?["members"] == ["recorded": 2, "duplicate": 0, "conflicting": 0, "refused": 0])
        let second = try send("new.one,Uno,south,east\nNew.Two,Two,south,china\n", header: header, "map=people")
        #expect(second.json["conflicting"]?.int64 == 2)
        #expect(Set((second.json["errors"]?.array ?? []).compactMap { $0["detail"]?.string }) == [
            #"name: "One" is recorded, and this says "Uno""#, #"parent: "china" is recorded, and this says "east""#,
        ])
        #expect(second.json["notes"]?[0]?.string?.contains("are probably the same member") == true)
    }

    @Test func `a dry run knows teams that later rows put in their place`() throws {
        try folder.write("imports/people.yaml", "teams: {id: row.team, parent: row.region}\n")
        let rows = "south-1,south\nsouth,china\n"
        for query in ["map=people&dry_run=true", "map=people"] {
            let answer = try send(rows, header: "team,region\n", query)
            #expect(answer.json["conflicting"]?.int64 == 0 && answer.json["teams"]?.int64 == 4, "\(answer.text)")
        }
    }

    @Test func `what stops it half way is told with the counts`() throws {
        let laurel = try ServerHarness(doubtsClock: true) { $0.options.rulesFolder = folder.path }
        laurel.clock.now = ServerHarness.start.adding(seconds: 365 * 86_400)
        let rows = Array((Self.header + "1,new.one,east-1,2026-11-18,1000,Acme\n").utf8)
        let answer = try laurel.admin.send("POST", "/imports?map=crm", rows, headers: ["Content-Type": "text/csv"])
        #expect(answer.status == 503 && answer.code == "interrupted")
        #expect(answer.header("retry-after") != nil)
        #expect(answer.json["rows"]?.int64 == 1 && answer.json["recorded"]?.int64 == 0)
        #expect(answer.json["stopped"]?.string?.contains("the server's clock has jumped ahead and is not believed; what was recorded stays") == true, "\(answer.text)")
    }

    @Test func `rows that matched nothing are counted`() throws {
        try folder.write("imports/won.yaml", "activities: {when: 'row.stage == \"Won\"', source: '\"/crm\"', id: row.id, type: '\"sale.won\"', time: row.day, member: row.who}\n")
        #expect(try send("1,won,2026-11-18,li.na\n2,Won,2026-11-18,nobody\n", header: "id,stage,day,who\n", "map=won").json["unmatched"]?.int64 == 1)
    }

    @Test func `a map that does not hold or is not there is refused`() throws {
        let broken = try send("1,x,y,2026-11-18,1,A\n", "map=broken")
        #expect(broken.status == 422)
        #expect(broken.code == "invalid-map")
        #expect(broken.json["problems"]?[0]?["file"]?.string == "imports/broken.yaml")
        for name in ["nothing", "../company", "", "crm.yaml"] { #expect(try send("1\n", "map=\(name)").status == 404, "\(name)") }
        #expect(try send("1\n", "").status == 404)
    }

    @Test func `what is too large is refused before it is read`() throws {
        let answer = try send(String(repeating: "1,new.one,east-1,2026-11-18,1000,Acme\n", count: 120_000))
        #expect(answer.status == 413)
        #expect(laurel.runtime.head.lastEntry == 0)
    }

    @Test func `only administrators import`() throws {
        for (account, status) in [("li.na", 403), ("chen.jie", 403), ("zhao.lei", 403), ("qian.hong", 403), ("admin", 200)] {
            #expect(try send("1,new.one,east-1,2026-11-18,1000,Acme\n", as: laurel.browser(account)).status == status, "\(account)")
        }
        #expect(try send("1\n", as: laurel.nobody).status == 401)
        #expect(try send("1\n", as: laurel.token(["activities:write", "members:write", "read"])).status == 403)
        #expect(try laurel.admin.get("/imports").json["items"]?.array?.map { $0["id"]?.string } == ["broken", "crm"])
    }
}
