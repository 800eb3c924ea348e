import Boards
import Testing
@testable import Live

/// What an activity costs, counted and not timed: it does not grow with boards that it does not touch, nor with viewers that
/// do not see it.
@Suite struct GrowthTests {
    /// Everyone stands on every board, 100 points apart.
    private func rig() -> FeedRig {
        let rig = FeedRig()
        for member in 0..<Int32(Company.members) { rig.sale(member, Int64(100 * (Company.members - Int(member)))) }
        rig.pass(1_000)
        return rig
    }

    /// What the feed does for `count` sales of a point by one member, on one board alone.
    private func work(_ rig: FeedRig, by member: Int32, on board: String, count: Int = 5) -> LiveCounters {
        let before = rig.feed.counters
        for _ in 0..<count {
            var commit = BoardCommit()
            commit.moves = rig.company.sale(member, 1).filter { $0.board.board == board }
            rig.feed.commit(commit, now: rig.now)
            rig.tick()
            rig.pass(200)
        }
        let after = rig.feed.counters
        return LiveCounters(windows: after.windows - before.windows, messages: after.messages - before.messages, turns: after.turns - before.turns)
    }

    private func watch(_ rig: FeedRig, _ viewers: Range<UInt64>, _ window: (UInt64) -> String) {
        for number in viewers { rig.send(rig.open(number, member: Int32(number % 30)), #"{"subscribe": "b", \#(window(number))}"#) }
    }

    @Test func `a message is made once for all who see it`() {
        let rig = rig()
        watch(rig, 1..<400) { _ in #""board": "all", "window": {"top": 3}"# }
        #expect(work(rig, by: 1, on: "all") == LiveCounters(windows: 5, messages: 5, turns: 5 * 399))
    }

    @Test func `boards that are not touched cost nothing`() {
        let rig = rig()
        watch(rig, 1..<2) { _ in #""board": "all", "window": {"top": 3}"# }
        let alone = work(rig, by: 1, on: "all")
        watch(rig, 10..<400) { [#""board": "teams", "window": {"top": 9}"#, #""board": "day", "window": {"around": "me"}"#, #""board": "quiet""#][Int($0 % 3)] }
        #expect(work(rig, by: 1, on: "all") == alone)
    }

    @Test(arguments: ["all", "mine", "day"]) func `viewers who do not see it cost nothing`(board: String) {
        let rig = rig()
        watch(rig, 1..<2) { _ in #""board": "\#(board)", "window": {"top": 3}"# }
        let alone = work(rig, by: 1, on: board)
        // Far below on the same board: their windows are not even read.
        watch(rig, 10..<600) { #""board": "\#(board)", "scope": "\#(board == "mine" ? "own-team" : "company")", "window": {"around": "m\#(12 + $0 % 18)", "radius": 2}"# }
        #expect(work(rig, by: 1, on: board) == alone)
    }

    @Test func `what happens below a window of the first is not read`() {
        let rig = rig()
        watch(rig, 1..<50) { _ in #""board": "all", "window": {"top": 5}"# }
        #expect(work(rig, by: 20, on: "all") == LiveCounters())
        // Who comes up into it is.
        #expect(work(rig, by: 4, on: "all").messages == 5)
    }

    @Test func `who enters the board is counted in every window`() {
        let rig = FeedRig()
        for member in 0..<20 { rig.sale(Int32(member), Int64(1_000 - 10 * member)) }
        let id = rig.open(1)
        rig.send(id, #"{"subscribe": "b", "board": "all", "window": {"top": 3}}"#)
        rig.pass(1_000)
        rig.sale(25, 1)
        #expect(rig.clients[id]?.shown["b"]?.total == 21)
    }

    /// What the feed does for a member's row.
    private func work(_ rig: FeedRig, _ member: Int32, _ change: (inout MemberRow) -> Void) -> LiveCounters {
        let before = rig.feed.counters
        change(&rig.company.rows[Int(member)])
        var commit = BoardCommit()
        commit.members = [(member, rig.company.rows[Int(member)])]
        rig.feed.commit(commit, now: rig.now)
        rig.tick()
        rig.pass(200)
        let after = rig.feed.counters
        return LiveCounters(windows: after.windows - before.windows, messages: after.messages - before.messages, turns: after.turns - before.turns)
    }

    @Test func `a member whose row stays costs nothing and a name only those who see it`() {
        let rig = rig()
        watch(rig, 1..<2) { _ in #""board": "all", "window": {"top": 3}"# }
        watch(rig, 10..<400) { [#""board": "all", "window": {"top": 5}"#, #""board": "day", "window": {"top": 9}"#][Int($0 % 2)] }
        #expect(work(rig, 20) { _ in } == LiveCounters())
        #expect(work(rig, 20) { $0.name = "another" } == LiveCounters())
        #expect(work(rig, 1) { $0.name = "another" }.messages == 3)
    }
}
