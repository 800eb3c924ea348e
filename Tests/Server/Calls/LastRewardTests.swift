import Identity
import JSON
import PointsEngine
import TestClients
import Testing

@Suite struct LastRewardTests {
    @Test(.timeLimit(.minutes(15)))
    func `five hundred want the last one and one gets it`() throws {
        let people = (0..<100).map { "rep-\($0)" }
        let laurel = try ServerHarness(before: people.map { PutMember(id: MemberID($0), name: $0, team: "east-1") })
        for person in people { try laurel.give(1_000, to: person) }
        let sessions = try laurel.signIn(people)
        for round in 0..<3 {
            try laurel.offer("last-\(round)", cost: 10, stock: 1)
            // 500 requests: each of a hundred people asks five times, with five keys, sent before any answer is read.
            let connections = try (0..<500).map { try laurel.caller(sessions[$0 % people.count]) }
            for (index, caller) in connections.enumerated() {
                try caller.sendOnly("POST", "/redemptions", ["reward": .string("last-\(round)")], key: "\(round)-\(index)")
            }
            let answers = try connections.map { try $0.client.response() }
            #expect(answers.count { $0.status == 201 } == 1)
            #expect(answers.count { $0.code == "out-of-stock" } == 499, "\(Set(answers.map { $0.code ?? "\($0.status)" }))")
            #expect(try laurel.manager.get("/rewards").item("last-\(round)")?["stock"]?.int64 == 0)
        }
    }

    @Test func `a retry over a broken connection is the same redemption`() throws {
        let laurel = try ServerHarness()
        try laurel.offer("mug", cost: 10, stock: 50)
        try laurel.give(1_000, to: "li.na")
        for key in 0..<10 {
            // The first goes out and its connection breaks before the answer; the client tries again, twice.
            let first = try laurel.rep
            try first.sendOnly("POST", "/redemptions", ["reward": "mug"], key: "\(key)")
            if key % 2 == 0 { first.client.socket.close() }
            let answers = try (0..<2).map { _ in try laurel.rep.post("/redemptions", ["reward": "mug"], key: "\(key)") }
            #expect(answers.allSatisfy { $0.status == 200 || $0.status == 201 })
            #expect(answers[0].json["id"] == answers[1].json["id"])
        }
        // What had been sent and never heard of may still be on its way: it is one of the ten, whenever it comes.
        #expect(try laurel.rep.get("/redemptions?limit=100").items.count == 10)
        #expect(try laurel.rep.get("/rewards").item("mug")?["stock"]?.int64 == 40)
    }
}
