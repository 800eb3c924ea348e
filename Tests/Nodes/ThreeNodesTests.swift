import Foundation
import JSON
import PostgresServer
import Receivers
import SQLite
import TestClients
import Testing

@Suite("Three nodes", .serialized, .enabled(if: PostgresServer.programs != nil, "PostgreSQL is not installed"))
struct ThreeNodesTests {
    private func sale(_ id: String, of member: String = "m0") -> String {
        let format = ISO8601DateFormatter()
        format.formatOptions = [.withInternetDateTime, .withFractionalSeconds]
        let time = format.string(from: Date())
        return "{\"source\":\"crm\",\"id\":\"\(id)\",\"type\":\"sale.won\",\"subject\":\"\(member)\",\"time\":\"\(time)\",\"data\":{}}"
    }

    @Test func `what is written at one node is read at it at once, at all of them soon, and no node denies whom it does not know yet`() throws {
        let rig = try ThreeNodes()
        try rig.members(3)
        let leader = try rig.awaitLeader()
        for (number, node) in rig.nodes.enumerated() {
            let id = "own\(number)"
            #expect(try rig.owner(node, "POST", "/members", ["id": .string(id), "name": "Own", "role": "rep"]).status == 201)
            #expect(try rig.owner(node, "GET", "/members/\(id)").status == 200, "\(node.name) reads what it wrote")
        }
        // A token made at one node is good at the next in the same moment.
        for node in rig.nodes {
            let bearer = ["Authorization": "Bearer \(try rig.token("t-\(node.name)", by: node))"]
            for other in rig.nodes { #expect(try other.client().get("/api/v1/members?limit=1", headers: bearer).status == 200) }
            let made = try node.client().post("/api/v1/activities", json: sale("x-\(node.name)"), headers: bearer)
            #expect(made.status == 201, "\(made.text)")
            let again = try (node === leader ? rig[1] : leader).client().post("/api/v1/activities", json: sale("x-\(node.name)"), headers: bearer)
            #expect(again.status == 200 || again.status == 409, "\(again.text)")
        }
        // What nobody knows is denied all the same.
        let stranger = ["Authorization": "Bearer \(String(repeating: "A", count: 43))"]
        for node in rig.nodes { #expect(try node.client().get("/api/v1/members", headers: stranger).status == 401) }
        try rig.settle()
        for node in rig.nodes { #expect(try rig.owner(node, "GET", "/members/m0/balance").json["available"]?.int64 == 3) }
    }

    @Test func `a right that ends at one node ends at all`() throws {
        let rig = try ThreeNodes()
        let leader = try rig.awaitLeader(), other = try #require(rig.followers.first)
        let token = try rig.token("viewer", by: leader, ["read"]), bearer = ["Authorization": "Bearer \(token)"]
        let socket = try WebSocketClient(port: other.port, "/live", subprotocol: "laurel.live.v1", headers: bearer)
        try socket.send(text: "{\"subscribe\":\"b1\",\"board\":\"points\",\"period\":\"current\",\"scope\":\"company\",\"window\":{\"top\":50}}")
        _ = try socket.frame()
        let id = try #require(try rig.owner(leader, "GET", "/tokens").json["items"]?.array?.first { $0["name"]?.string == "viewer" }?["id"]?.string)
        #expect(try rig.owner(leader, "DELETE", "/tokens/\(id)").status == 204)
        var frame = try socket.frame()
        while frame.opcode != 8 { frame = try socket.frame() }
        #expect(frame.code == 4501)
        for node in rig.nodes { #expect(try node.client().get("/api/v1/members", headers: bearer).status == 401) }
    }

    @Test func `a leader that stops hands over, and nobody notices but those who watch`() throws {
        let rig = try ThreeNodes()
        try rig.members(1)
        let leader = try rig.awaitLeader(), others = rig.nodes.filter { $0 !== leader }
        let bearer = ["Authorization": "Bearer \(try rig.token("crm", by: others[0]))"]
        let socket = try WebSocketClient(port: leader.port, "/live", subprotocol: "laurel.live.v1", headers: bearer)
        leader.signal(SIGTERM)
        var frame = try socket.frame()
        while frame.opcode != 8 { frame = try socket.frame() }
        #expect(frame.code == 4000)
        for number in 0..<5 {
            var status = 0
            try rig.wait("it is taken") {
                status = (try? others[number % 2].client().post("/api/v1/activities", json: sale("h\(number)"), headers: bearer))?.status ?? 0
                return status == 201 || status == 200
            }
        }
        leader.stop()
        leader.start()
        try rig.wait("it is back") { leader.readiness()?.isReady ?? false }
        try rig.settle()
        #expect(try rig.owner(leader, "GET", "/members/m0/balance").json["available"]?.int64 == 5)
    }

    @Test func `without PostgreSQL pages go on and writes hear that nothing is written`() throws {
        let rig = try ThreeNodes()
        try rig.members(1)
        let bearer = ["Authorization": "Bearer \(try rig.token("crm", by: rig[0]))"]
        try rig.settle()
        for node in rig.nodes { #expect(try node.client().get("/api/v1/members", headers: bearer).status == 200) }
        try rig.server.stop("immediate")
        for node in rig.nodes {
            #expect(try node.client().get("/api/v1/boards", headers: bearer).status == 200)
            let refused = try node.client().post("/api/v1/activities", json: sale("p-\(node.name)"), headers: bearer)
            #expect(refused.status == 503 && refused.text.contains("read-only"), "\(refused.text)")
            #expect(refused.header("Retry-After") != nil)
        }
        // After a while pages say how old their data is.
        try rig.wait("it says how old it is") { try rig.nodes.allSatisfy { try $0.client().get("/healthz").text.contains("stale_ms") } }
        try rig.wait("followers are no longer ready") { rig.nodes.allSatisfy { $0.readiness()?.isReady == false } }
        try rig.server.start()
        _ = try rig.awaitLeader()
        for node in rig.nodes {
            var status = 0
            try rig.wait("it is taken again") {
                status = (try? node.client().post("/api/v1/activities", json: sale("p-\(node.name)"), headers: bearer))?.status ?? 0
                return status == 201 || status == 200
            }
        }
        try rig.settle()
        #expect(try rig.owner(rig[0], "GET", "/members/m0/balance").json["available"]?.int64 == 3)
    }

    @Test func `a node that begins copies what is there, and a leader that stops leaves nothing to be told twice`() throws {
        let receiver = Receiver()
        let rig = try ThreeNodes(with: ["--allow-webhooks-to", "127.0.0.0/8", "--allow-http"])
        try rig.members(1)
        let bearer = ["Authorization": "Bearer \(try rig.token("crm", by: rig[0]))"]
        let hook = try rig.owner(rig[1], "POST", "/webhooks", ["id": "erp", "title": "ERP", "url": .string(receiver.url), "types": ["laurel.award.posted"]])
        #expect(hook.status == 201, "\(hook)")
        for round in 0..<3 {
            let leader = try rig.awaitLeader()
            for number in 0..<10 {
                var status = 0
                try rig.wait("it is taken") {
                    status = (try? rig.nodes[number % 3].client().post("/api/v1/activities", json: sale("d\(round)-\(number)"), headers: bearer))?.status ?? 0
                    return status == 201 || status == 200
                }
            }
            leader.stop()
            try FileManager.default.removeItem(atPath: leader.folder)
            try FileManager.default.createDirectory(atPath: leader.folder, withIntermediateDirectories: true)
            leader.start()
            try rig.wait("it is back") { leader.readiness()?.isReady ?? false }
            #expect(leader.said.contains("copied from node"), "\(leader.said)")
        }
        try rig.settle()
        try rig.wait("all is told: \(receiver.received.count)") { Set(receiver.received.map(\.text)).count >= 30 }
        let told = receiver.received.compactMap { $0.headers["webhook-id"] }
        #expect(told.count == Set(told).count && told.count == 30, "\(told.count) of \(Set(told).count)")
    }

    @Test func `nobody but a node is believed what nodes say`() throws {
        let rig = try ThreeNodes()
        try rig.members(1)
        let leader = try rig.awaitLeader(), follower = try #require(rig.followers.first)
        let lies = ["Laurel-Owner": "0", "Laurel-For": "10.1.2.3", "Laurel-Proto": "https", "Content-Type": "application/json"]
        let member = Array("{\"id\":\"intruder\",\"name\":\"I\",\"role\":\"admin\"}".utf8)
        for node in rig.nodes { #expect(try node.client().request("POST", "/api/v1/members", headers: lies, body: member).status == 401) }
        for port in [leader.nodePort, follower.nodePort] {
            for token in [nil, "Laurel-Node AAAA", "Laurel-Node " + String(repeating: "A", count: 43)] {
                var headers = lies
                headers["Authorization"] = token
                for path in ["/api/v1/members", "/node/notes", "/node/rules"] {
                    #expect(try HTTPClient(Socket(port: port)).request("POST", path, headers: headers, body: member).status == 401)
                }
                #expect(try HTTPClient(Socket(port: port)).request("GET", "/node/snapshot", headers: headers).status == 401)
            }
            #expect(throws: WebSocketClient.Failure.self) { try WebSocketClient(port: port, "/live", subprotocol: "laurel.live.v1") }
        }
        #expect(try leader.client().get("/node/snapshot").status == 404)
        try rig.settle()
        #expect(try rig.owner(follower, "GET", "/members/intruder").status == 404)
    }

    @Test func `a node whose database is not what the log says sets it aside and copies another's`() throws {
        let rig = try ThreeNodes()
        try rig.members(1)
        let bearer = ["Authorization": "Bearer \(try rig.token("crm", by: rig[0]))"]
        try rig.settle()
        let follower = try #require(rig.followers.first)
        follower.stop()
        try Connection(follower.database, as: .writer).run("DELETE FROM member WHERE id = 'm0'")
        follower.start()
        try rig.wait("it is there") { follower.readiness() != nil }
        let leader = try rig.awaitLeader()
        #expect(try leader.client().post("/api/v1/activities", json: sale("one"), headers: bearer).status == 201)
        try rig.wait("it has a copy") { follower.said.contains("copied from node") }
        try rig.wait("it is ready") { follower.readiness()?.isReady ?? false }
        try rig.settle()
        #expect(try rig.owner(follower, "GET", "/members/m0/balance").json["available"]?.int64 == 1)
        #expect(try FileManager.default.contentsOfDirectory(atPath: follower.folder).contains { $0.contains(".diverged-") })
    }

    @Test func `the folder of rules counts on the node that watches it, and is in force on all`() throws {
        let rig = try ThreeNodes()
        try rig.members(1)
        let bearer = ["Authorization": "Bearer \(try rig.token("crm", by: rig[0]))"]
        let watcher = try #require(rig.followers.first)
        watcher.stop()
        watcher.start(["--watch-rules"])
        try rig.wait("it is back") { watcher.readiness()?.isReady ?? false }
        try "{id: a, on: sale.won, award: {fixed: 5}}\n".write(toFile: rig.root + "/rules/points/a.yaml", atomically: true, encoding: .utf8)
        let other = try #require(rig.nodes.first { $0 !== watcher })
        try rig.wait("it is in force everywhere") {
            try rig.nodes.allSatisfy { try rig.owner($0, "GET", "/rules").json["items"]?[0]?["award"]?["fixed"]?.int64 == 5 }
        }
        #expect(try other.client().post("/api/v1/activities", json: sale("five"), headers: bearer).status == 201)
        try rig.settle()
        #expect(try rig.owner(watcher, "GET", "/members/m0/balance").json["available"]?.int64 == 5)
    }
}
