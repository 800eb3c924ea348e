import Identity
import JSON
import Periods
import PointsEngine
import Testing

@Suite("Who is forgotten")
struct ForgetMemberTests {
    private static func change(_ body: (inout ChangeMember) -> Void) -> ChangeMember {
        var change = ChangeMember(id: "li")
        body(&change)
        return change
    }

    private func desk(left: Bool = true) throws -> Desk {
        var desk = try Desk()
        try desk.done(.gift("g1", 10))
        try desk.done(Self.change { $0.attributes = ["phone": "13800000001"] })
        if left { try desk.done(Self.change { $0.left = .at("2026-03-02T12:00:00+08:00") }) }
        try desk.pass(to: "2026-03-20T09:00:00+08:00")
        return desk
    }

    @Test func `has left, or is refused`() throws {
        var desk = try desk(left: false)
        #expect(try desk.refusal(of: ForgetMember("li")) == .conflict)
        #expect(try desk.refusal(of: ForgetMember("nobody")) == .unknownMember)
    }

    @Test func `is forgotten by administrators alone`() throws {
        var desk = try desk()
        for role in Role.allCases where role != .admin {
            guard case .refused(let refusal) = try desk.engine.carryOut(ForgetMember("li"), by: .account("somebody", role)) else {
                Issue.record("done by \(role)")
                continue
            }
            #expect(refusal.code == .notPermitted)
        }
    }

    @Test func `keeps points and id, and nothing that says who it was`() throws {
        var desk = try desk()
        let points = desk.available("li")
        try desk.done(ForgetMember("li"))
        let member = try #require(desk.engine.facts.member("li"))
        #expect(member.isForgotten && member.name == "li" && member.attributes.isEmpty && member.leave.isEmpty)
        #expect(desk.available("li") == points)
        #expect(desk.engine.facts.noticeKeys(of: "li").isEmpty)
        #expect(try Member(id: "li", stored: member.stored) == member)
    }

    @Test func `does not come back under the same id`() throws {
        var desk = try desk()
        try desk.done(ForgetMember("li"))
        #expect(try desk.refusal(of: Self.change { $0.name = "Li Na" }) == .memberLeft)
        #expect(try desk.refusal(of: Self.change { $0.returns = true }) == .memberLeft)
        #expect(try desk.refusal(of: PutMember(id: "li", name: "Li Na")) == .conflict)
    }

    @Test func `is forgotten once`() throws {
        var desk = try desk()
        try desk.done(ForgetMember("li"))
        guard case .done(let receipt, _) = try desk.engine.carryOut(ForgetMember("li"), by: .administrator) else {
            Issue.record("refused")
            return
        }
        #expect(receipt.isRepetition)
    }
}
