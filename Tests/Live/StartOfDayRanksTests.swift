import Boards
import Identity
import JSON
import Periods
import Testing
@testable import Live

/// Where everybody stood when the day began.
@Suite struct StartOfDayRanksTests {
    private func befores(_ rig: FeedRig, _ board: String) throws -> [String: Int] {
        let viewer = LiveViewer(actor: .administrator, member: nil, seesAll: true)
        let reading = try #require(try rig.feed.read(board, period: "current", scope: nil, .top(50), viewer, now: rig.now))
        return Dictionary(uniqueKeysWithValues: reading.state.rows.compactMap { row in row.before.map { (row.id, $0) } })
    }

    @Test func `the ranks of midnight are kept through the day`() throws {
        let rig = FeedRig()
        for (member, points) in [(0, 50), (1, 40), (2, 30)] as [(Int32, Int64)] { rig.sale(member, points) }
        #expect(try befores(rig, "all") == [:])
        rig.feed.turn(at: Instant(rfc3339: "2026-11-22T00:00:00Z") ?? .latest, now: rig.now)
        rig.company.now = Instant(rfc3339: "2026-11-22T00:00:00Z") ?? .latest
        rig.tick()
        #expect(try befores(rig, "all") == ["m0": 1, "m1": 2, "m2": 3])
        rig.sale(2, 100)
        rig.sale(3, 200)
        #expect(try befores(rig, "all") == ["m0": 1, "m1": 2, "m2": 3])
        #expect(try befores(rig, "day") == [:], "a period that begins with the day has no ranks before it")
        rig.feed.turn(at: Instant(rfc3339: "2026-12-01T00:00:00Z") ?? .latest, now: rig.now)
        rig.tick()
        #expect(try befores(rig, "all") == [:])
    }

    @Test func `a board that is read brings the ranks of then`() throws {
        let rig = FeedRig()
        let key = BoardKey(board: "all", period: "2026-11")
        let line = { (entrant: Int32, points: Int64) in BoardFill.Line(entrant: entrant, amount: .points(points), command: 1) }
        var boards = rig.feed.boards
        _ = boards.install(BoardFill(board: key, phase: .open, kind: .points, lines: [line(0, 5), line(1, 9)], startOfDay: [line(0, 5), line(1, 0)], through: 1, at: 1))
        rig.feed = LiveFeed(boards, epoch: "e", rights: { _, _ in true })
        #expect(try befores(rig, "all") == ["m0": 1])
    }

    @Test func `with the day every row of a window is said again`() throws {
        let rig = FeedRig()
        for (member, points) in [(0, 50), (1, 40)] as [(Int32, Int64)] { rig.sale(member, points) }
        let id = rig.open(1, seesAll: true)
        rig.send(id, #"{"subscribe": "b", "board": "all", "window": {"top": 20}}"#)
        let messages = rig.clients[id]?.messages ?? 0
        rig.feed.turn(at: Instant(rfc3339: "2026-11-22T00:00:00Z") ?? .latest, now: rig.now)
        rig.tick()
        #expect(rig.clients[id]?.messages == messages + 1 && rig.clients[id]?.broken == nil)
        #expect(rig.clients[id]?.shown["b"]?.rows.map(\.id) == ["m0", "m1"])
    }
}
