import JSON
import Periods
import RuleEngine

/// One tally by day, in order of days, with its total.
package struct DaySeries: Hashable, Sendable {
    package private(set) var days: [Day] = []
    private var tallies: [Tally] = []
    private var total = Tally.zero

    package init() {}

    package subscript(day: Day) -> Tally {
        let index = firstIndex(notBefore: day)
        return index < days.count && days[index] == day ? tallies[index] : .zero
    }

    /// O(log days + days in the range); O(1) for a range that holds them all.
    package func sum(over range: DayRange) throws(DecimalError) -> Tally {
        guard let first = days.first, let last = days.last else { return .zero }
        if range.start <= first, last < range.end { return total }
        var sum = Tally.zero
        var index = firstIndex(notBefore: range.start)
        while index < days.count, days[index] < range.end {
            sum = try sum.adding(tallies[index])
            index += 1
        }
        return sum
    }

    package mutating func set(_ day: Day, to tally: Tally) throws(DecimalError) {
        let index = firstIndex(notBefore: day)
        let before = index < days.count && days[index] == day ? tallies[index] : nil
        total = try total.replacing(before ?? .zero, by: tally)
        if before == nil {
            days.insert(day, at: index)
            tallies.insert(tally, at: index)
        } else {
            tallies[index] = tally
        }
    }

    private func firstIndex(notBefore day: Day) -> Int {
        var low = 0, high = days.count
        while low < high {
            let middle = (low + high) / 2
            if days[middle] < day { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
