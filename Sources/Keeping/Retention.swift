import Periods

/// How many backups are kept: `7d4w12m` keeps the last of each of the last seven days, four weeks and twelve months on which there was one.
///
/// The newest is always kept, whatever it says. Days are those of UTC, weeks begin on Monday.
package struct Retention: Hashable, Sendable {
    enum Span: Character, CaseIterable, Sendable { case hour = "h", day = "d", week = "w", month = "m", year = "y" }

    private let counts: [Span: Int]

    /// Numbers with their spans, each span once; nil: that is not what the text holds.
    package init?(_ text: String) {
        var counts: [Span: Int] = [:]
        var digits = ""
        for character in text {
            if character.isASCII, character.isNumber {
                digits.append(character)
            } else {
                guard let span = Span(rawValue: character), counts[span] == nil, let count = Int(digits), 1...10_000 ~= count else { return nil }
                counts[span] = count
                digits = ""
            }
        }
        guard digits.isEmpty, !counts.isEmpty else { return nil }
        self.counts = counts
    }

    /// Which of these moments are no longer wanted.
    package func unwanted(_ moments: [Instant]) -> [Instant] {
        let newestFirst = Set(moments).sorted(by: >)
        var kept = Set(newestFirst.prefix(1))
        for (span, count) in counts {
            var seen: Set<Int64> = []
            for moment in newestFirst where seen.count < count || seen.contains(Self.number(of: span, at: moment)) {
                if seen.insert(Self.number(of: span, at: moment)).inserted { kept.insert(moment) }
            }
        }
        return newestFirst.filter { !kept.contains($0) }
    }

    /// Counts the spans from some beginning on.
    private static func number(of span: Span, at moment: Instant) -> Int64 {
        let seconds = moment.microseconds / 1_000_000, days = (seconds - (seconds % 86_400 + 86_400) % 86_400) / 86_400
        switch span {
        case .hour: return (seconds - (seconds % 3_600 + 3_600) % 3_600) / 3_600
        case .day: return days
        // 1970-01-01 was a Thursday.
        case .week: return (days + 3) / 7
        case .month: return month(of: moment)
        case .year: return month(of: moment) / 12
        }
    }

    private static func month(of moment: Instant) -> Int64 {
        let text = moment.rfc3339
        return (Int64(text.prefix(4)) ?? 0) * 12 + (Int64(text.dropFirst(5).prefix(2)) ?? 1) - 1
    }
}
