import Boards
import Testing
@testable import Live

/// Changes that come faster than sockets take them (architecture.md, "Fan-out").
@Suite struct GatheringTests {
    @Test func `what gathers until a turn goes out in one write and turns are fair`() {
        let rig = FeedRig()
        let viewers = (1...9).map { rig.open(UInt64($0)) }
        for id in viewers { rig.send(id, #"{"subscribe": "b", "board": "all", "window": {"top": 5}}"#) }
        var turns: [LiveConnectionID] = [], sizes: [Int] = []
        for round in 0..<12 {
            var commit = BoardCommit()
            commit.moves = rig.company.sale(Int32(round % 4), 5)
            rig.feed.commit(commit, now: rig.now)
            // There is time for three writes until the next change.
            let actions = rig.feed.tick(now: rig.now, most: 3)
            #expect(actions.writes.count == 3 && actions.isMore)
            for id in actions.writes {
                let before = rig.clients[id]?.messages ?? 0
                rig.write(id)
                turns.append(id)
                sizes.append((rig.clients[id]?.messages ?? 0) - before)
            }
            rig.now += 100
        }
        // Everyone had as many turns as the others, in the same order each time, and three changes a turn.
        #expect(Set(turns.prefix(9)).count == 9 && (9..<36).allSatisfy { turns[$0] == turns[$0 - 9] })
        #expect(sizes.suffix(27).allSatisfy { $0 == 3 }, "\(sizes)")
        rig.tick()
        #expect(viewers.allSatisfy { rig.clients[$0]?.broken == nil && rig.clients[$0]?.shown["b"]?.seq == 12 })
    }

    @Test func `who waits stands in the list once however much is said`() {
        let rig = FeedRig()
        let stuck = rig.open(1), fine = rig.open(2)
        rig.slow = [stuck]
        for id in [stuck, fine] { rig.send(id, #"{"subscribe": "b", "board": "all", "window": {"top": 5}}"#) }
        for round in 0..<200 {
            rig.sale(Int32(round % 4), 5)
            rig.pass(100)
        }
        #expect(rig.feed.waiting.count == 1)
        #expect(rig.closes == [:])
        rig.pass(11_000)
        #expect(rig.closes == [stuck: .slow] && rig.feed.waiting.count == 0)
    }

    @Test func `a late message does not put off those after it`() {
        let rig = FeedRig()
        let id = rig.open(1)
        rig.send(id, #"{"subscribe": "b", "board": "all", "window": {"top": 5}}"#)
        rig.pass(1_000)
        let start = rig.now
        // A change each 100 ms, as often as may be; one of them is 20 ms late.
        for (round, late) in [0, 0, 20, 0, 0].enumerated() {
            rig.now = start + Int64(round * 100 + late)
            rig.sale(1, 5)
            #expect(rig.clients[id]?.shown["b"]?.seq == Int64(round + 1), "change \(round) waits")
        }
        // At most one an interval all the same.
        rig.now += 50
        rig.sale(1, 5)
        #expect(rig.clients[id]?.shown["b"]?.seq == 5)
        rig.pass(50)
        #expect(rig.clients[id]?.shown["b"]?.seq == 6)
    }
}
