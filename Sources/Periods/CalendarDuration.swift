/// An ISO 8601 duration: either exact (`PT24H`) or in units of the calendar (`P1Y2M`, `P3W`, `P14D`), never both.
///
/// How a duration is counted depends on where it starts: see `CompanyCalendar.end(of:from:)`.
package enum CalendarDuration: Hashable, Sendable {
    /// Microseconds, not negative.
    case exact(Int64)
    /// Months first, then days; neither negative. Years are 12 months, weeks 7 days.
    case calendar(months: Int, days: Int)

    package static let zero = CalendarDuration.calendar(months: 0, days: 0)

    package var isZero: Bool {
        switch self {
        case .exact(let microseconds): microseconds == 0
        case .calendar(let months, let days): months == 0 && days == 0
        }
    }

    /// The length in microseconds where a day is 24 hours, as cooldowns count; nil with months or years, whose length is
    /// not fixed.
    package var exactMicroseconds: Int64? {
        switch self {
        case .exact(let microseconds): microseconds
        case .calendar(0, let days): Int64(days) * Day.seconds * Instant.perSecond
        case .calendar: nil
        }
    }
}

extension CalendarDuration: CustomStringConvertible {
    /// Reads ISO 8601: whole numbers without sign of at most 5 digits (9 in a time), units in order and at most once each,
    /// at least one of them; only seconds may have a fraction (`PT0.1S`), to the microsecond. Nil for anything else, and
    /// for date and time parts together.
    package init?(_ text: String) {
        guard let duration = ByteScanner.whole(text, Self.read) else { return nil }
        self = duration
    }

    /// ISO 8601, in the largest units that hold it exactly: `P1Y`, `P14D`, `PT24H`.
    package var description: String {
        switch self {
        case .exact(let microseconds): Self.time(microseconds)
        case .calendar(0, 0): "P0D"
        case .calendar(let months, let days):
            "P" + Self.part(months / 12, "Y") + Self.part(months % 12, "M") + Self.part(days, "D")
        }
    }

    private static func read(_ scanner: inout ByteScanner) -> CalendarDuration? {
        guard scanner.skip("P") else { return nil }
        if scanner.skip("T") { return readTime(&scanner) }
        var months = 0
        var days = 0
        var units = [("Y", 12, 0), ("M", 1, 0), ("W", 0, 7), ("D", 0, 1)] as [(Unicode.Scalar, Int, Int)]
        repeat {
            guard let count = scanner.number(upTo: 5), let unit = units.firstIndex(where: { scanner.skip($0.0) })
            else { return nil }
            months += count * units[unit].1
            days += count * units[unit].2
            units.removeFirst(unit + 1)
        } while !scanner.isAtEnd
        return .calendar(months: months, days: days)
    }

    private static func readTime(_ scanner: inout ByteScanner) -> CalendarDuration? {
        var total: Int64 = 0
        var units = [("H", 3_600), ("M", 60), ("S", 1)] as [(Unicode.Scalar, Int64)]
        repeat {
            guard let count = scanner.number(upTo: 9) else { return nil }
            var fraction: Int64?
            if scanner.skip(".") {
                fraction = scanner.millionths()
                guard fraction != nil else { return nil }
            }
            guard let unit = units.firstIndex(where: { scanner.skip($0.0) }), fraction == nil || units[unit].0 == "S"
            else { return nil }
            total += Int64(count) * units[unit].1 * Instant.perSecond + (fraction ?? 0)
            units.removeFirst(unit + 1)
        } while !scanner.isAtEnd
        return .exact(total)
    }

    private static func time(_ microseconds: Int64) -> String {
        guard microseconds > 0 else { return "PT0S" }
        let (seconds, fraction) = microseconds.quotientAndRemainder(dividingBy: Instant.perSecond)
        let rest = ByteWriter.text(capacity: 16) { writer in
            writer.write(Int(seconds % 60), width: 1)
            writer.writeFraction(millionths: Int(fraction))
            writer.write("S")
        }
        return "PT" + part(Int(seconds / 3_600), "H") + part(Int(seconds / 60 % 60), "M")
            + (seconds % 60 == 0 && fraction == 0 ? "" : rest)
    }

    private static func part(_ count: Int, _ unit: String) -> String {
        count == 0 ? "" : "\(count)\(unit)"
    }
}
