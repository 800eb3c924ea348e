/// The kinds of periods that boards, metrics, limits and targets are kept for, from short to long.
package enum PeriodKind: String, CaseIterable, Hashable, Comparable, Sendable {
    case day, week, month, quarter, year, all

    package static func < (left: PeriodKind, right: PeriodKind) -> Bool { left.order < right.order }

    private var order: Int {
        switch self {
        case .day: 0
        case .week: 1
        case .month: 2
        case .quarter: 3
        case .year: 4
        case .all: 5
        }
    }
}
