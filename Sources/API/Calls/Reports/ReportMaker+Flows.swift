import Identity
import JSON
import Periods
import PointsEngine
import Store

/// What was earned and spent, by when it happened.
extension ReportMaker {
    typealias Sums = (Instant, Instant, ReportGrouping) throws -> [ReportLine]

    /// - Parameters:
    ///   - columns: the first is of points, the others count.
    ///   - values: of a line, one for each column.
    func flow(_ columns: [String], _ read: Sums, _ values: (ReportLine) -> [Int64]) throws -> ReportTable {
        switch by {
        case "month": try flowByMonth(columns, read, values)
        case "tier": try flowByTier(columns, read)
        default: try sums(columns, try read(from, until, grouping), values)
        }
    }

    private var grouping: ReportGrouping {
        switch by {
        case "rule": .rule
        case "team": .team
        case "reward": .reward
        default: .member
        }
    }

    private func sums(_ columns: [String], _ lines: [ReportLine], _ values: (ReportLine) -> [Int64]) throws -> ReportTable {
        let shown = lines.filter { isShown($0.key) }.map { line in
            ReportTable.Line(key: line.key, name: name(line.key), values: values(line).map { Decimal($0) })
        }
        return table(Self.columns(columns), shown, but: Self.uncounted)
    }

    /// A member counts once in the whole, however many lines tell of them.
    private static let uncounted: Set = ["members"]

    private static func columns(_ ids: [String]) -> [ReportTable.Column] {
        ids.map { .init(id: $0, unit: $0 == "points" || $0 == "year_before" ? "points" : "count") }
    }

    /// Every month of the time, and beside it the same month a year before, whole as it was.
    private func flowByMonth(_ columns: [String], _ read: Sums, _ values: (ReportLine) -> [Int64]) throws -> ReportTable {
        let months = try months(), calendar = directory.programme.calendar
        let before = months.compactMap { calendar.period(key: Self.yearBefore($0.key)) }
        let lines = Dictionary(try read(from, until, .periods(months)).map { ($0.key, $0) }) { $1 }
        let earlier = try before.isEmpty ? [:] : Dictionary(read(before[0].start, before[before.count - 1].end, .periods(before)).map { ($0.key, $0.points) }) { $1 }
        let shown = months.map { month in
            let own = lines[month.key].map(values) ?? columns.map { _ in 0 }
            let numbers = own + [earlier[Self.yearBefore(month.key)] ?? 0]
            return ReportTable.Line(key: month.key, name: .string(month.key), values: numbers.map { Decimal($0) })
        }
        return table(Self.columns(columns + ["year_before"]), shown, but: Self.uncounted)
    }

    /// 2025-11, for 2026-11.
    private static func yearBefore(_ key: String) -> String {
        guard let year = Int(key.prefix(4)) else { return key }
        let digits = "\(year - 1)"
        return String(repeating: "0", count: max(0, 4 - digits.count)) + digits + key.dropFirst(4)
    }

    /// By the tiers that members hold now.
    private func flowByTier(_ columns: [String], _ read: Sums) throws -> ReportTable {
        var byTier: [String: [Int64]] = [:]
        for line in try read(from, until, .member) {
            let numbers = [line.points, line.entries, 1], tier = tier(of: MemberID(line.key))
            byTier[tier] = zip(byTier[tier] ?? [0, 0, 0], numbers).map { $0.0.addingReportingOverflow($0.1).partialValue }
        }
        return table(Self.columns(columns), byTierInOrder(byTier).map { tier, sums in
            ReportTable.Line(key: tier, name: name(tier), values: columns.indices.map { Decimal(sums[$0]) })
        }, but: [])
    }

    func tier(of member: MemberID) -> String { directory.standings[member]?.tier ?? "" }

    /// The highest first; who holds none comes last.
    func byTierInOrder<Value>(_ values: [String: Value]) -> [(String, Value)] {
        let order = directory.tiers.map(\.id)
        return values.sorted { (order.firstIndex(of: $0.key) ?? -1, $1.key) > (order.firstIndex(of: $1.key) ?? -1, $0.key) }.map { ($0.key, $0.value) }
    }

    func months() throws -> [Period] {
        var months: [Period] = []
        var next: Period? = directory.programme.calendar.period(.month, containing: from)
        while let month = next, month.start < until {
            guard months.count < Self.mostMonths else { throw Problem.malformed("at most \(Self.mostMonths) months", at: "from") }
            months.append(month)
            next = directory.programme.calendar.next(after: month)
        }
        return months
    }

    private static let mostMonths = 120
}
