@testable import API
import JSON
import Periods
import Store
import Web

enum FuzzRequests {
    /// Every argument that any call reads.
    private static let names = Set(Routes.all.flatMap { $0.input.query.map(\.name) }).sorted()
    // Proof: it is made once and never changed; matching only reads it.
    nonisolated(unsafe) private static let router = Routes.router()

    /// A request line: what it asks for is found or not, and every argument, read as anything that a call may read it as, is refused or
    /// within its bounds; what is made of it by calculation stays within the calendar.
    static func requests(_ bytes: [UInt8]) throws {
        let line = Array("GET ".utf8) + bytes.prefix(4_000) + Array(" HTTP/1.1\r\nHost: a\r\n\r\n".utf8)
        guard case .head(let head, _) = RequestParser.parse(line[...], scanned: 0, limits: .init()) else { return }
        _ = router.match(head.method, head.path)
        let arguments = Arguments(head, described: names)
        for name in names {
            if let number = try? arguments.number(name, in: 0...500, default: 1) { try expect(0...500 ~= number, "\(name) is \(number)") }
            try times(try? arguments.instant(name, .utc))
            if let text = arguments.text(name) { try period(text) }
        }
        if let position = try? arguments.position() {
            try expect(position >= 0 && !position.addingReportingOverflow(.init(Int32.max)).overflow, "no room behind \(position)")
        }
        for count in 1...2 { if let cursor = try? arguments.cursor(of: count) { try expect(cursor.count == count, "another cursor") } }
        _ = try? arguments.wantsCSV()
        if let text = arguments.pageAfter { _ = try? RequestFilter.Cursor(text: text) }
        for segment in head.path.split(separator: "/").map(String.init) { try period(segment) }
    }

    private static let calendars: [CompanyCalendar] = ["+14:00", "-12:00", "+05:45"].compactMap { Zone(offset: $0) }.flatMap { zone in
        [CompanyCalendar(zone: zone), CompanyCalendar(zone: zone, weekStart: .sunday, fiscalYearStart: 12)]
    }

    /// Neighbours, kinds and durations around any time.
    private static func times(_ time: Instant?) throws {
        guard let time else { return }
        for calendar in calendars {
            for kind in PeriodKind.allCases {
                let period = calendar.period(kind, containing: time)
                try expect(period.start <= period.end, "\(period) is inverted")
                for near in [calendar.next(after: period), calendar.previous(before: period)] { try expect(near.map { $0.start <= $0.end } ?? true, "\(period)") }
            }
            for duration in ["P99999Y99999M99999W99999D", "PT999999999H", "P0D"].compactMap({ CalendarDuration($0) }) {
                _ = calendar.goodThrough(duration, from: time)
                _ = calendar.roundedUp(calendar.fromBoundary(time, duration), to: .year)
                _ = calendar.ahead(of: time, by: duration).rfc3339
            }
        }
    }

    private static func period(_ key: String) throws {
        for calendar in calendars {
            guard let period = calendar.period(key: key) else { continue }
            try expect(period.days.start <= period.days.end && period.start <= period.end, "\(key) is inverted")
            _ = (calendar.next(after: period)?.key, calendar.previous(before: period)?.key, calendar.fromBoundary(period.end, .calendar(months: 1, days: 1)).rfc3339)
        }
    }
}
