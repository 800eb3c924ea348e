import JSON
import Periods
import RuleEngine

/// One tally by day, in order of days, with its total.
package struct DaySeries: Hashable, Sendable {
    private struct Counted: Hashable {
        let day: Day
        var tally: Tally
    }

    private var counted: [Counted] = []
    private var total = Tally.zero

    package init() {}

    package var isEmpty: Bool { counted.isEmpty }
    package var days: [Day] { counted.map(\.day) }

    package subscript(day: Day) -> Tally {
        let index = firstIndex(notBefore: day)
        return index < counted.count && counted[index].day == day ? counted[index].tally : .zero
    }

    /// O(log days + days in the range); O(1) for a range that holds them all.
    package func sum(over range: DayRange) throws(DecimalError) -> Tally {
        guard let first = counted.first, let last = counted.last else { return .zero }
        if range.start <= first.day, last.day < range.end { return total }
        var sum = Tally.zero
        var index = firstIndex(notBefore: range.start)
        while index < counted.count, counted[index].day < range.end {
            sum = try sum.adding(counted[index].tally)
            index += 1
        }
        return sum
    }

    package mutating func set(_ day: Day, to tally: Tally) throws(DecimalError) {
        let index = firstIndex(notBefore: day)
        if index < counted.count, counted[index].day == day {
            total = try total.replacing(counted[index].tally, by: tally)
            counted[index].tally = tally
        } else {
            total = try total.replacing(.zero, by: tally)
            counted.insert(Counted(day: day, tally: tally), at: index)
        }
    }

    /// Most look at, and move, the last day: it is tried before halving.
    private func firstIndex(notBefore day: Day) -> Int {
        guard let last = counted.last, day <= last.day else { return counted.count }
        var low = 0, high = counted.count - 1
        while low < high {
            let middle = (low + high) / 2
            if counted[middle].day < day { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
