extension Zone {
    /// The local day of an instant: the last one that has begun. Where clocks are set back over midnight after the new day
    /// has begun, that day goes on, so that days follow each other without overlap.
    package func day(of instant: Instant) -> Day {
        let seconds = instant.seconds
        let span = span(at: seconds)
        let local = Self.dayNumber(seconds, offset: span.offset)
        guard span.before > span.offset, span.start > .min else { return Day(number: local) }
        return Day(number: max(local, Self.dayNumber(span.start - 1, offset: span.before)))
    }

    /// The first instant of a local day: its midnight, the first of two midnights, or the instant at which the clocks jump
    /// over it. For a day that a zone left out (Pacific/Apia, 2011-12-30) it is the first instant of the day after.
    package func firstInstant(of day: Day) -> Instant {
        Instant(seconds: firstSecond(atOrAfter: Int64(day.number) * Day.seconds))
    }

    /// The instants of whole local days.
    package func instants(of days: DayRange) -> Range<Instant> {
        firstInstant(of: days.start)..<firstInstant(of: days.end)
    }

    /// Which of two instants a local time means where clocks were set back; where they were set forward over it, the
    /// offset before or after the change (as `fold` in PEP 495).
    package enum Fold: Sendable {
        case earlierOffset, laterOffset
    }

    /// The instant of a local time, given in microseconds since the day's midnight (0 ..< 24 hours).
    package func instant(of day: Day, microsecondOfDay: Int64 = 0, fold: Fold = .earlierOffset) -> Instant {
        let local = Int64(day.number) * Day.seconds + microsecondOfDay.flooredQuotient(by: Instant.perSecond)
        let second = Instant(seconds: Self.candidate(for: local, fold, in: spans(around: local)))
        return second.adding(microseconds: microsecondOfDay.flooredRemainder(by: Instant.perSecond))
    }

    /// The local wall clock at an instant: the date as clocks show it and microseconds since its midnight.
    package func wallClock(at instant: Instant) -> (day: Day, microsecondOfDay: Int64) {
        let local = instant.adding(seconds: Int64(offset(at: instant))).microseconds
        let perDay = Day.seconds * Instant.perSecond
        return (Day(number: Int32(clamping: local.flooredQuotient(by: perDay))), local.flooredRemainder(by: perDay))
    }

    /// Wider than any offset from UTC that TZif files may hold (26 hours).
    private static let widest: Int64 = 26 * 3_600

    /// The spans that may hold a local second, in order.
    private func spans(around local: Int64) -> [Span] {
        var spans = [span(at: local - Self.widest)]
        while let last = spans.last, last.end <= local + Self.widest {
            spans.append(span(at: last.end))
        }
        return spans
    }

    private static func candidate(for local: Int64, _ fold: Fold, in spans: [Span]) -> Int64 {
        let real = spans.filter { span in
            let seconds = local - Int64(span.offset)
            return span.start <= seconds && seconds < span.end
        }
        if let span = fold == .earlierOffset ? real.first : real.last { return local - Int64(span.offset) }
        // In a gap: after the change by the old offset, before it by the new one.
        let gap = spans.first { local - Int64($0.before) >= $0.start && local - Int64($0.offset) < $0.start }
        guard let gap else { return local }
        return local - Int64(fold == .earlierOffset ? gap.before : gap.offset)
    }

    private func firstSecond(atOrAfter local: Int64) -> Int64 {
        var span = span(at: local - Self.widest)
        while span.end < .max, local - Int64(span.offset) >= span.end {
            span = self.span(at: span.end)
        }
        return max(span.start, local - Int64(span.offset))
    }

    private static func dayNumber(_ seconds: Int64, offset: Int) -> Int32 {
        Int32(clamping: (seconds + Int64(offset)).flooredQuotient(by: Day.seconds))
    }
}
