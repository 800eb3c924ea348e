import Identity
import Periods
import PointsEngine
import Testing

/// Who may read a sheet, and take which step of it, cell by cell: a line a turn and a moment, a letter an actor.
///
/// The actors, in this order: the member li (east) · colleague wang (east) · managers chen and peer (east) · manager zhao (north, around east) ·
/// manager sun (west) · director he · finance fan · administrator root · accounts of a manager, a director and an administrator without a member.
@Suite("Rights to a sheet") struct AppraisalRightsTests {
    private static let actors: [Actor] = [
        .member("li"), .member("wang"), .member("chen"), .member("peer"), .member("zhao"), .member("sun"), .member("he"), .member("fan"), .member("root"),
        .account("m", .manager), .account("d", .director), .account("a", .admin),
    ]

    private static func rights(_ actor: Actor, _ office: AppraisalOffice) -> Rights<MemoryFacts> {
        Rights(of: actor, among: office.engine.facts, at: office.engine.now)
    }

    /// What an actor may do, as the pages show it.
    private static func deeds(_ actor: Actor, _ member: MemberID, _ office: AppraisalOffice) throws -> [Appraise.Action] {
        rights(actor, office).actions(on: try office.sheet(member), office.engine.programme.calendar)
    }

    @Test(arguments: [
        ("li", "+-+++-+++-++"), ("wang", "-++++-+++-++"), ("chen", "--+-+-+++-++"), ("zhao", "----+-+++-++"), ("he", "------+++--+"), ("fan", "-------++--+"),
        ("root", "-------++--+"),
    ] as [(MemberID, String)])
    func `it is read by the member and those above and finance and audit`(member: MemberID, expected: String) throws {
        let office = try AppraisalOffice()
        #expect(String(Self.actors.map { Self.rights($0, office).mayReadSheets(of: member) ? "+" : "-" }) == expected)
    }

    /// Days after the step before; the opening is a boundary, so that ten days later its time is over at midnight.
    private static let turns: [(stage: AppraisalStage, days: Int64, deed: Appraise.Action, expected: String)] = [
        (.own, 0, .comment, "+-----------"), (.own, 0, .rate, "------------"), (.own, 9, .rate, "------------"), (.own, 10, .rate, "--++--------"),
        (.own, 10, .comment, "+-----------"), (.own, 20, .rate, "--+++-------"), (.own, 30, .rate, "--+++-+---+-"), (.own, 40, .rate, "--+++-++--+-"),
        (.own, 50, .rate, "--+++-+++-++"),
        (.manager, 0, .rate, "--++--------"), (.manager, 10, .rate, "--++--------"), (.manager, 11, .rate, "--+++-------"), (.manager, 21, .rate, "--+++-+---+-"),
        (.manager, 31, .rate, "--+++-++--+-"), (.manager, 41, .rate, "--+++-+++-++"), (.manager, 500, .rate, "--+++-+++-++"), (.manager, 11, .confirm, "------------"),
        (.director, 0, .confirm, "------+---+-"), (.director, 11, .confirm, "------++--+-"), (.director, 21, .confirm, "------+++-++"),
        (.director, 0, .rate, "------------"),
        (.signature, 0, .sign, "+-----------"), (.signature, 0, .object, "+-----------"), (.signature, 10, .sign, "+-----------"),
        // Chen and he have taken a step: peer, then zhao, then finance.
        (.signature, 11, .sign, "+--+--------"), (.signature, 21, .sign, "+--++-------"), (.signature, 31, .sign, "+--++--+--+-"),
        (.signature, 31, .object, "+-----------"),
    ]

    @Test(arguments: turns.indices) func `a step is taken by whose turn it is, and by who has taken it over`(index: Int) throws {
        let turn = Self.turns[index]
        var office = try AppraisalOffice()
        try office.bring(to: turn.stage)
        try office.engine.advance(to: office.engine.now.adding(seconds: turn.days * 86_400))
        let shown = try String(Self.actors.map { try Self.deeds($0, "li", office).contains(turn.deed) ? "+" : "-" })
        #expect(shown == turn.expected, "\(turn.stage) \(turn.days) \(turn.deed), as it is shown")
        let comment = turn.deed == .comment || turn.deed == .object ? "words" : nil
        let step = Appraise(turn.deed, AppraisalOffice.id("li"), comment: comment, ratings: turn.deed == .rate ? ["b": 3] : [:])
        let decided = try String(Self.actors.map { actor in
            var office = office
            return try office.refusal(of: step, by: actor) == nil ? "+" : "-"
        })
        #expect(decided == turn.expected, "\(turn.stage) \(turn.days) \(turn.deed), as it is decided")
    }

    @Test func `the sheet of a manager is rated by whoever is next above, and by no colleague`() throws {
        var office = try AppraisalOffice()
        try office.bring("chen", to: .manager)
        #expect(try String(Self.actors.map { try Self.deeds($0, "chen", office).contains(.rate) ? "+" : "-" }) == "----+-------")
        try office.bring("zhao", to: .own)
        try office.done(Appraise(.comment, AppraisalOffice.id("zhao"), comment: "mine"), by: .member("zhao"))
        #expect(try String(Self.actors.map { try Self.deeds($0, "zhao", office).contains(.rate) ? "+" : "-" }) == "------+---+-")
    }

    @Test func `who has left can do nothing more, and their steps are those of the next above at once`() throws {
        var office = try AppraisalOffice()
        var leaving = ChangeMember(id: "he")
        leaving.left = office.engine.now
        _ = try office.engine.carryOut(leaving, by: .administrator)
        try office.bring(to: .director)
        #expect(try String(Self.actors.map { try Self.deeds($0, "li", office).contains(.confirm) ? "+" : "-" }) == "-------+--+-")
    }
}
