import JSON
import Periods
import RuleEngine

/// One tally by day, in order of days, with its total.
///
/// The last day, which nearly everybody asks for and moves, stands beside the others and not in their list: a list is one more place in
/// memory to go to, and that is what a look at one of many thousands of tallies costs.
package struct DaySeries: Hashable, Sendable {
    private struct Counted: Hashable {
        let day: Day
        var tally: Tally
    }

    private var last: Counted?
    private var earlier: [Counted] = []
    private var total = Tally.zero

    package init() {}

    package var isEmpty: Bool { last == nil }
    package var days: [Day] { earlier.map(\.day) + (last.map { [$0.day] } ?? []) }

    package subscript(day: Day) -> Tally {
        guard let last, day <= last.day else { return .zero }
        if day == last.day { return last.tally }
        let index = firstIndex(notBefore: day)
        return index < earlier.count && earlier[index].day == day ? earlier[index].tally : .zero
    }

    /// O(log days + days in the range); O(1) for a range that holds them all, or the last alone.
    package func sum(over range: DayRange) throws(DecimalError) -> Tally {
        guard let last, range.start <= last.day else { return .zero }
        let holdsLast = last.day < range.end
        guard let first = earlier.first, range.start <= earlier[earlier.count - 1].day else { return holdsLast ? last.tally : .zero }
        if holdsLast, range.start <= first.day { return total }
        var sum = holdsLast ? last.tally : .zero
        var index = firstIndex(notBefore: range.start)
        while index < earlier.count, earlier[index].day < range.end {
            sum = try sum.adding(earlier[index].tally)
            index += 1
        }
        return sum
    }

    package mutating func set(_ day: Day, to tally: Tally) throws(DecimalError) {
        guard let last, day <= last.day else {
            total = try total.replacing(.zero, by: tally)
            if let last { earlier.append(last) }
            self.last = Counted(day: day, tally: tally)
            return
        }
        guard day < last.day else {
            total = earlier.isEmpty ? tally : try total.replacing(last.tally, by: tally)
            self.last = Counted(day: day, tally: tally)
            return
        }
        let index = firstIndex(notBefore: day)
        if index < earlier.count, earlier[index].day == day {
            total = try total.replacing(earlier[index].tally, by: tally)
            earlier[index].tally = tally
        } else {
            total = try total.replacing(.zero, by: tally)
            earlier.insert(Counted(day: day, tally: tally), at: index)
        }
    }

    /// Among the earlier days.
    private func firstIndex(notBefore day: Day) -> Int {
        var low = 0, high = earlier.count
        while low < high {
            let middle = (low + high) / 2
            if earlier[middle].day < day { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
