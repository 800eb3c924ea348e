import Boards
import Identity
import JSON
import Ledger
import Periods
import RuleEngine

/// Work that time brings. All work of one instant runs phase by phase, before any command of that instant.
package struct DueStep: Command, Hashable {
    package static let name = "due"
    package static let group: AuditGroup? = .period

    package enum Work: Hashable, Sendable {
        /// Phase 1: pending points become usable.
        case mature([MemberID])
        /// Phase 2: a board's period is locked, and honours are given.
        case lock(board: String, period: String)
        /// Phase 3: tiers are reviewed.
        case review([MemberID])
        /// Phase 4: lots expire.
        case expire([MemberID])
        /// Then what happens to other things, in the order of `DueKinds`.
        case happening(String, [String])
        /// Last: members are told what is about to expire.
        case warn([MemberID])
    }

    package let at: Instant
    package let work: Work

    package init(at: Instant, work: Work) {
        self.at = at
        self.work = work
    }

    /// How many members, or other things, a step takes at most; other commands go on between steps.
    package static let maximumMembers = 1_000

    package var subject: String? { nil }

    package func write(to writer: inout JSONWriter) {
        writer.member("at", at)
        switch work {
        case .mature(let members): writer.texts("mature", members.map(\.text))
        case .review(let members): writer.texts("review", members.map(\.text))
        case .expire(let members): writer.texts("expire", members.map(\.text))
        case .warn(let members): writer.texts("warn", members.map(\.text))
        case .happening(let kind, let keys):
            writer.member("work", kind)
            writer.texts("keys", keys)
        case .lock(let board, let period):
            writer.object("lock") { $0.member("board", board); $0.member("period", period) }
        }
    }

    package init(from stored: StoredCommand) throws {
        let fields = try stored.fields
        let members = { (key: String) in try fields.texts(key).map { MemberID($0) } }
        let work: Work
        if fields.has("mature") {
            work = .mature(try members("mature"))
        } else if fields.has("lock") {
            let lock = try fields.fields("lock")
            work = .lock(board: try lock.text("board"), period: try lock.text("period"))
        } else if fields.has("review") {
            work = .review(try members("review"))
        } else if fields.has("warn") {
            work = .warn(try members("warn"))
        } else if fields.has("work") {
            let kind = try fields.text("work")
            guard DueKinds.place(named: kind) != nil else { throw fields.corrupt("work") }
            work = .happening(kind, try fields.texts("keys"))
        } else {
            work = .expire(try members("expire"))
        }
        self.init(at: try fields.instant("at"), work: work)
    }

    package var drafting: Drafting {
        switch work {
        case .expire, .warn, .happening: Drafting(expiresFirst: true, raisesTiers: false)
        case .mature, .lock, .review: Drafting(expiresFirst: false, raisesTiers: false)
        }
    }

    package func carryOut(on draft: Draft) throws -> CarriedOut { try draft.work(self) }
}

/// What time brings (points.md, "The ledger": due work).
extension Draft {
    fileprivate func work(_ step: DueStep) throws -> CarriedOut {
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
        case .happening(let kind, let keys):
            guard let place = DueKinds.place(named: kind) else { break }
            for key in keys { try DueKinds.all[place].happen(to: key, on: self) }
        }
        return CarriedOut()
    }

    /// Keeps a board's period as it stands, and gives the honours.
    private func lock(_ id: String, _ key: String) throws {
        guard let board = programme.boards.first(where: { $0.id == id }), let period = board.period(key: key, calendar) else { return }
        // Who leaves at this very instant comes too late for it, as everything does.
        let rows = try overlay.rows(of: board, in: period, programme, at: now.adding(microseconds: -1))
        var honours: [GivenHonour] = []
        let standings = rows.enumerated().map {
            Standing(entrant: Int32($0), value: $1.value, rank: $1.rank, place: $0 + 1, reachedBy: UInt64($1.reached))
        }
        for grant in try isWon(board, in: period) ? board.honourGrants(standings) : [] where grant.title != nil || grant.points > 0 {
            let owner = rows[Int(grant.entrant)].owner
            let entry = try give(grant, to: owner, board: id, period: key)
            honours.append(GivenHonour(owner: owner, rank: grant.rank, title: grant.title, points: grant.points, entry: entry))
            overlay.changes.champions[ChampionKey(board: id, end: period.end, place: honours.count)] = Champion(
                period: key, start: period.start, at: now, number: number, owner: owner, rank: grant.rank, points: grant.points, title: grant.title,
                boardTitle: board.title, value: rows[Int(grant.entrant)].value.number)
        }
        overlay.changes.archives.add(Archive(board: id, period: key, end: period.end, at: now, rows: rows, honours: honours))
    }

    /// Whether there is anything to honour: of what all were to reach together, whether they have.
    private func isWon(_ board: BoardDefinition, in period: Period) throws -> Bool {
        guard case .shared? = board.goal, let campaign = programme.campaigns.first(where: { $0.id == board.id }), let goal = campaign.contest?.goal,
            let measure = campaign.measure
        else { return true }
        return try overlay.together(measure, campaign.teams, over: period.days) >= goal
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
                Entry.Stamp(by: .system, occurred: now, recorded: now))
        }
        _ = try account(of: id) { try $0.open(LotID(entry.number), grant.points, usableFrom: nil, expires: nil, at: now) }
        return entry.number
    }
}
