import Identity
import Periods
import PointsEngine
import RuleEngine
import SQLite

/// What is no row under a key of its own: days of tallies, and what stands beside an activity.
extension DerivedWriter {
    func write(_ tallies: TallyChanges) throws {
        let statement = try connection.prepare(
            """
            INSERT INTO tally (place, owner, sum, count, changed) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (place) DO UPDATE SET sum = excluded.sum, count = excluded.count, changed = excluded.changed
            """)
        let cells = tallies.cells
        for row in try tallyRows(of: cells) {
            try statement.bind(1, row.place)
            try statement.bind(2, row.owner)
            try statement.bind(3, cells[row.cell].now.sum.stored)
            try statement.bind(4, cells[row.cell].now.count)
            try statement.bind(5, cells[row.cell].now.changed)
            try statement.run()
        }
    }

    private struct TallyRow {
        let place: Int64
        let owner: Int64
        let cell: Int
    }

    /// In the order of the table: neighbours stand on the same page.
    private func tallyRows(of cells: [TallyCell]) throws -> [TallyRow] {
        var rows: [TallyRow] = []
        rows.reserveCapacity(cells.count)
        for index in cells.indices {
            let known = cells[index].place
            let (owner, measure) = known.owner > 0 ? (Int64(known.owner), Int64(known.measure)) : try interned.numbers(of: cells[index].key)
            rows.append(TallyRow(place: try TallyPlace(measure: measure, day: cells[index].day, owner: owner).number, owner: owner, cell: index))
        }
        rows.sort { $0.place < $1.place }
        return rows
    }

    /// Whom an activity is about, so that it is found by member; and what became of earlier ones.
    func write(_ recorded: Recorded) throws {
        let credits = try connection.prepare("INSERT INTO recent_credit (member, time, command) VALUES (?, ?, ?)")
        // Of earlier ones only what became of them is new.
        for member in recorded.number > lastCommand ? recorded.members : [] {
            try credits.bind(1, member.text)
            try credits.bind(2, recorded.activity.time.microseconds)
            try credits.bind(3, recorded.number)
            try credits.run()
        }
        switch recorded.fate {
        case .standing: break
        case .reversed(let by): try writeFate(of: recorded, isReversed: true, by)
        case .replaced(let by): try writeFate(of: recorded, isReversed: false, by)
        }
    }

    private func writeFate(of recorded: Recorded, isReversed: Bool, _ key: ActivityKey) throws {
        try connection.run(
            """
            INSERT INTO fate (command, reversed, source, id) VALUES (?, ?, ?, ?)
            ON CONFLICT (command) DO UPDATE SET reversed = excluded.reversed, source = excluded.source, id = excluded.id
            """,
            recorded.number, isReversed, key.source.text, key.id.text)
    }
}

extension Recorded {
    /// Everyone whose points or metrics it touched, or who stands in it.
    var members: [MemberID] {
        // Nearly always one, who is named again and again.
        var members: [MemberID] = []
        func add(_ id: MemberID) {
            if !members.contains(id) { members.append(id) }
        }
        if let subject = activity.subject { add(subject) }
        for credit in activity.credits ?? [] { add(credit.member) }
        for line in decision.lines { add(line.member) }
        for move in decision.metrics { add(move.member) }
        for line in decision.undone { add(line.member) }
        return members
    }
}
