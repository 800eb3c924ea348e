import Identity
import Periods
import Testing

@testable import PointsEngine

@Suite("The agenda")
struct AgendaTests {
    private func plan(_ phase: Agenda.Phase, _ seconds: Int64?) -> Agenda.Plan {
        var plan = Agenda.Plan.nothing
        plan[phase] = seconds.map { Instant(seconds: $0) }
        return plan
    }

    @Test func `gives the members of a moment step by step, in order, and each once`() {
        var agenda = Agenda()
        for number in 0..<10 { agenda.put(MemberID("m\(number)"), plan(.expire, 7)) }
        var seen: [MemberID] = []
        while let moment = agenda.next() {
            let members = agenda.members(at: moment, limit: 3)
            #expect(members.count == min(3, 10 - seen.count))
            seen += members
            for member in members { agenda.put(member, .nothing) }
        }
        #expect(seen.map(\.text) == (0..<10).map { "m\($0)" })
    }

    @Test func `finds who came to a moment, and passes over who left it, while its turn goes on`() throws {
        var agenda = Agenda()
        for number in [1, 3, 5] { agenda.put(MemberID("m\(number)"), plan(.mature, 7)) }
        let next = agenda.next(), moment = try #require(next)
        #expect(agenda.members(at: moment, limit: 1) == ["m1"])
        agenda.put("m1", .nothing)
        agenda.put("m3", plan(.mature, 9))
        agenda.put("m2", plan(.mature, 7))
        #expect(agenda.members(at: moment, limit: 5) == ["m2", "m5"])
        agenda.put("m2", .nothing)
        #expect(agenda.members(at: moment, limit: 5) == ["m5"])
        agenda.put("m5", .nothing)
        #expect(agenda.next()?.at == Instant(seconds: 9))
        #expect(agenda.members(at: moment, limit: 5) == [])
    }

    @Test func `keeps warnings apart from other work`() {
        var agenda = Agenda()
        var both = plan(.warn, 3)
        both[.expire] = Instant(seconds: 5)
        agenda.put("li", both)
        #expect(agenda.next()?.phase == .expire)
        #expect(agenda.nextWarning() == Agenda.Moment(at: Instant(seconds: 3), phase: .warn))
        agenda.put("li", plan(.expire, 5))
        #expect(agenda.nextWarning() == nil && agenda["li"][.expire] == Instant(seconds: 5))
    }
}
