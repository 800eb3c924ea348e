import Identity
import PointsEngine
import Testing

@Suite("A team")
struct PutTeamTests {
    private static func put(_ id: TeamID, in parent: TeamID? = nil, name: String = "A team", revision: Int64? = nil) -> any Command {
        PutTeam(id: id, name: LocalizedText(name), parent: parent, revision: revision)
    }

    @Test(arguments: [
        Refused("with an id that is a path", .malformed, put("a/b")),
        Refused("in an unknown team", .unknownTeam, put("south", in: "nowhere")),
        Refused("with the id of another", .conflict, put("east")),
        Refused("that somebody else has changed", .stale, put("east", revision: 9)),
        Refused("changed where there is none", .notFound, put("south", revision: 1)),
        Refused("inside itself", .malformed, put("north", in: "north", revision: 1)),
        Refused("inside a team that is inside it", .malformed, put("north", in: "east", revision: 1)),
        Refused("as it should be", nil, put("south", in: "north")),
        Refused("with another parent", nil, put("east", revision: 1)),
    ])
    func `is refused`(_ refused: Refused) throws {
        var desk = try Desk()
        try refused.check(&desk)
    }

    @Test func `may sit sixteen deep and no deeper`() throws {
        var desk = try Desk()
        try desk.done(Self.put("t1"))
        for level in 2...16 { try desk.done(Self.put(TeamID("t\(level)"), in: TeamID("t\(level - 1)"))) }
        #expect(try desk.refusal(of: Self.put("t17", in: "t16")) == .malformed)
    }
}
