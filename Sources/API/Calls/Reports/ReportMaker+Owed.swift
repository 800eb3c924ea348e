import Identity
import JSON
import Ledger
import Periods
import PointsEngine
import Store

/// What is owed at the end of the time, and what moved it.
extension ReportMaker {
    /// At the end of the time, or now where that is to come.
    private var day: Instant { min(until, afterNow) }

    private var afterNow: Instant { visible.now.adding(microseconds: 1) }

    private func share(_ part: Points, _ whole: Points) -> Decimal? {
        whole == 0 ? nil : try? Decimal(part).dividing(by: Decimal(whole), toFractionDigits: 4, .halfEven)
    }

    // MARK: On a day

    func liability(_ reader: Reader) throws -> ReportTable {
        let columns: [ReportTable.Column] = [
            .init(id: "available", unit: "points"), .init(id: "pending", unit: "points"), .init(id: "breakage", unit: "ratio"), .init(id: "debt", unit: "points"),
        ]
        guard by != "month" else {
            let lines = try owed(atEndsOf: months(), reader).map { month, owed in
                ReportTable.Line(key: month.key, name: .string(month.key), values: values(owed))
            }
            return table(columns, lines, but: Set(columns.map(\.id)))
        }
        let groups = try grouped(day == afterNow ? owedNow(reader) : reader.owedByMember(at: day), +)
        let lines = groups.filter { $0.1.points != 0 || $0.1.debt != 0 || $0.1.opened != 0 }.map { key, owed in
            ReportTable.Line(key: key, name: name(key), values: values(owed))
        }
        var table = table(columns, lines, but: ["breakage"])
        let all = groups.reduce(Owed()) { $0 + $1.1 }
        table.totals[2] = share(all.lapsed, all.opened)
        return table
    }

    private func values(_ owed: Owed) -> [Decimal?] {
        [Decimal(owed.available), Decimal(owed.pending), share(owed.lapsed, owed.opened), Decimal(owed.debt)]
    }

    /// From the lots, which is much less to read than all entries.
    private func owedNow(_ reader: Reader) throws -> [MemberID: Owed] {
        let lines = try reader.liability(at: visible.now, byTeam: false)
        return Dictionary(lines.map { line in
            var owed = Owed()
            (owed.available, owed.pending, owed.debt, owed.lapsed, owed.opened) = (line.available, line.pending, line.debt, line.expired, line.opened)
            return (MemberID(line.key), owed)
        }) { $1 }
    }

    /// What was owed at the end of each month. Before the first entry nothing was, and what is to come is as now: of a century only those
    /// months are counted in which something could change.
    private func owed(atEndsOf months: [Period], _ reader: Reader) throws -> [(Period, Owed)] {
        var known = OwedByTime(reader, first: try reader.firstRecorded() ?? .latest)
        return try months.map { ($0, try known.whole(at: min($0.end, afterNow))) }
    }

    // MARK: Rolled forward

    /// Opening + earned − spent − lapsed − reversed + what members owe more = closing, to the point, in every line: what is taken from
    /// somebody who has nothing left is no less that the company owes.
    func movement(_ reader: Reader) throws -> ReportTable {
        let ids = ["opening", "earned", "spent", "lapsed", "reversed", "owing", "closing"]
        let value = directory.programme.company.pointValue
        let columns = ids.map { ReportTable.Column(id: $0, unit: "points") } + (value == nil ? [] : [.init(id: "money", unit: "money")])
        let lines = by == "month" ? try movementByMonth(reader) : try movementByMember(reader)
        var table = table(columns, lines.map { key, line in
            ReportTable.Line(key: key, name: name(key), values: line.values(worth: value))
        }, but: Set(["opening", "closing", "money"]))
        // Months follow each other; groups stand beside each other.
        let opening = by == "month" ? lines.first?.1.opening.points : lines.reduce(0) { $0.bounded($1.1.opening.points) }
        let closing = by == "month" ? lines.last?.1.closing.points : lines.reduce(0) { $0.bounded($1.1.closing.points) }
        (table.totals[0], table.totals[6]) = (Decimal(opening ?? 0), Decimal(closing ?? 0))
        if let value { table.totals[7] = try? Decimal(closing ?? 0).multiplied(by: value) }
        return table
    }

    private func movementByMonth(_ reader: Reader) throws -> [(String, Rolled)] {
        let months = try months().filter { $0.start < afterNow }
        let starts = months.map { max($0.start, from) }
        let moved = try reader.movements(between: starts, until: day)
        var known = OwedByTime(reader, first: try reader.firstRecorded() ?? .latest)
        return try months.enumerated().map { index, month in
            let end = index + 1 < starts.count ? starts[index + 1] : day
            let sum = moved[index]?.values.reduce(Movement(), +) ?? Movement()
            return (month.key, Rolled(opening: try known.whole(at: starts[index]), moved: sum, closing: try known.whole(at: end)))
        }
    }

    private func movementByMember(_ reader: Reader) throws -> [(String, Rolled)] {
        guard from < day else { return [] }
        let opening = try reader.owedByMember(at: from), closing = try reader.owedByMember(at: day)
        let moved = try reader.movements(between: [from], until: day)[0] ?? [:]
        let rolled = Dictionary(Set(closing.keys).union(moved.keys).map { member in
            (member, Rolled(opening: opening[member] ?? Owed(), moved: moved[member] ?? Movement(), closing: closing[member] ?? Owed()))
        }) { $1 }
        return grouped(rolled, +).filter { !$0.1.isEmpty }
    }

    // MARK: Groups

    /// What members have, by the lines of the report: their team at the end of the time, the tier that they hold now, or themselves.
    private func grouped<Value>(_ values: [MemberID: Value], _ sum: (Value, Value) -> Value) -> [(String, Value)] {
        var groups: [String: Value] = [:]
        for (member, value) in values {
            let key = group(of: member)
            groups[key] = groups[key].map { sum($0, value) } ?? value
        }
        return by == "tier" ? byTierInOrder(groups) : groups.filter { isShown($0.key) }.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    private func group(of member: MemberID) -> String {
        switch by {
        case "team": directory.members[member]?.team(at: min(day, visible.now))?.text ?? ""
        case "tier": tier(of: member)
        default: member.text
        }
    }
}

/// A line that is rolled forward.
private struct Rolled {
    var opening = Owed()
    var moved = Movement()
    var closing = Owed()

    var isEmpty: Bool { opening == Owed() && moved == Movement() && closing == Owed() }

    static func + (a: Rolled, b: Rolled) -> Rolled { Rolled(opening: a.opening + b.opening, moved: a.moved + b.moved, closing: a.closing + b.closing) }

    func values(worth value: Decimal?) -> [Decimal?] {
        let points = [opening.points, moved.earned, moved.spent, moved.lapsed, moved.reversed, closing.debt - opening.debt, closing.points]
        return points.map { Decimal($0) } + (value.map { [try? Decimal(closing.points).multiplied(by: $0)] } ?? [])
    }
}

/// What is owed to all at several instants, each counted once.
private struct OwedByTime {
    private let reader: Reader
    /// When the first entry was written.
    private let first: Instant
    private var known: [Instant: Owed] = [:]

    init(_ reader: Reader, first: Instant) { (self.reader, self.first) = (reader, first) }

    mutating func whole(at time: Instant) throws -> Owed {
        if time <= first { return Owed() }
        if let owed = known[time] { return owed }
        let owed = try reader.owedByMember(at: time).values.reduce(Owed(), +)
        known[time] = owed
        return owed
    }
}

extension Points {
    fileprivate func bounded(_ other: Points) -> Points {
        let (sum, overflows) = addingReportingOverflow(other)
        return overflows ? .max : sum
    }
}
