import Periods
import Testing

@testable import PointsEngine

@Suite("The agenda of things by key")
struct KeyAgendaTests {
    @Test func `gives the keys of the first instant in order, and no more than asked for`() {
        var agenda = KeyAgenda()
        for (key, second) in [("b", 5), ("a", 5), ("c", 5), ("d", 3)] as [(String, Int64)] { agenda.put(key, Instant(seconds: second)) }
        #expect(agenda.next() == Instant(seconds: 3))
        #expect(agenda.keys(at: Instant(seconds: 3), limit: 10) == ["d"])
        agenda.put("d", nil)
        #expect(agenda.next() == Instant(seconds: 5))
        #expect(agenda.keys(at: Instant(seconds: 5), limit: 2) == ["a", "b"])
    }

    @Test func `puts a key down once, however often its instant changes`() {
        var agenda = KeyAgenda()
        agenda.put("a", Instant(seconds: 5))
        agenda.put("a", Instant(seconds: 9))
        agenda.put("a", Instant(seconds: 7))
        #expect(agenda.next() == Instant(seconds: 7))
        #expect(agenda.keys(at: Instant(seconds: 9), limit: 10) == [])
        agenda.put("a", nil)
        #expect(agenda.next() == nil)
    }
}
