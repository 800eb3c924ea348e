import Boards
import JSON
import Testing
@testable import Live

/// Places that are won and lost on the board that the company looks at most.
@Suite struct RankMilestonesTests {
    /// - Parameter board: the only board there is: `all`, `dense` (everyone sees the first five) or `quiet`.
    private func rig(_ board: String = "all") -> FeedRig {
        let rig = FeedRig()
        let definitions = Company.definitions.filter { $0.id == board }.map { LiveBoards.Entry($0, .points) }
        var boards = LiveBoards(definitions, calendar: Company.calendar, now: Company.start)
        var rows = BoardCommit()
        rows.teams = Company.teamRows
        rows.members = rig.company.rows.enumerated().map { (Int32($0.offset), $0.element) }
        _ = boards.apply(rows)
        rig.feed = LiveFeed(boards, epoch: "e", rights: { _, _ in true })
        return rig
    }

    /// Points with the deed that brought them.
    private func deal(_ rig: FeedRig, _ member: Int32, _ points: Int64) {
        var commit = BoardCommit()
        commit.moves = rig.company.sale(member, points)
        commit.celebrations = [Celebration(kind: "sale", member: member, points: points, title: "大单", at: commit.moves.last?.moves.last?.at ?? 0)]
        rig.feed.commit(commit, now: rig.now)
        rig.tick()
    }

    private func follow(_ rig: FeedRig, _ number: UInt64, _ feed: String, member: Int32? = nil, seesAll: Bool = false) -> LiveConnectionID {
        let id = rig.open(number, member: member, seesAll: seesAll)
        rig.send(id, #"{"subscribe": "x", "feed": "\#(feed)"}"#)
        return id
    }

    private func items(_ rig: FeedRig, _ id: LiveConnectionID, _ kinds: String...) -> [JSONValue] {
        (rig.clients[id]?.items ?? []).filter { kinds.contains($0["kind"]?.string ?? "") }
    }

    @Test func `first place is celebrated where somebody else had it`() {
        let rig = rig()
        let id = follow(rig, 1, "celebrations")
        deal(rig, 0, 50)
        deal(rig, 1, 40)
        #expect(items(rig, id, "first", "top-three").isEmpty)
        deal(rig, 1, 20)
        let won: JSONValue = [
            "seq": 4, "at": 3, "kind": "first", "member": "m1", "name": "成员 1", "team": "west", "points": 20, "title": "大单", "board": "all", "period": "2026-11", "rank": 1,
        ]
        #expect(items(rig, id, "first") == [won])
    }

    @Test func `coming into the top three is celebrated where somebody falls out`() {
        let rig = rig()
        let id = follow(rig, 1, "celebrations")
        for (member, points) in [(0, 50), (1, 40), (2, 30), (3, 20)] as [(Int32, Int64)] { deal(rig, member, points) }
        #expect(items(rig, id, "top-three").isEmpty)
        deal(rig, 3, 15)
        #expect(items(rig, id, "top-three").map { $0["member"]?.string } == ["m3"])
        #expect(items(rig, id, "top-three").first?["rank"] == 3)
        deal(rig, 3, 10)
        #expect(items(rig, id, "top-three", "first").count == 1, "from third to second place is not news")
    }

    @Test func `two who take turns are news once a minute`() {
        let rig = rig()
        let id = follow(rig, 1, "celebrations")
        deal(rig, 0, 50)
        for _ in 0..<4 { for member in [1, 0] as [Int32] { deal(rig, member, 60) } }
        #expect(items(rig, id, "first").map { $0["member"]?.string } == ["m1", "m0"])
        rig.pass(60_000)
        deal(rig, 1, 100)
        #expect(items(rig, id, "first").count == 3)
    }

    @Test func `a place that is won is not lost in a storm of sales`() {
        let rig = rig()
        let id = follow(rig, 1, "celebrations")
        deal(rig, 0, 5)
        var commit = BoardCommit()
        for _ in 0..<100 {
            commit.moves += rig.company.sale(1, 1)
            commit.celebrations.append(Celebration(kind: "sale", member: 1, points: 1, title: "", at: 9))
        }
        rig.feed.commit(commit, now: rig.now)
        rig.tick()
        #expect(items(rig, id, "first").count == 1 && items(rig, id, "sale").count == 20)
    }

    @Test func `who is overtaken is told by whom and both ranks`() {
        let rig = rig()
        for (member, points) in [(0, 50), (1, 40), (2, 30)] as [(Int32, Int64)] { deal(rig, member, points) }
        let (one, zero) = (follow(rig, 1, "me", member: 1), follow(rig, 2, "me", member: 0))
        deal(rig, 2, 15)
        let told: JSONValue = [
            "seq": 1, "at": 4, "kind": "overtaken", "title": .null, "board": "all", "period": "2026-11", "rank": 3, "was": 2, "member": "m2", "name": "成员 2",
            "team": "south", "ahead": 2,
        ]
        #expect(items(rig, one, "overtaken") == [told])
        #expect(items(rig, zero, "overtaken").isEmpty)
    }

    @Test func `of several in one commit the nearest is named`() {
        let rig = rig()
        for (member, points) in [(0, 50), (1, 20), (2, 10)] as [(Int32, Int64)] { deal(rig, member, points) }
        let zero = follow(rig, 1, "me", member: 0)
        var commit = BoardCommit()
        commit.moves = rig.company.sale(1, 60) + rig.company.sale(2, 60) + rig.company.sale(3, 90)
        rig.feed.commit(commit, now: rig.now)
        rig.tick()
        let told = items(rig, zero, "overtaken")
        #expect(told.map { $0["member"]?.string } == ["m2"])
        #expect(told.first?["rank"] == 4 && told.first?["was"] == 1 && told.first?["ahead"] == 3)
    }

    @Test func `nobody is told more than once a minute`() {
        let rig = rig()
        deal(rig, 0, 50)
        deal(rig, 1, 10)
        let zero = follow(rig, 1, "me", member: 0)
        deal(rig, 1, 50)
        deal(rig, 2, 70)
        deal(rig, 3, 80)
        #expect(items(rig, zero, "overtaken").count == 1)
        rig.pass(60_000)
        deal(rig, 4, 90)
        #expect(items(rig, zero, "overtaken").map { $0["rank"]?.int64 } == [2, 5])
    }

    @Test func `a tie and a fall are no overtaking`() {
        let rig = rig()
        deal(rig, 0, 50)
        deal(rig, 1, 40)
        let zero = follow(rig, 1, "me", member: 0)
        deal(rig, 1, 10)
        deal(rig, 0, -20)
        #expect(items(rig, zero, "overtaken").isEmpty)
        deal(rig, 1, 10)
        #expect(items(rig, zero, "overtaken").isEmpty, "whoever was ahead already passes nobody")
    }

    @Test func `on a quiet board nobody is named and nothing is celebrated`() {
        let rig = rig("quiet")
        deal(rig, 0, 50)
        deal(rig, 1, 40)
        let (zero, rep, boss) = (follow(rig, 1, "me", member: 0), follow(rig, 2, "celebrations", member: 5), follow(rig, 3, "celebrations", seesAll: true))
        deal(rig, 1, 20)
        let told: JSONValue = ["seq": 1, "at": 3, "kind": "overtaken", "title": .null, "board": "quiet", "period": "2026-11", "rank": 2, "was": 1]
        #expect(items(rig, zero, "overtaken") == [told])
        #expect(items(rig, rep, "first", "top-three").isEmpty)
        #expect(items(rig, rep, "sale").map { $0["points"] } == [nil])
        #expect(items(rig, boss, "first").map { $0["member"]?.string } == ["m1"])
    }

    /// Everyone sees the first five, and ten places to each side.
    @Test func `who cannot be seen is not named`() {
        let rig = rig("dense")
        for member in 0..<30 as Range<Int32> { deal(rig, member, Int64(10_000 - 10 * Int(member))) }
        let near = follow(rig, 1, "me", member: 8), far = follow(rig, 2, "me", member: 20)
        deal(rig, 29, 215)
        #expect(items(rig, near, "overtaken").map { $0["member"]?.string } == ["m29"])
        #expect(items(rig, far, "overtaken").map { $0["member"] } == [nil])
        #expect(items(rig, far, "overtaken").map { $0["rank"]?.int64 } == [22])
        #expect(items(rig, far, "overtaken").allSatisfy { $0["name"] == nil && $0["ahead"] == nil && $0["points"] == nil })
    }

    @Test func `who comes later is told what is kept`() throws {
        let rig = rig()
        for number in 1...10 as ClosedRange<Int64> {
            var commit = BoardCommit()
            commit.personal = [
                PersonalNotice(kind: "warning", member: 2, points: number, title: "", at: number, isKept: true),
                PersonalNotice(kind: "award", member: 2, points: number, title: "", at: number),
            ]
            rig.feed.commit(commit, now: rig.now)
        }
        let snapshot = LiveMessages.snapshot(for: "m", rest: LiveMessages.snapshot(rig.feed.makeTopic(.me(2)), feed: .me, rig.feed.notices[2]))
        let kept = try JSONValue.parse(snapshot)["snapshot"]?["items"]?.array ?? []
        #expect(kept.map { $0["points"]?.int64 } == [10, 9, 8, 7, 6, 5, 4, 3])
        #expect(Set(kept.map { $0["kind"]?.string }) == ["warning"])
        #expect(rig.feed.notices[3].isEmpty)
    }
}
