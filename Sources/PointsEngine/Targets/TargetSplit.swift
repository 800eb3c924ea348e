import JSON
import Periods

/// Splits a target into parts that sum to the whole, to four digits (points.md, "Targets").
///
/// ```swift
/// let months = calendar.periods(.month, in: year)
/// let even = try TargetSplit.parts(of: 1_000_000, by: TargetSplit.even(months.count))
/// let likeLastYear = try TargetSplit.parts(of: 1_000_000, by: TargetSplit.shape(lastYear, count: months.count))
/// ```
package enum TargetSplit {
    /// Parts in proportion to `weights`: each is rounded down to four digits, and what is left goes, a ten-thousandth at a time,
    /// to the largest remainders; ties go to the first. Weights below zero count as none; without any weight the parts are even.
    ///
    /// - Parameter value: not below zero, at most four fraction digits.
    /// - Complexity: O(n log n).
    package static func parts(of value: Decimal, by weights: [Decimal]) throws(DecimalError) -> [Decimal] {
        guard !weights.isEmpty else { return [] }
        var weights = weights.map { max($0, .zero) }
        var sum = try Decimal.sum(weights)
        if sum.isZero {
            weights = even(weights.count)
            sum = Decimal(weights.count)
        }
        let units = try value.multiplied(by: unitsPerOne)
        var parts: [Decimal] = []
        var remainders: [Decimal] = []
        for weight in weights {
            let exact = try units.multiplied(by: weight)
            let part = try exact.dividing(by: sum, toFractionDigits: 0, .down)
            parts.append(part)
            remainders.append(try exact.subtracting(part.multiplied(by: sum)))
        }
        let missing = Int(try units.subtracting(Decimal.sum(parts)).int64 ?? 0)
        let order = remainders.indices.sorted { remainders[$0] == remainders[$1] ? $0 < $1 : remainders[$0] > remainders[$1] }
        for index in order.prefix(missing) { parts[index] = try parts[index].adding(.one) }
        var split: [Decimal] = []
        for part in parts { split.append(try part.dividing(by: unitsPerOne, toFractionDigits: 4, .halfEven)) }
        return split
    }

    /// The same weight for each.
    package static func even(_ count: Int) -> [Decimal] { Array(repeating: .one, count: count) }

    /// Weights after the values of the last year, part by part. Where it had fewer parts (52 weeks, not 53), the last one stands
    /// for those that are missing.
    package static func shape(_ lastYear: [Decimal], count: Int) -> [Decimal] {
        guard let last = lastYear.last else { return even(count) }
        return (0..<count).map { $0 < lastYear.count ? lastYear[$0] : last }
    }

    private static let unitsPerOne = Decimal(10_000)
}

extension CompanyCalendar {
    /// The quarters, months, weeks or days of a longer period, in order. A week belongs to the period that its Thursday (the
    /// fourth day where weeks start otherwise) is in, so that each belongs to one.
    package func periods(_ kind: PeriodKind, in whole: Period) -> [Period] {
        guard kind < whole.kind, whole.kind != .all else { return [] }
        var parts: [Period] = []
        var next: Period? = period(kind, containing: whole.days.start)
        while let part = next, part.days.start < whole.days.end {
            let middle = kind == .week ? part.days.start.adding(days: 3) : part.days.start
            if whole.days.contains(middle) { parts.append(part) }
            next = self.next(after: part)
        }
        return parts
    }
}
