import Boards
import Identity
import Ledger
import Periods
import RuleEngine

/// What time brings (points.md, "The ledger": due work).
extension Draft {
    func work(_ step: DueStep) throws -> Receipt {
        switch step.work {
        case .mature(let members), .expire(let members):
            for member in members { try touch(member) }
        case .review(let members):
            for member in members { try reviewTier(of: member) }
        case .warn(let members):
            var marks = ExpiryMarks(programme)
            for member in members { try warn(member, &marks) }
        case .lock(let board, let period):
            try lock(board, period)
        }
        return .due
    }

    /// Keeps a board's period as it stands, and gives the honours.
    private func lock(_ id: String, _ key: String) throws {
        guard let board = programme.boards.first(where: { $0.id == id }), let period = calendar.period(key: key) else { return }
        // Who leaves at this very instant comes too late for it, as everything does.
        let rows = try overlay.rows(of: board, in: period, programme, at: now.adding(microseconds: -1))
        var honours: [GivenHonour] = []
        let standings = rows.enumerated().map {
            Standing(entrant: Int32($0), value: $1.value, rank: $1.rank, place: $0 + 1, reachedBy: UInt64($1.reached))
        }
        for grant in board.honourGrants(standings) where grant.title != nil || grant.points > 0 {
            let owner = rows[Int(grant.entrant)].owner
            let entry = try give(grant, to: owner, board: id, period: key)
            honours.append(GivenHonour(owner: owner, rank: grant.rank, title: grant.title, points: grant.points, entry: entry))
        }
        overlay.changes.archives.append(
            Archive(board: id, period: key, end: period.end, at: now, rows: rows, honours: honours))
    }

    /// The prize: points that never expire, and pay debt first.
    private func give(_ grant: HonourGrant, to owner: Owner, board: String, period: String) throws -> Int64? {
        guard grant.points > 0, case .member(let id) = owner else { return nil }
        let now = now
        try touch(id)
        let team = try member(id).team(at: now)
        let entry = try write {
            Entry(
                number: $0, member: id, team: team, kind: .bonus, points: grant.points, source: .honour(board: board, period: period),
                actor: Actor.system.text, occurred: now, recorded: now)
        }
        _ = try account(of: id) { try $0.open(LotID(entry.number), grant.points, usableFrom: nil, expires: nil, at: now) }
        return entry.number
    }
}
