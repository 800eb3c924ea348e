import Identity
import JSON
import Periods
import PointsEngine
import Projection
import RuleEngine
import Store

/// What findings are made from; on a reader's thread.
struct InsightSources {
    let reader: Reader
    let directory: Directory
    let visible: VisibilityScope

    var now: Instant { visible.now }
    var programme: Programme { directory.programme }
    var calendar: CompanyCalendar { programme.calendar }
    var today: Day { calendar.day(of: now) }
    var set: RuleSet { programme.book.set(at: now) }

    func ago(days: Int64) -> Instant { now.adding(seconds: -days * 86_400) }

    /// The last days, today among them.
    func last(_ days: Int) -> DayRange { DayRange(today.adding(days: 1 - days), until: today.adding(days: 1)) }

    func points(of owner: Owner, over days: DayRange, _ measure: Measure = .points) throws -> Int64 {
        try reader.tally(TallyKey(owner, measure), over: days).sum.int64 ?? 0
    }

    /// Those whom the reader leads, and who are there.
    func led() -> [Member] {
        directory.members.values.filter { $0.isThere(at: now) && $0.id != visible.own && visible.covers($0) }.sorted { $0.id < $1.id }
    }

    /// So many complete periods before the one that runs, the oldest first.
    func periods(_ kind: PeriodKind, _ count: Int) -> [Period] {
        var found: [Period] = [], next = calendar.previous(before: calendar.period(kind, containing: now))
        while let period = next, found.count < count {
            found.insert(period, at: 0)
            next = calendar.previous(before: period)
        }
        return found
    }

    /// Activities of the last days in the order in which they were recorded; the latest `most` are looked at.
    func activities(days: Int64, most: Int = 200_000) throws -> [Recorded] {
        var found: [Recorded] = [], after: Int64 = 0
        while true {
            var page: [Recorded] = []
            try reader.forEachActivity(from: ago(days: days), until: .latest, after: after, limit: 1_000) { page.append($0) }
            found += page
            if found.count > most { found.removeFirst(found.count - most) }
            guard page.count == 1_000, let last = page.last else { return found }
            after = last.number
        }
    }

    func title(ofRule id: String) -> JSONValue {
        programme.book.versions.reversed().lazy.compactMap { $0.set.rule(id)?.title }.first?.json ?? .object(["en": .string(id)])
    }
}

extension JSONValue {
    /// With two digits.
    static func rounded(_ number: Double) -> JSONValue {
        guard number.isFinite, abs(number) < 1e14 else { return .null }
        return .number(Decimal(coefficient: Int128((number * 100).rounded()), exponent: -2) ?? .zero)
    }

    static func integer(_ number: some BinaryInteger) -> JSONValue { .number(Decimal(Int64(clamping: number))) }
}
