import Periods
import Seeds
import Testing

@testable import API

@Suite struct IncidentsTests {
    private let start = Instant(seconds: 1_800_000_000)

    private func failure(_ account: String?, _ address: String = "192.0.2.1") -> Incidents.Event {
        Incidents.Event(kind: .signInFailed, actor: "system", address: address, subject: account)
    }

    @Test func `the first is told at once and the rest when the minute is over`() {
        var incidents = Incidents(at: start)
        #expect(incidents.note(failure("li.na"), at: start) == Incidents.Line(kind: .signInFailed, event: failure("li.na"), count: 1))
        for _ in 0..<9 { #expect(incidents.note(failure("li.na"), at: start) == nil) }
        #expect(incidents.due == start.adding(seconds: 60))
        #expect(incidents.flush(at: start.adding(seconds: 60)) == [Incidents.Line(kind: .signInFailed, event: failure("li.na"), count: 9)])
        #expect(incidents.due == nil)
        #expect(incidents.flush(at: start.adding(seconds: 120)).isEmpty)
    }

    /// A day of a stranger with all the addresses there are.
    @Test func `nobody fills a disk`() {
        var random = Seeded(), incidents = Incidents(at: start)
        var lines = 0, told = 0
        for minute in 0..<Int64(1_440) {
            for second in stride(from: Int64(0), to: 60, by: 1) {
                for _ in 0..<5 {
                    let event = failure(random.chance(50) ? nil : "account-\(random.below(300))", "10.\(random.below(256)).\(random.below(256)).1")
                    if let line = incidents.note(event, at: start.adding(seconds: minute * 60 + second)) { (lines, told) = (lines + 1, told + line.count) }
                }
            }
            for line in incidents.flush(at: start.adding(seconds: minute * 60 + 60)) { (lines, told) = (lines + 1, told + line.count) }
        }
        #expect(lines < 3_000, "\(random)")
        // Nothing is left out but names.
        #expect(told == 1_440 * 60 * 5, "\(random)")
    }

    @Test func `one kind takes no lines from another`() {
        var incidents = Incidents(at: start)
        for number in 0..<1_000 { _ = incidents.note(failure("\(number)"), at: start) }
        let export = Incidents.Event(kind: .exported, actor: "account:admin:root", address: "", subject: "entries.csv")
        #expect(incidents.note(export, at: start)?.event == export)
    }
}
