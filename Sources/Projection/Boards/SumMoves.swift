import Identity
import JSON
import Periods
import PointsEngine
import RuleEngine

/// The sums of members and teams that one commit moved, by what they count: every board takes from it what it shows, and a
/// commit of 256 activities is looked at once and not for each of them.
struct SumMoves {
    struct Move {
        let owner: Owner
        /// The number of the owner on boards; nil: it has none yet.
        let entrant: Int32?
        let day: Day
        let by: Decimal
        /// The command that moved it last.
        let command: Int64
    }

    /// Whether the ends tell all: a sum that moved and came back was reached anew, which only going command by command shows.
    private(set) var isWhole = true
    private(set) var byMeasure: [Measure: [Move]] = [:]

    /// The measures of which an owner may have several days.
    private(set) var severalDays: Set<Measure> = []

    /// How many activities more were credited to members in their teams on a day, which may change the heads of these.
    private(set) var credits: [(head: HeadCredit, day: Day, by: Int64)] = []

    init(_ changes: BatchChanges, _ numbers: EntrantNumbers) {
        let cells = changes.tallies.cells
        var lists: [(measure: Measure, moves: [Move])] = [], last = 0, firstDay: Day?
        // By index: going through the cells themselves would copy each of them.
        for index in cells.indices {
            if case .credited = cells[index].key.measure {
                guard let head = HeadCredit(cells[index].key.owner) else { continue }
                credits.append((head, cells[index].day, cells[index].now.count - cells[index].before.count))
                continue
            }
            guard cells[index].key.owner.isEntrant, cells[index].now.changed != cells[index].before.changed else { continue }
            guard let by = try? cells[index].now.sum.subtracting(cells[index].before.sum) else { continue }
            if by == .zero { isWhole = false }
            let owner = cells[index].key.owner, measure = cells[index].key.measure, day = cells[index].day
            // Cells of one measure come in runs.
            if last >= lists.count || lists[last].measure != measure {
                last = lists.firstIndex { $0.measure == measure } ?? lists.count
                if last == lists.count { lists.append((measure, [])) }
            }
            lists[last].moves.append(Move(owner: owner, entrant: numbers[owner], day: day, by: by, command: cells[index].now.changed))
            // Nearly always all of it is of one day.
            if day != firstDay ?? day { severalDays.insert(measure) }
            firstDay = firstDay ?? day
        }
        byMeasure = Dictionary(uniqueKeysWithValues: lists.map { ($0.measure, $0.moves) })
    }
}
