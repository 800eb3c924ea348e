import Boards
import FeedViewer
import Identity
import JSON
import Periods
import Testing
@testable import Live

@Suite struct LiveFeedTests {
    @Test func `a subscription is answered by a snapshot that names its topic`() throws {
        let rig = FeedRig()
        rig.sale(3, 50)
        rig.sale(4, 50)
        let id = rig.open(1, member: 3)
        rig.send(id, #"{"subscribe": "b1", "board": "all", "window": {"top": 5}}"#)
        let shown = try #require(rig.clients[id]?.shown["b1"])
        #expect(shown.period == "2026-11" && shown.total == 2 && shown.seq == 0 && !shown.epoch.isEmpty)
        #expect(shown.rows.map(\.id) == ["m3", "m4"] && shown.rows.map(\.rank) == [1, 1] && shown.rows.map(\.place) == [1, 2])
        #expect(shown.rows.first == FeedClient.Row(id: "m3", name: "成员 3", team: "east", value: 50, rank: 1, place: 1))
        #expect(rig.clients[id]?.topics["b1"]?.hasPrefix("t") == true)
    }

    @Test func `the first change goes out at once then one an interval`() {
        let rig = FeedRig()
        let id = rig.open(1)
        rig.send(id, #"{"subscribe": "b1", "board": "all", "window": {"top": 5}}"#)
        rig.sale(1, 10)
        #expect(rig.clients[id]?.messages == 2)
        rig.sale(2, 20)
        rig.sale(3, 30)
        rig.pass(99)
        #expect(rig.clients[id]?.messages == 2 && rig.wake == rig.now + 1)
        rig.pass(1)
        #expect(rig.clients[id]?.messages == 3)
        #expect(rig.clients[id]?.shown["b1"]?.rows.map(\.id) == ["m3", "m2", "m1"])
        rig.pass(500)
        rig.sale(2, 20)
        #expect(rig.clients[id]?.messages == 4 && rig.clients[id]?.broken == nil)
    }

    @Test func `who comes back gets what was missed`() throws {
        let rig = FeedRig()
        let id = rig.open(1)
        rig.send(id, #"{"subscribe": "b1", "board": "all", "window": {"top": 5}}"#)
        rig.sale(1, 10)
        let client = try #require(rig.clients[id])
        let shown = try #require(client.shown["b1"])
        rig.feed.closed(id, now: rig.now)
        rig.pass(1_000)
        rig.sale(2, 20)
        let again = rig.open(2, client: client)
        rig.send(again, #"{"subscribe": "b1", "board": "all", "window": {"top": 5}, "since": {"epoch": "\#(shown.epoch)", "seq": \#(shown.seq)}}"#)
        #expect(rig.clients[again]?.shown["b1"]?.seq == shown.seq + 1)
        #expect(rig.clients[again]?.shown["b1"]?.rows.map(\.id) == ["m2", "m1"] && rig.clients[again]?.messages == 3)
    }

    @Test func `after a restart a fresh snapshot comes`() throws {
        let rig = FeedRig()
        let id = rig.open(1)
        rig.send(id, #"{"subscribe": "b1", "board": "all", "window": {"top": 5}}"#)
        rig.sale(1, 10)
        let client = try #require(rig.clients[id])
        let shown = try #require(client.shown["b1"])
        rig.restart()
        let again = rig.open(2, client: client)
        rig.send(again, #"{"subscribe": "b1", "board": "all", "window": {"top": 5}, "since": {"epoch": "\#(shown.epoch)", "seq": \#(shown.seq)}}"#)
        #expect(rig.clients[again]?.shown["b1"]?.seq == 0 && rig.clients[again]?.shown["b1"]?.epoch != shown.epoch)
        #expect(rig.clients[again]?.shown["b1"]?.rows.map(\.id) == ["m1"])
    }

    @Test func `a slow client gets a snapshot in place of what it missed`() {
        var limits = LiveLimits()
        limits.keptMessages = 5
        let rig = FeedRig(limits: limits)
        let id = rig.open(1)
        rig.send(id, #"{"subscribe": "b1", "board": "all", "window": {"top": 5}}"#)
        rig.slow = [id]
        for member in 0..<20 as Range<Int32> {
            rig.sale(member, 10)
            rig.pass(100)
        }
        let before = rig.clients[id]?.messages ?? 0
        rig.read(id)
        #expect(rig.clients[id]?.messages == before + 1 && rig.clients[id]?.broken == nil)
        #expect(rig.clients[id]?.shown["b1"]?.total == 20 && rig.clients[id]?.shown["b1"]?.seq == 20)
    }

    @Test func `who takes nothing for half a minute is closed`() {
        let rig = FeedRig()
        let (stuck, fine) = (rig.open(1), rig.open(2))
        rig.slow = [stuck]
        for id in [stuck, fine] { rig.send(id, #"{"subscribe": "b1", "board": "all", "window": {"top": 5}}"#) }
        rig.pass(29_999)
        #expect(rig.closes == [:])
        rig.pass(1)
        #expect(rig.closes == [stuck: .slow] && rig.feed.connectionCount == 1)
    }

    @Test func `around me follows me`() {
        let rig = FeedRig()
        for member in 0..<20 as Range<Int32> { rig.sale(member, Int64(100 - member)) }
        let id = rig.open(1, member: 10)
        rig.send(id, #"{"subscribe": "b2", "board": "all", "window": {"around": "me", "radius": 1}}"#)
        #expect(rig.clients[id]?.shown["b2"]?.rows.map(\.id) == ["m9", "m10", "m11"])
        rig.sale(10, 100)
        #expect(rig.clients[id]?.shown["b2"]?.rows.map(\.id) == ["m10", "m0"])
        let messages = rig.clients[id]?.messages
        rig.pass(200)
        rig.sale(19, 1)
        #expect(rig.clients[id]?.messages == messages, "nothing changed in the window")
    }

    @Test func `a quiet board shows a rep the way to the next place`() {
        let rig = FeedRig()
        for member in 0..<4 as Range<Int32> { rig.sale(member, Int64(100 - member)) }
        let (rep, boss) = (rig.open(1, member: 2), rig.open(2, member: 3, seesAll: true))
        for id in [rep, boss] { rig.send(id, #"{"subscribe": "q", "board": "quiet", "window": {"top": 10}}"#) }
        #expect(rig.clients[rep]?.shown["q"]?.rows.map(\.id) == ["m2"])
        #expect(rig.clients[rep]?.shown["q"]?.next == ["rank": 2, "value": 99])
        #expect(rig.clients[boss]?.shown["q"]?.rows.count == 4)
    }

    @Test func `own team means the team and those inside it`() {
        let rig = FeedRig()
        for member in 0..<6 as Range<Int32> { rig.sale(member, Int64(10 + member)) }
        let id = rig.open(1, member: 0)
        rig.send(id, #"{"subscribe": "o", "board": "mine", "window": {"top": 10}}"#)
        #expect(rig.clients[id]?.shown["o"]?.rows.map(\.id) == ["m3", "m0"])
        // The member moves to the region around it, and sees both of its teams.
        rig.company.rows[0].team = 0
        var commit = BoardCommit()
        commit.members = [(0, rig.company.rows[0])]
        rig.feed.commit(commit, now: rig.now)
        rig.tick()
        #expect(rig.clients[id]?.shown["o"]?.rows.map(\.id) == ["m4", "m3", "m1", "m0"])
        rig.send(id, #"{"subscribe": "x", "board": "mine", "scope": "company", "window": {"top": 10}}"#)
        #expect(rig.clients[id]?.errors.last?["error"]?["code"] == "unknown-scope")
    }

    @Test func `current moves on when the period turns`() {
        let rig = FeedRig()
        rig.sale(1, 10)
        let id = rig.open(1)
        rig.send(id, #"{"subscribe": "d", "board": "day", "period": "current", "window": {"top": 3}}"#)
        rig.send(id, #"{"subscribe": "k", "board": "day", "period": "2026-11-21", "window": {"top": 3}}"#)
        #expect(rig.feed.boards.nextTurn == Instant(rfc3339: "2026-11-22T00:00:00Z"))
        rig.company.now = Instant(rfc3339: "2026-11-22T00:00:00Z") ?? rig.company.now
        rig.feed.turn(at: rig.company.now, now: rig.now)
        rig.tick()
        #expect(rig.clients[id]?.shown["d"]?.period == "2026-11-22" && rig.clients[id]?.shown["d"]?.rows == [])
        #expect(rig.clients[id]?.shown["k"]?.period == "2026-11-21" && rig.clients[id]?.shown["k"]?.rows.count == 1)
        rig.sale(2, 5)
        #expect(rig.clients[id]?.shown["d"]?.rows.map(\.id) == ["m2"])
    }

    @Test func `an earlier period is read when somebody opens it`() {
        let rig = FeedRig()
        let id = rig.open(1)
        rig.send(id, #"{"subscribe": "p", "board": "day", "period": "2026-11-02", "window": {"top": 3}}"#)
        let key = BoardKey(board: "day", period: "2026-11-02")
        #expect(rig.loads == [key] && rig.clients[id]?.messages == 0)
        let lines = [BoardFill.Line(entrant: 4, amount: .points(7), command: 0)]
        rig.feed.install(BoardFill(board: key, phase: .locked, kind: .points, lines: lines, through: 0, at: 5), now: rig.now)
        rig.tick()
        #expect(rig.clients[id]?.shown["p"]?.rows.map(\.id) == ["m4"])
        rig.send(id, #"{"subscribe": "f", "board": "day", "period": "2026-11-01", "window": {"top": 3}}"#)
        rig.feed.failed(BoardKey(board: "day", period: "2026-11-01"), .unknownPeriod, now: rig.now)
        rig.tick()
        #expect(rig.clients[id]?.errors.last == ["sub": "f", "error": ["code": "unknown-period", "message": "there is no such period of this board"]])
    }

    @Test func `a board that cannot be read is said to be that and is read when it is asked for again`() {
        let rig = FeedRig()
        let id = rig.open(1), key = BoardKey(board: "day", period: "2026-11-02")
        rig.send(id, #"{"subscribe": "p", "board": "day", "period": "2026-11-02", "window": {"top": 3}}"#)
        rig.feed.failed(key, .overloaded, now: rig.now)
        rig.tick()
        #expect(rig.clients[id]?.errors.last == ["sub": "p", "error": ["code": "overloaded", "message": "too much at once; try again later"]])
        rig.send(id, #"{"subscribe": "p", "board": "day", "period": "2026-11-02", "window": {"top": 3}}"#)
        #expect(rig.loads == [key, key])
    }

    @Test func `earlier periods are kept in memory up to a bound`() {
        let rig = FeedRig()
        let id = rig.open(1)
        rig.send(id, #"{"subscribe": "p", "board": "day", "period": "2026-01-01", "window": {"top": 3}}"#)
        for day in 1...31 {
            for month in [1, 3, 5] {
                let key = BoardKey(board: "day", period: "2026-0\(month)-\(day < 10 ? "0" : "")\(day)")
                rig.feed.install(BoardFill(board: key, phase: .locked, kind: .points, lines: [], through: 0, at: 0), now: rig.now)
            }
        }
        #expect(rig.feed.boards.boards.count <= Company.definitions.count + LiveBoards.mostEarlier)
        #expect(rig.feed.boards.boards[BoardKey(board: "day", period: "2026-01-01")] != nil, "it is watched")
    }

    @Test func `who reads a board sees what was committed and can follow from there`() throws {
        let rig = FeedRig()
        let viewer = LiveViewer(actor: .account("u", .rep), member: 1, seesAll: false)
        func read() throws -> LiveReading? { try rig.feed.read("all", period: "current", scope: nil, .top(5), viewer, now: rig.now) }
        rig.sale(1, 10)
        let first = try #require(try read())
        #expect(first.state.rows.map(\.id) == ["m1"] && !first.epoch.isEmpty)
        let id = rig.open(1, member: 1)
        rig.send(id, #"{"subscribe": "b", "board": "all", "window": {"top": 5}, "since": {"epoch": "\#(first.epoch)", "seq": \#(first.seq)}}"#)
        #expect(rig.clients[id]?.messages == 0, "nothing was missed")
        rig.sale(2, 20)
        rig.sale(3, 30)
        // The topic has said the first sale, and says the second one within an interval.
        let second = try #require(try read())
        #expect(second.state.rows.map(\.id) == ["m3", "m2", "m1"] && second.epoch.isEmpty)
        #expect(second.state.rows.first?.value == .points(30))
        let page = try rig.feed.read("all", period: "2026-11", scope: nil, offset: 1, limit: 1, viewer)
        #expect(page?.state.rows.map(\.id) == ["m2"])
    }

    @Test func `who left before a board was read does not come onto it by a late activity`() throws {
        let rig = FeedRig()
        rig.company.rows[4].left = true
        rig.restart()
        let id = rig.open(1, seesAll: true)
        rig.send(id, #"{"subscribe": "b", "board": "all", "window": {"top": 5}}"#)
        rig.sale(4, 50)
        rig.sale(5, 10)
        rig.pass(100)
        #expect(rig.clients[id]?.shown["b"]?.rows.map(\.id) == ["m5"])
    }

    @Test func `what is no longer permitted ends`() {
        let rig = FeedRig()
        let id = rig.open(1, member: 1)
        rig.send(id, #"{"subscribe": "b", "board": "all", "window": {"top": 3}}"#)
        rig.forbidden = ["all"]
        // Somebody who changes is asked about again.
        var commit = BoardCommit()
        commit.members = [(1, rig.company.rows[1])]
        rig.feed.commit(commit, now: rig.now)
        rig.tick()
        #expect(rig.clients[id]?.errors.last?["error"]?["code"] == "not-permitted")
        rig.sale(1, 10)
        #expect(rig.clients[id]?.shown["b"]?.rows == [])
        rig.feed.disconnect(id)
        rig.tick()
        #expect(rig.closes == [id: .notSignedIn])
    }
}
