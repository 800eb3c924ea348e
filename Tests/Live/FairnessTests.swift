import Boards
import JSON
import Testing
@testable import Live

@Suite struct FairnessTests {
    /// Names so long that a window of all members is more than one write.
    private func rigWithLongNames() -> FeedRig {
        let rig = FeedRig()
        for number in rig.company.rows.indices { rig.company.rows[number].name = String(repeating: "长名", count: 100) + "\(number)" }
        rig.restart()
        for member in 0..<Int32(Company.members) { rig.sale(member, Int64(10 + member)) }
        return rig
    }

    @Test func `a message longer than a write comes in fragments`() {
        let rig = rigWithLongNames()
        let id = rig.open(1)
        rig.send(id, #"{"subscribe": "b", "board": "all", "window": {"top": 200}}"#)
        #expect(rig.clients[id]?.broken == nil && rig.clients[id]?.shown["b"]?.rows.count == Company.members)
    }

    @Test func `nothing comes between the fragments of a message`() {
        let rig = rigWithLongNames()
        let id = rig.open(1)
        rig.slow = [id]
        rig.send(id, #"{"subscribe": "b", "board": "all", "window": {"top": 200}}"#)
        #expect(rig.clients[id]?.shown["b"] == nil)
        rig.send(id, #"{"subscribe": "a", "board": "nothing"}"#)
        rig.send(id, #"{"subscribe": "c", "board": "all", "window": {"top": 1}}"#)
        rig.sale(3, 500)
        rig.read(id)
        #expect(rig.clients[id]?.broken == nil && rig.clients[id]?.errors.count == 1)
        #expect(rig.clients[id]?.shown["b"]?.rows.first?.id == "m3" && rig.clients[id]?.shown["c"]?.rows.first?.id == "m3")
    }

    @Test func `no subscription starves behind another`() {
        let rig = rigWithLongNames()
        let id = rig.open(1)
        // Each of these says more than a write holds, each time something changes.
        for number in 0..<6 { rig.send(id, #"{"subscribe": "b\#(number)", "board": "all", "window": {"top": \#(195 + number)}}"#) }
        rig.send(id, #"{"subscribe": "small", "board": "teams", "window": {"top": 3}}"#)
        rig.slow = [id]
        var said: [String: Int] = [:]
        var seen: [String: Int64] = [:]
        for round in 0..<120 {
            // Whoever leads changes all ranks, so that every row of the long windows is said anew.
            rig.sale(Int32(round % Company.members), Int64(10_000 + round * 100))
            rig.pass(100)
            rig.feed.writable(id)
            rig.tick()
            for (name, shown) in rig.clients[id]?.shown ?? [:] where seen[name] != shown.seq {
                seen[name] = shown.seq
                said[name, default: 0] += 1
            }
        }
        #expect(rig.clients[id]?.broken == nil && rig.closes == [:])
        #expect(said.count == 7 && said.values.allSatisfy { $0 >= 4 }, "\(said)")
    }

    @Test func `those who never read hold no messages and delay nobody`() {
        let rig = FeedRig()
        let stuck = (1...300).map { rig.open(UInt64($0)) }
        let fine = rig.open(1_000)
        rig.slow = Set(stuck)
        for id in stuck + [fine] { rig.send(id, #"{"subscribe": "b", "board": "all", "window": {"top": 10}}"#) }
        for round in 0..<100 {
            rig.sale(Int32(round % 5), 5)
            #expect(rig.clients[fine]?.shown["b"]?.seq == Int64(round + 1))
            rig.pass(100)
        }
        #expect(stuck.allSatisfy { rig.clients[$0]?.messages == 1 })
        #expect(stuck.allSatisfy { id in rig.feed.connections[id].map { $0.outbox.isEmpty && $0.unfinished.isEmpty } ?? false })
        #expect(rig.feed.topics.values.allSatisfy { $0.log.held <= 2 * LiveLimits().keptBytes + 16_384 })
    }
}
