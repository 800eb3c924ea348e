import Identity
import Periods
import PointsEngine
import Testing

@Suite("A member")
struct ChangeMembersTests {
    private static func put(_ id: MemberID, name: String = "Somebody", team: TeamID? = nil) -> any Command { PutMember(id: id, name: name, team: team) }

    private static func change(_ id: MemberID, _ body: (inout ChangeMember) -> Void) -> any Command {
        var change = ChangeMember(id: id)
        body(&change)
        return change
    }

    @Test(arguments: [
        Refused("with the id of another", .conflict, put("li")),
        Refused("without an id", .malformed, put("")),
        Refused("with an id that is a path", .malformed, put("a/b")),
        Refused("with an id of two dots", .malformed, put("..")),
        Refused("with an id beyond 128 bytes", .malformed, put(MemberID(String(repeating: "a", count: 129)))),
        Refused("with an empty name", .malformed, put("new", name: " ")),
        Refused("in an unknown team", .unknownTeam, put("new", team: "south")),
        Refused("who is unknown and moves", .unknownMember, change("new") { $0.name = "New" }),
        Refused("who moves to an unknown team", .unknownTeam, change("li") { $0.move = .init(team: "south") }),
        Refused("who leaves before joining", .badTime, change("li") { $0.left = .earliest }),
        Refused("whom somebody else has changed", .stale, change("li") { $0.revision = 7 }),
        Refused("with a good name", nil, put("新人", name: "新人")),
    ])
    func `is refused`(_ refused: Refused) throws {
        var desk = try Desk()
        try refused.check(&desk)
    }

    @Test func `who moves takes later points to the new team, and leaves the earlier ones`() throws {
        var desk = try Desk()
        try desk.done(.gift("g1", 10))
        try desk.pass(to: "2026-03-10T09:00:00+08:00")
        try desk.done(Self.change("li") { $0.move = .init(team: "west") })
        try desk.pass(to: "2026-03-11T09:00:00+08:00")
        try desk.done(.gift("g3", 5, at: .at("2026-03-10T10:00:00+08:00")))
        try desk.done(.gift("g4", 5, at: .at("2026-03-09T10:00:00+08:00")))
        #expect(desk.engine.facts.entries.map(\.team) == ["east", "west", "east"])
    }

    @Test func `who left earns for what came before, however late it is told`() throws {
        var desk = try Desk()
        try desk.done(Self.change("li") { $0.left = .at("2026-03-02T09:00:00+08:00") })
        #expect(try desk.refusal(of: .gift("g1", 10)) == .memberLeft)
        try desk.done(.gift("g2", 10, at: .at("2026-03-02T08:59:59+08:00")))
        try desk.done(Self.change("li") { $0.returns = true })
        try desk.done(.gift("g1", 10))
        #expect(desk.available("li") == 20)
    }

    @Test func `that is changed to what it is already is no change: nothing is written`() throws {
        var desk = try Desk()
        let known = try #require(desk.engine.facts.member("li"))
        for change in [Self.change("li") { _ in }, Self.change("li") { ($0.name, $0.role, $0.returns) = (known.name, known.role, true) }] {
            guard let receipt = try desk.done(change) as? Configured<Member>, receipt.isRepetition, receipt.value == known else {
                Issue.record("\(change)")
                return
            }
        }
        #expect(desk.engine.facts.member("li") == known)
        #expect(try desk.refusal(of: Self.change("li") { $0.revision = 7 }) == .stale)
    }
}
