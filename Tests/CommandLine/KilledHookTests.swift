import Foundation
import JSON
import TestClients
import Testing

/// `kill -9` between the moment a body is received and the one it is recorded: what was acknowledged happens, and happens once.
@Suite struct KilledHookTests {
    private let program: Program
    private var folder: WorkFolder { program.folder }

    init() throws {
        program = Program(folder: try WorkFolder())
        try folder.write("rules/company.yaml", "name: Company\ntimezone: Asia/Shanghai\n")
        try folder.write("rules/points/a.yaml", "{id: a, on: sale.won, award: {fixed: 1}}\n")
        try folder.write("rules/boards.yaml", "- {id: b, value: points, period: month}\n")
        try folder.write("rules/hooks/crm.yaml", """
            verify: {query: key, secret: $CRM_SECRET}
            members: {id: body.who}
            activities: {source: '"/crm"', id: body.id, type: '"sale.won"', time: '"2026-01-05"', member: body.who}

            """)
    }

    private var environment: [String: String] { ["LAUREL_RULES": folder.file("rules"), "CRM_SECRET": "secret-of-crm"] }

    private func owner(_ path: String) throws -> JSONValue { try JSONValue.parse(HTTPClient(unix: folder.file("laurel.db.sock")).get("/api/v1" + path).body) }

    @Test func `nothing that was acknowledged is lost, and nothing happens twice`() throws {
        var acknowledged: Set<String> = [], sent = 0
        for round in 1...4 {
            let server = try program.start("serve", "--port", "0", environment: environment), client = try HTTPClient(port: server.port)
            for _ in 0..<40 {
                sent += 1
                // Sent without waiting: the last ones are under way when the end comes.
                try client.send("POST", "/api/v1/hooks/crm?key=secret-of-crm", headers: ["Content-Type": "application/json"], body: Array(#"{"id":"D-\#(sent)","who":"w.\#(sent % 3)"}"#.utf8))
            }
            for number in 0..<(round * 8) {
                let answer = try client.response()
                if answer.status == 200 || answer.status == 202 { acknowledged.insert("D-\(sent - 39 + number)") }
            }
            server.send(SIGKILL)
            server.waitUntilExit()
        }
        let server = try program.start("serve", "--port", "0", environment: environment)
        while try owner("/hooks/crm")["received"]?["waiting"] != 0 {}
        for id in acknowledged { #expect(try owner("/activities/one?source=/crm&id=\(id)")["status"] != 404, "\(id)") }
        #expect(acknowledged.count == 80)
        // Each once: as many points as there are activities.
        let client = try HTTPClient(port: server.port)
        for id in acknowledged {
            let again = try client.post("/api/v1/hooks/crm?key=secret-of-crm", json: #"{"id":"\#(id)","who":"w.\#((Int(id.dropFirst(2)) ?? 0) % 3)"}"#)
            let outcome = try JSONValue.parse(again.body)
            #expect(again.status == 200 && outcome["recorded"] == 0, "\(again.text)")
        }
        #expect(server.stop() == 0)
        let verified = try program.run(["verify"], environment: environment)
        #expect(verified.code == 0, "\(verified.errors)")
    }

    @Test func `hook try shows what a body would become`() throws {
        try folder.write("body.json", #"{"id":"1","who":"li.na"}"#)
        let shown = try program.run("hook", "try", "--map", "rules/hooks/crm.yaml", "--rules", "rules", "body.json")
        #expect(shown.code == 0 && shown.output.contains(#""member":"li.na""#) && shown.output.contains(#""time":"2026-01-05T04:00:00Z""#), "\(shown.output)\(shown.errors)")
        #expect(try program.run("hook", "try", "--map", "rules/hooks/crm.yaml", "-", input: "{").code == 1)
        #expect(try program.run("hook", "try", "--map", "rules/hooks/none.yaml", "body.json").code == 1)
        #expect(try program.run("hook", "try", "body.json").code == 2)
        let form = try program.run("hook", "try", "--map", "rules/hooks/crm.yaml", "--form", "-", input: "id=2&who=li.na")
        #expect(form.code == 0 && form.output.contains(#""id":"2""#))
    }
}
