import Identity
import JSON
import Ledger
import Periods
import PointsEngine
import RuleEngine
import SQLite

extension DerivedWriter {
    func writeLedger(_ changes: Changes) throws {
        let wallets = try connection.prepare(
            """
            INSERT INTO wallet (member, debt, debts, held, lifetime, warned) VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT (member) DO UPDATE SET debt = excluded.debt, debts = excluded.debts, held = excluded.held, lifetime = excluded.lifetime, warned = excluded.warned
            """)
        for (id, wallet) in changes.wallets {
            try wallets.bind(1, id.text)
            try wallets.bind(2, wallet.debt)
            try wallets.bind(3, wallet.debts.isEmpty ? nil : wallet.debts.stored)
            try wallets.bind(4, wallet.held)
            try wallets.bind(5, wallet.lifetime)
            try wallets.bind(6, wallet.warned?.microseconds)
            try wallets.run()
        }
        try writeLots(changes)
        try writeDemands(changes)
    }

    private func writeLots(_ changes: Changes) throws {
        let statement = try connection.prepare(
            """
            INSERT INTO lot (\(Lot.columns)) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (number) DO UPDATE SET remaining = excluded.remaining, spent = excluded.spent, expired = excluded.expired,
            reversed = excluded.reversed, mature = excluded.mature, expires = excluded.expires, graced = excluded.graced, heir = excluded.heir,
            beyond = excluded.beyond
            """)
        // By number: a table in the order of its key is written fastest at its end.
        for (_, lot) in changes.lots.sorted(by: { $0.key < $1.key }) { try write(lot, statement) }
    }

    private func write(_ lot: Lot, _ statement: Statement) throws {
        try statement.bind(1, lot.id.number)
        try statement.bind(2, lot.member.text)
        try statement.bind(3, lot.opened)
        try statement.bind(4, lot.remaining)
        try statement.bind(5, lot.spent)
        try statement.bind(6, lot.expired)
        try statement.bind(7, lot.reversed)
        try statement.bind(8, lot.usableFrom?.microseconds)
        try statement.bind(9, lot.isMature ? 1 : 0)
        try statement.bind(10, lot.expires?.microseconds)
        try statement.bind(11, lot.isGraced ? 1 : 0)
        try statement.bind(12, lot.root == lot.id ? nil : lot.root.number)
        try statement.bind(13, lot.heir?.number)
        try statement.bind(14, lot.expiredBeyond)
        try statement.run()
    }

    private func writeDemands(_ changes: Changes) throws {
        guard !changes.demands.isEmpty else { return }
        let statement = try connection.prepare(
            """
            INSERT INTO demand (\(Demand.columns)) VALUES (?, ?, ?, ?)
            ON CONFLICT (number) DO UPDATE SET pieces = excluded.pieces, given = excluded.given
            """)
        for (id, demand) in changes.demands {
            try statement.bind(1, id.number)
            try statement.bind(2, demand.member.text)
            try statement.bind(3, demand.pieces.stored)
            try statement.bind(4, demand.given.stored)
            try statement.run()
        }
    }

    func writeCounters(_ changes: Changes) throws {
        let tallies = try connection.prepare(
            """
            INSERT INTO tally (place, owner, sum, count, changed) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (place) DO UPDATE SET sum = excluded.sum, count = excluded.count, changed = excluded.changed
            """)
        let cells = changes.tallies.cells
        for row in try tallyRows(of: cells) {
            try tallies.bind(1, row.place)
            try tallies.bind(2, row.owner)
            try tallies.bind(3, cells[row.cell].now.sum.stored)
            try tallies.bind(4, cells[row.cell].now.count)
            try tallies.bind(5, cells[row.cell].now.changed)
            try tallies.run()
        }
        for (key, holders) in changes.claims { try write(holders, of: key) }
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
            let (owner, measure) = try interned.numbers(of: cells[index].key)
            rows.append(TallyRow(place: try TallyPlace(measure: measure, day: cells[index].day, owner: owner).number, owner: owner, cell: index))
        }
        rows.sort { $0.place < $1.place }
        return rows
    }

    private func write(_ holders: [ClaimHolder], of key: ClaimKey) throws {
        let period = key.period ?? ClaimKey.noPeriod
        guard !holders.isEmpty else {
            return try connection.run("DELETE FROM claim WHERE rule = ? AND period = ? AND key = ?", key.rule, period, key.key.text)
        }
        let statement = try connection.prepare(
            """
            INSERT INTO claim (rule, period, key, holders) VALUES (?, ?, ?, ?)
            ON CONFLICT (rule, period, key) DO UPDATE SET holders = excluded.holders
            """)
        try statement.bind(1, key.rule)
        try statement.bind(2, period)
        try statement.bind(3, key.key.text)
        try statement.bind(4, utf8: holders.stored)
        try statement.run()
    }

    /// Whom an activity is about, so that it is found by member; and what became of earlier ones.
    func writeActivities(_ changes: Changes) throws {
        let credits = try connection.prepare("INSERT INTO credit (member, time, command) VALUES (?, ?, ?) ON CONFLICT DO NOTHING")
        for recorded in changes.recorded.values {
            for member in recorded.members {
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
