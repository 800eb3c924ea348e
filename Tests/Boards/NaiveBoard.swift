@testable import Boards

/// A board that sorts everything anew and counts on its fingers. It shares no code with the index but the value's order.
struct NaiveBoard {
    struct Line {
        var entrant: Int32
        var value: BoardValue
        var reachedBy: UInt64
        var name: UInt64
    }

    var ties: TiePolicy
    var lines: [Int32: Line] = [:]

    mutating func set(_ value: BoardValue, of entrant: Int32, reachedBy: UInt64, name: UInt64) {
        if let line = lines[entrant], line.value == value { return }
        lines[entrant] = Line(entrant: entrant, value: value, reachedBy: reachedBy, name: lines[entrant]?.name ?? name)
    }

    var standings: [Standing] {
        let sorted = lines.values.sorted { a, b in
            if a.value != b.value { return a.value > b.value }
            if a.reachedBy != b.reachedBy { return a.reachedBy < b.reachedBy }
            return a.name == b.name ? a.entrant < b.entrant : a.name < b.name
        }
        return sorted.enumerated().map { place, line in
            let ahead = sorted.filter { $0.value > line.value }
            let rank = switch ties {
            case .competition: ahead.count + 1
            case .dense: ahead.reduce(into: [BoardValue]()) { if !$0.contains($1.value) { $0.append($1.value) } }.count + 1
            case .first: sorted.count { $0.value > line.value || ($0.value == line.value && $0.reachedBy < line.reachedBy) } + 1
            }
            return Standing(entrant: line.entrant, value: line.value, rank: rank, place: place + 1, reachedBy: line.reachedBy)
        }
    }
}

/// The first thing in which an index differs from the naive board, or nil.
func difference(_ index: StandingIndex, _ naive: NaiveBoard) -> String? {
    if let broken = index.checkInvariants() { return broken }
    let standings = naive.standings
    if index.page(offset: 0, limit: .max) != standings { return "listed \(index.page(offset: 0, limit: .max)), not \(standings)" }
    for line in standings {
        if index.rank(of: line.entrant) != line.rank { return "\(line.entrant) has rank \(index.rank(of: line.entrant) ?? 0), not \(line.rank)" }
        if index.position(of: line.entrant) != line.place - 1 { return "\(line.entrant) stands at another position" }
        if index.value(of: line.entrant) != line.value { return "\(line.entrant) has another value" }
        if index.next(ahead: line.entrant) != standings.last(where: { $0.rank < line.rank }) { return "\(line.entrant) has another next place" }
    }
    let values = standings.indices.count { $0 == 0 || standings[$0].value != standings[$0 - 1].value }
    return index.distinctValues == values ? nil : "\(index.distinctValues) values, not \(values)"
}
