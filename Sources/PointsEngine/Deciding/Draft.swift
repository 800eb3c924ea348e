import Identity
import JSON
import Ledger
import Periods
import RuleEngine

/// One command being decided: what it has changed so far, on top of the facts.
///
/// An object, because each step of a decision moves it: a copy for each would be dear. Nobody keeps it beyond `decide`.
package final class Draft {
    let overlay: DraftOverlay
    let programme: Programme
    let actor: Actor
    let now: Instant
    /// What it is noticed by, where Laurel itself brings it.
    let cause: Cause?
    /// The number that the command gets if it is done.
    let number: Int64
    /// False in the phases of due work that come before lots expire.
    private let expiresNow: Bool
    /// The accounts of `touched`, in the same order; nil while somebody works on one. Hardly ever more than one or two.
    private var accounts: [Account?] = []
    /// In order of first touch, so that the same command writes the same rows in the same order.
    private var touched: [MemberID] = []
    /// Where each stands, as soon as there are many: steps of due work touch a thousand.
    private var places: [MemberID: Int] = [:]
    private static var few: Int { 8 }
    /// What comes with awards of this command that take over from earlier lots, by the roots of these.
    var successions: [LotID: Succession] = [:]
    /// Who was given points, in order.
    private var rising: [MemberID] = []

    init(
        on facts: any Facts, programme: Programme, actor: Actor, now: Instant, expiresNow: Bool = true, because cause: Cause? = nil
    ) throws {
        overlay = DraftOverlay(on: facts)
        self.programme = programme
        self.actor = actor
        self.now = now
        self.expiresNow = expiresNow
        self.cause = cause
        number = try facts.nextCommand()
    }

    var company: Company { programme.company }
    var calendar: CompanyCalendar { programme.company.calendar }

    /// Everything that was changed.
    func finish() throws -> Changes {
        for case let account? in accounts {
            overlay.changes.wallets[account.member] = account.wallet
            for (id, lot) in account.changed { overlay.changes.lots[id] = lot }
            for (id, demand) in account.changedDemands { overlay.changes.demands[id] = demand }
        }
        return overlay.changes
    }

    // MARK: Members

    func member(_ id: MemberID) throws -> Member {
        guard let member = try overlay.member(id) else { throw Refusal(.unknownMember) }
        return member
    }

    /// What who gives the command may do.
    var rights: Rights<DraftOverlay> { Rights(of: actor, among: overlay, at: now) }

    /// The role of the actor.
    func role() throws -> Role {
        guard let role = try rights.role else { throw Refusal(.notPermitted) }
        return role
    }

    // MARK: Accounts

    /// Works on a member's points, brought up to date first: what is due until now has happened.
    func account<Result>(of id: MemberID, _ body: (inout Account) throws -> Result) throws -> Result {
        try touch(id)
        // Taken out, so that its lots are changed in their place and not copied.
        guard let index = place(of: id), var account = accounts[index].take() else { throw Refusal(.unknownMember) }
        defer { accounts[index] = account }
        return try body(&account)
    }

    /// Whose points the command may have moved, in order of first touch.
    var movedMembers: [MemberID] { touched }

    /// What a member may spend, as the command leaves it so far; looking moves nothing.
    func available(to id: MemberID) throws -> Points {
        guard place(of: id) == nil else { return try account(of: id) { $0.wallet.available(at: now) } }
        return try overlay.wallet(id).available(at: now)
    }

    private func place(of id: MemberID) -> Int? { touched.count > Self.few ? places[id] : touched.firstIndex(of: id) }

    /// Opens a member's account and does its due work; what had lapsed gets its entries now.
    func touch(_ id: MemberID) throws {
        guard place(of: id) == nil else { return }
        // Lots and demands are changed in accounts alone, so what is not in one stands below.
        let base = overlay.base
        var account = Account(try overlay.wallet(id), closedLot: { try base.lot($0) }, demand: { try base.demand($0) })
        let lapsed = try account.dueWork(until: now, expiring: expiresNow)
        touched.append(id)
        accounts.append(account)
        if touched.count > Self.few {
            if places.isEmpty { for (place, id) in touched.enumerated() { places[id] = place } } else { places[id] = touched.count - 1 }
        }
        for lapse in lapsed { try expire(lapse, of: id) }
    }

    private func expire(_ lapsed: Lapsed, of id: MemberID) throws {
        let team = try overlay.member(id)?.team(at: lapsed.at)
        let recorded = now
        try write {
            var entry = Entry(
                number: $0, member: id, team: team, kind: .expiry, points: -lapsed.points, source: .expiry(lapsed.lot),
                Entry.Stamp(by: .system, occurred: lapsed.at, recorded: recorded))
            (entry.takes, entry.original) = ([Take(lapsed.lot, lapsed.points)], lapsed.lot.number)
            return entry
        }
    }

    /// Writes expiry entries for points that lapsed in the moment in which they came.
    func expire(_ takes: [Take], of id: MemberID) throws {
        for take in takes where take.points > 0 { try expire(Lapsed(lot: take.lot, points: take.points, at: now), of: id) }
    }

    // MARK: Entries

    /// Writes the next entry, and counts it towards the member's `lifetime`.
    @discardableResult
    func write(_ make: (Int64) -> Entry) throws -> Entry {
        let entry = make(try overlay.nextEntry())
        overlay.changes.entries.append(entry)
        if entry.kind.countsForLifetime {
            try account(of: entry.member) { try $0.count(entry.points, of: entry.kind) }
        }
        return entry
    }

    /// Counts points where boards and tiers look: for the member, the teams of that time, and the company.
    func count(_ points: Points, by line: DecisionLine, on day: Day) throws {
        guard points != 0 else { return }
        let by = Decimal(points), id = line.member, qualifies = line.qualifies
        let campaign = CampaignRule.campaign(of: line.rule).map(Measure.campaign)
        func add(_ owner: Owner) throws {
            try move(TallyKey(owner, .points), on: day, by: by, count: 1)
            if let campaign { try move(TallyKey(owner, campaign), on: day, by: by, count: 1) }
        }
        try add(.member(id))
        try add(.company)
        for team in line.lineage { try add(.team(team)) }
        if qualifies { try move(TallyKey(.member(id), .qualifying), on: day, by: by, count: 1) }
        // Also where this award does not qualify: one dated into a period that had not begun yet may count by now.
        if points > 0, !rising.contains(id) { rising.append(id) }
    }

    /// Raises those who were given points to the tiers that they reach now that the command is whole: a correction first gives back a deduction,
    /// and then takes the new one. Under a rolling window their sum may have risen by time, so that whatever moves their points raises.
    func raiseTiers() throws {
        if try overlay.tiers().first?.window == .rolling {
            for entry in overlay.changes.entries where entry.kind != .expiry && (entry.points != 0 || entry.whole != 0) && !rising.contains(entry.member) {
                rising.append(entry.member)
            }
        }
        for id in rising { try raiseTier(of: id) }
        rising = []
    }
}
