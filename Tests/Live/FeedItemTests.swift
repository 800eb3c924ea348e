import Boards
import JSON
import Testing
@testable import Live

@Suite struct FeedItemTests {
    private func commit(_ rig: FeedRig, _ change: (inout BoardCommit) -> Void) {
        var commit = BoardCommit()
        change(&commit)
        rig.feed.commit(commit, now: rig.now)
        rig.tick()
    }

    private func celebration(_ member: Int32) -> Celebration {
        Celebration(kind: "sale", member: member, points: 80, title: "大单", at: 1_790_000_000_123)
    }

    /// Without the quiet board, on which nobody may see anybody: everyone may see the first five.
    private func rig(quiet: Bool) -> FeedRig {
        let rig = FeedRig()
        for member in 0..<8 as Range<Int32> { rig.sale(member, Int64(100 - member)) }
        if quiet { return rig }
        let definitions = Company.definitions.filter { $0.id != "quiet" }.map { LiveBoards.Entry($0, .points) }
        var boards = LiveBoards(definitions, calendar: Company.calendar, now: Company.start)
        var rows = BoardCommit()
        rows.members = rig.company.rows.enumerated().map { (Int32($0.offset), $0.element) }
        _ = boards.apply(rows)
        for key in boards.boards.keys { _ = boards.install(rig.company.fill(key)) }
        rig.feed = LiveFeed(boards, epoch: "e", rights: { _, _ in true })
        return rig
    }

    @Test func `a celebration says points only to those who may see the row`() {
        let rig = rig(quiet: false)
        let (rep, boss) = (rig.open(1, member: 1), rig.open(2, seesAll: true))
        for id in [rep, boss] { rig.send(id, #"{"subscribe": "f", "feed": "celebrations"}"#) }
        for member in [0, 7] as [Int32] { commit(rig) { $0.celebrations = [celebration(member)] } }
        #expect(rig.clients[boss]?.items.map { $0["points"]?.int64 } == [80, 80])
        #expect(rig.clients[rep]?.items.map { $0["points"]?.int64 } == [80, nil])
        #expect(rig.clients[rep]?.items.first == [
            "seq": 1, "at": 1_790_000_000_123, "kind": "sale", "member": "m0", "name": "成员 0", "points": 80, "title": "大单",
        ])
    }

    @Test func `where a board is quiet no celebration says points`() {
        let rig = rig(quiet: true)
        let rep = rig.open(1, member: 1)
        rig.send(rep, #"{"subscribe": "f", "feed": "celebrations"}"#)
        commit(rig) { $0.celebrations = [celebration(0)] }
        #expect(rig.clients[rep]?.items.map { $0["points"]?.int64 } == [nil])
    }

    @Test func `a storm of celebrations is cut short`() {
        let rig = rig(quiet: true)
        let id = rig.open(1, seesAll: true)
        rig.send(id, #"{"subscribe": "f", "feed": "celebrations"}"#)
        commit(rig) { $0.celebrations = (0..<500).map { _ in celebration(0) } }
        #expect(rig.clients[id]?.items.count == 20 && rig.clients[id]?.broken == nil)
        rig.pass(100)
        commit(rig) { $0.celebrations = [celebration(0)] }
        #expect(rig.clients[id]?.items.last?["seq"] == 21)
    }

    @Test func `what is personal reaches only the person`() {
        let rig = rig(quiet: true)
        let (one, two) = (rig.open(1, member: 1), rig.open(2, member: 2))
        for id in [one, two] { rig.send(id, #"{"subscribe": "m", "feed": "me"}"#) }
        commit(rig) { $0.personal = [PersonalNotice(kind: "award", member: 2, points: 5, title: "", at: 9)] }
        #expect(rig.clients[one]?.items == [] && rig.clients[two]?.items.map { $0["points"]?.int64 } == [5])
    }

    @Test func `approvals reach those who may decide`() {
        let rig = FeedRig()
        let (rep, boss) = (rig.open(1, member: 1), rig.open(2, member: 2, seesAll: true))
        for id in [rep, boss] { rig.send(id, #"{"subscribe": "q", "feed": "approvals"}"#) }
        commit(rig) { $0.approvals = [ApprovalNotice(kind: "requested", request: "r1", member: 3, points: 900, title: "", at: 9)] }
        #expect(rig.clients[rep]?.items == [] && rig.clients[boss]?.items.map { $0["request"]?.string } == ["r1"])
    }

    @Test func `what was missed on a feed is replayed`() throws {
        let rig = rig(quiet: true)
        let id = rig.open(1, member: 2)
        rig.send(id, #"{"subscribe": "m", "feed": "me"}"#)
        let client = try #require(rig.clients[id])
        let shown = try #require(client.shown["m"])
        rig.feed.closed(id, now: rig.now)
        for points in 1...3 as ClosedRange<Int64> {
            commit(rig) { $0.personal = [PersonalNotice(kind: "award", member: 2, points: points, title: "", at: points)] }
        }
        let again = rig.open(2, member: 2, client: client)
        rig.send(again, #"{"subscribe": "m", "feed": "me", "since": {"epoch": "\#(shown.epoch)", "seq": 0}}"#)
        #expect(rig.clients[again]?.items.map { $0["points"]?.int64 } == [1, 2, 3])
    }
}
