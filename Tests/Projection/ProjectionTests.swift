import Boards
import Examples
import Identity
import JSON
import Live
import Periods
import PointsEngine
import Store
import Testing

@testable import Projection

@Suite("The projection")
struct ProjectionTests {
    private let rig: ProjectionRig

    init() throws { rig = try ProjectionRig() }

    private func sale(_ id: String, _ member: String, _ amount: Int) throws {
        try rig.office.commit([try Example.sale(id, of: member, amount: amount, at: rig.office.now)])
    }

    private func change(_ id: MemberID, _ change: (inout ChangeMember) -> Void) throws {
        var command = ChangeMember(id: id)
        change(&command)
        try rig.office.commit([command])
    }

    @Test func `asks for the boards that are running, and shows them once they are read`() throws {
        let keys = rig.queries.map { $0.key.board }
        #expect(keys == ProjectionRig.boards.map(\.id).sorted())
        #expect(rig.taken() == rig.queries.map(ProjectionAction.read))
        let first = rig.queries.removeFirst()
        rig.answer(first)
        #expect(rig.taken() == [.forgetPages, .askAgain])
        rig.answer(first)
        #expect(rig.taken() == [], "nobody asked twice")
    }

    @Test func `publishes to those who follow what a commit moved, and to nobody else`() throws {
        rig.answer()
        let points = rig.open(1, ProjectionRig.viewer()), personal = rig.open(2, ProjectionRig.viewer("wang.wei", .rep))
        rig.send(points, #"{"subscribe": "b", "board": "points", "window": {"top": 10}}"#)
        rig.send(personal, #"{"subscribe": "m", "feed": "me"}"#)
        _ = rig.taken()
        try sale("S-1", "li.na", 10_000)
        #expect(rig.taken() == [.forgetPages])
        rig.pass(100)
        #expect(rig.taken() == [.publish(points)])
        #expect(rig.clients[points]?.shown["b"]?.rows.map(\.id) == ["li.na"] && rig.clients[points]?.broken == nil)
        #expect(rig.clients[personal]?.items == [])
    }

    @Test func `has in a board what was committed while it was read`() throws {
        let stale = rig.queries.map { ($0, rig.read($0)) }
        try sale("S-1", "li.na", 10_000)
        try sale("S-2", "li.na", 5_000)
        for (query, found) in stale { rig.note(rig.projection.install(found, of: query, at: rig.now)) }
        #expect(try rig.rows("points")?.map(\.value) == [.points(170)])
        try sale("S-3", "wang.wei", 20_000)
        #expect(try rig.rows("points")?.map(\.id) == ["wang.wei", "li.na"])
    }

    @Test func `says of a board that cannot be read that it cannot, and asks for it when it is asked for again`() throws {
        struct Broken: Error {}
        rig.answer()
        let viewer = rig.open(1, ProjectionRig.viewer()), ask = #"{"subscribe": "old", "board": "points", "period": "2026-01"}"#
        rig.send(viewer, ask)
        let asked = rig.queries.last
        let query = try #require(asked)
        rig.queries = []
        #expect(query.key == BoardKey(board: "points", period: "2026-01") && query.today == nil)
        rig.note(rig.projection.install(.failure(Broken()), of: query, at: rig.now))
        rig.pass()
        #expect(rig.clients[viewer]?.errors.last?["error"]?["code"] == "overloaded")
        #expect(rig.taken().contains(.askAgain))
        rig.send(viewer, ask)
        #expect(rig.queries.map(\.key) == [query.key])
        rig.answer()
        rig.pass()
        #expect(rig.clients[viewer]?.shown["old"]?.period == "2026-01")
    }

    @Test func `ends the rights of those who left, whose session ended, or who are in another role now`() throws {
        rig.answer()
        let over = rig.office.now.adding(seconds: 60)
        let stays = rig.open(1, ProjectionRig.viewer("li.na", .rep)), leaves = rig.open(2, ProjectionRig.viewer("wang.wei", .rep))
        let rises = rig.open(3, ProjectionRig.viewer("zhang.min", .rep)), expires = rig.open(4, ProjectionRig.viewer(nil, .finance, ends: over))
        rig.projection.recheck(at: rig.now)
        rig.pass()
        #expect(rig.ends == [:])
        try change("wang.wei") { $0.left = rig.office.now }
        try change("zhang.min") { $0.role = .manager }
        rig.projection.recheck(at: ClockReading(time: over, ticks: rig.ticks))
        rig.pass()
        #expect(rig.ends == [leaves: .notSignedIn, rises: .goingAway, expires: .notSignedIn])
        #expect(rig.taken().contains(.end(leaves, .notSignedIn)) && rig.ends[stays] == nil)
    }

    @Test func `tells of a request those who may decide it by the engine's rights`() throws {
        rig.answer()
        let manager = rig.open(1, ProjectionRig.viewer("chen.jie", .manager)), director = rig.open(2, ProjectionRig.viewer(nil, .director))
        for id in [manager, director] { rig.send(id, #"{"subscribe": "q", "feed": "approvals"}"#) }
        func heard(_ id: LiveConnectionID) -> [String?] {
            rig.pass(100)
            return rig.clients[id]?.items.map { $0["kind"]?.string } ?? []
        }
        // A held award within the manager's authority.
        try sale("S-1", "li.na", 90_000)
        #expect(heard(manager) == ["opened"] && heard(director) == ["opened"])
        // What the manager asked for, and more than a manager may give: not the manager's to decide.
        try rig.office.commit([Adjust(id: "a-1", member: "li.na", points: 5_000, reason: "well done")], by: .member("chen.jie"))
        #expect(heard(manager) == ["opened"] && heard(director) == ["opened", "opened"])
        // It was decided: of those about one's own team one hears.
        try rig.office.commit([DecideRequest(id: "a-1", approve: true)], by: .account("boss", .director))
        #expect(heard(manager) == ["opened", "decided"] && heard(director) == ["opened", "opened", "decided"])
    }

    @Test func `lets a rep look at the boards of the teams around, and at no other team's`() throws {
        rig.answer()
        let rep = rig.open(1, ProjectionRig.viewer("li.na", .rep)), manager = rig.open(2, ProjectionRig.viewer("chen.jie", .manager))
        func asks(_ id: LiveConnectionID, _ team: String) -> JSONValue? {
            let before = rig.clients[id]?.errors.count ?? 0
            rig.send(id, #"{"subscribe": "\#(team)", "board": "points", "scope": "team:\#(team)"}"#)
            return rig.clients[id]?.errors.dropFirst(before).last?["error"]?["code"]
        }
        #expect(["east", "north"].allSatisfy { asks(rep, $0) == nil })
        #expect(asks(rep, "west") == "not-permitted" && asks(rep, "south") == "unknown-scope")
        #expect(asks(manager, "west") == nil)
    }

    @Test func `begins anew where there are other boards, and remembers what was celebrated`() throws {
        rig.answer()
        try sale("S-1", "li.na", 10_000)
        let celebrated = rig.projection.celebrations(for: ProjectionRig.viewer(), limit: 20)
        #expect(!celebrated.isEmpty)
        let viewer = rig.open(1, ProjectionRig.viewer())
        _ = rig.taken()
        var programme = rig.office.programme
        programme.boards = [BoardDefinition(id: "other", period: .year)]
        rig.note(rig.projection.commit(Committed(head: .none, at: rig.office.now, commands: [], changes: BatchChanges(), programme: programme), at: rig.now))
        let actions = rig.taken()
        #expect(actions.prefix(2) == [.endAll(.goingAway), .forgetPages])
        #expect(rig.queries.map { $0.key.board } == ["other"])
        #expect(rig.projection.celebrations(for: ProjectionRig.viewer(), limit: 20).count == celebrated.count)
        rig.projection.closed(viewer, at: rig.now)
        rig.answer()
        #expect(try rig.rows("other")?.map(\.id) == ["li.na"])
    }

    @Test func `takes no answer for boards that there are no longer`() throws {
        let old = rig.queries
        var programme = rig.office.programme
        programme.boards.removeLast()
        rig.queries = []
        rig.note(rig.projection.commit(Committed(head: .none, at: rig.office.now, commands: [], changes: BatchChanges(), programme: programme), at: rig.now))
        _ = rig.taken()
        for query in old { rig.answer(query) }
        #expect(rig.taken() == [])
        #expect(try rig.rows("points") == nil)
    }

    @Test func `lets go of members on the day on which they leave, though nothing is committed then`() throws {
        rig.answer()
        try sale("S-1", "li.na", 10_000)
        try sale("S-2", "wang.wei", 20_000)
        try change("wang.wei") { $0.left = rig.office.now.adding(seconds: 3_600) }
        #expect(try rig.rows("points")?.map(\.id) == ["wang.wei", "li.na"])
        rig.office.now = rig.office.now.adding(seconds: 3_600)
        _ = rig.taken()
        #expect(try rig.rows("points")?.map(\.id) == ["li.na"])
        #expect(rig.taken() == [.forgetPages])
    }
}
