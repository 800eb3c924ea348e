import Identity
import JSON
import Ledger
import Periods
import RuleEngine

/// Records an activity (points.md, "Activities"): judged, awarded, or taking back what an earlier one gave.
///
/// Refusals, the first that holds: `conflict`, `bad-time`, `in-the-future`, `not-permitted` (by hand), `unknown-activity`, `already-reversed`,
/// `already-replaced`, `unknown-type`, `unknown-member`, `member-left`, `shares-do-not-sum`, `bad-quantity`,
/// `negative-quantity`, `expression-failed`, `budget-exceeded`, `overflow`.
package struct RecordActivity: Command {
    package static let name = "record"
    package static let group: AuditGroup? = .activity

    package let activity: Activity

    package init(_ activity: Activity) { self.activity = activity }

    package var subject: String? { activity.subject?.text }
    /// The data stand alone, so that they are as deep as when they came.
    package var body: [UInt8] { activity.body }

    package init(from stored: StoredCommand) throws {
        guard let columns = stored.activity else { throw DamagedRecord("\(stored.place)/source") }
        do {
            activity = try Activity(
                source: columns.source, id: columns.id, type: columns.type, time: columns.time, subject: stored.optionalSubject,
                data: try stored.fields.object)
        } catch {
            throw DamagedRecord("\(stored.place)/body")
        }
    }

    package func carryOut(on draft: Draft) throws -> ActivityReceipt { try draft.record(activity) }
}

/// An activity with its decision.
package struct ActivityReceipt: Receipt {
    package let recorded: Recorded
    /// The same activity again: the first answer.
    package let isRepetition: Bool
}

extension Draft {
    fileprivate func record(_ activity: Activity) throws -> ActivityReceipt {
        if let known = try overlay.recorded(activity.key) {
            guard known.activity.says(theSameAs: activity) else { throw Refusal(conflictOver: activity.differences(from: known.activity)) }
            return ActivityReceipt(recorded: known, isRepetition: true)
        }
        try checkTime(activity.time)
        try checkLinkByHand(activity)
        let earlier = try activity.link.map { try linked($0.target) }
        try checkByHand(activity, correcting: earlier)
        let decision: Decision
        switch activity.link {
        case .reverses:
            decision = try reverse(earlier, by: activity)
        case .replaces, nil:
            switch try judge(activity, replacing: earlier) {
            case .decided(let judged): decision = judged
            case .sameAs(let earlier): return ActivityReceipt(recorded: earlier, isRepetition: true)
            }
        }
        let recorded = Recorded(activity: activity, number: number, recorded: now, actor: actor, decision: decision)
        overlay.changes.recorded[activity.key] = recorded
        if let customer = decision.customer?.id {
            overlay.changes.mentions[.init(customer: customer, time: activity.time, number: number)] = CustomerMention(type: activity.type)
        }
        return ActivityReceipt(recorded: recorded, isRepetition: false)
    }

    /// Noon of the company's today is what a date alone means, so it is no time to come, however early the day is.
    private func checkTime(_ time: Instant) throws {
        guard time >= .epoch else { throw Refusal(.badTime, at: "/time", "no activity is older than 1970") }
        let isAhead = time > now.adding(seconds: Self.aheadSeconds)
        if isAhead, time != calendar.noon(of: calendar.day(of: now)) { throw Refusal(.inTheFuture, at: "/time") }
    }

    /// Five minutes: clocks differ.
    static var aheadSeconds: Int64 { 5 * 60 }

    private func linked(_ key: ActivityKey) throws -> Recorded {
        guard let earlier = try overlay.recorded(key) else { throw Refusal(.unknownActivity, at: "/data") }
        if case .reverses = earlier.activity.link { throw Refusal(.unknownActivity, at: "/data") }
        switch earlier.fate {
        case .standing: return earlier
        case .reversed: throw Refusal(.alreadyReversed, at: "/data")
        // What was judged again still answers to its first name.
        case .replaced(let by) where by.source.text == Activity.ownSource: return try linked(by)
        case .replaced: throw Refusal(.alreadyReplaced, at: "/data")
        }
    }

    private func reverse(_ earlier: Recorded?, by activity: Activity) throws -> Decision {
        guard let earlier else { throw Refusal(.unknownActivity, at: "/data/reverses") }
        var decision = Decision(version: earlier.decision.version, judgedAs: earlier.decision.judgedAs)
        decision.publication = earlier.decision.publication
        var undoing = try beginUndoing(earlier)
        undoing.plan(for: nil)
        try note(nil, nil, replacing: CustomerActivity(earlier.activity, earlier.decision, programme))
        try takeOwn(&undoing, for: nil)
        decision.undone = try finishUndoing(&undoing, by: activity)
        // A ratio rises when what it is divided by falls.
        try noteReached(earlier.decision.metrics, at: decision.judgedAs)
        try noteBadges(undoing.metrics, at: decision.judgedAs, takesBack: true)
        overlay.changes.recorded[earlier.activity.key] = earlier.with(.reversed(by: activity.key))
        return decision
    }

    private enum Judged {
        case decided(Decision)
        /// Judging again says what was said before.
        case sameAs(Recorded)
    }

    private func judge(_ activity: Activity, replacing earlier: Recorded?) throws -> Judged {
        let time = earlier?.decision.judgedAs ?? activity.time
        let version = activity.isRejudgement ? activity.rejudgementSet(of: programme.book, at: now) : programme.book.version(at: time), set = version.set
        guard set.knows(activity.type) || activity.key.source.text == Activity.ownSource else { throw Refusal(.unknownType, at: "/type") }
        if activity.isRejudgement, let earlier, earlier.decision.isJudged(by: set) { return .sameAs(earlier) }
        let lineages = activity.isRejudgement ? earlier?.decision.lineages : nil
        let (subject, credited) = try everyoneCredited(by: activity, at: time, lineages: lineages ?? [:])
        try activity.checkShares()

        var undoing = try earlier.map { try beginUndoing($0) }
        let undoneMetrics = undoing?.metrics ?? []
        let customer = try customer(namedBy: activity, at: time)
        let people = People(subject: subject, credited: credited, customer: customer)
        var decision = try decision(about: activity, judgedAs: time, under: set, people, replacing: undoing)
        try holdByHand(&decision, activity, set, replacing: earlier)
        if activity.isRejudgement, let undoing, decision.gives(the: undoing) { return .sameAs(undoing.earlier) }
        decision.publication = version.number
        decision.heads = heads(of: credited)
        try credit(decision.heads, on: calendar.day(of: time))
        if let earlier { overlay.changes.recorded[earlier.activity.key] = earlier.with(.replaced(by: activity.key)) }
        try settleHolds(&decision, activity)
        if var undoing = undoing.take() {
            undoing.plan(for: decision)
            try leaveInLadder(&undoing, for: decision)
            decision.chains = undoing.chains
            try takeOwn(&undoing, for: decision)
            decision.undone = try finishUndoing(&undoing, by: activity)
        }
        for index in decision.lines.indices where decision.lines[index].state != .held && decision.lines[index].after != 0 {
            let chain = decision.chains.first(decision.lines[index].rule, decision.lines[index].member)
            try post(&decision.lines[index], activity.key, judgedAs: time, version: set.version, chain: chain, reason: activity.rejudgementReason)
        }
        try noteReached(decision.metrics + (earlier?.decision.metrics ?? []), at: time)
        try noteBadges(decision.metrics + undoneMetrics, at: time, takesBack: earlier != nil)
        try note(
            CustomerActivity(activity, decision, programme), customer, replacing: earlier.flatMap { CustomerActivity($0.activity, $0.decision, programme) })
        decision.locked = try lockedPeriods(at: time)
        return .decided(decision)
    }

    /// Whom an activity is about.
    private struct People {
        let subject: CreditedMember
        let credited: [CreditedMember]
        let customer: Customer?
    }

    /// What the rules in force say, and what metrics that came later count of it.
    private func decision(
        about activity: Activity, judgedAs time: Instant, under set: RuleSet, _ people: People, replacing undoing: Undoing?
    ) throws -> Decision {
        var judge = Judge(
            activity, judgedAs: time, under: set, of: .init(limits: company.limits, currencies: company.currencies, calendar: calendar),
            subject: people.subject, credited: people.credited, state: self)
        judge.customer = people.customer.map { named($0, at: time) }
        if let undoing { judge.carried = undoing.carried }
        judge.isTooLate = { [self] counter, member in isTooLate(for: counter, member, at: time, correcting: undoing) }
        var decision = try judge.judge()
        let later = try judge.moves(of: programme.book.metricsBeside(set))
        for move in later { try apply(move, on: calendar.day(of: time)) }
        decision.metrics += later
        return decision
    }

    /// Who is credited, as of `time`.
    ///
    /// - Parameter lineages: teams that are known already; others are those of `time`.
    func everyoneCredited(
        by activity: Activity, at time: Instant, lineages: [MemberID: [TeamID]] = [:], checksLeaving: Bool = true
    ) throws -> (subject: CreditedMember, credited: [CreditedMember]) {
        let subject = try activity.subject.map { try credit($0, share: nil, at: time, lineages, field: "/subject") }
        let credited = try (activity.credits ?? []).enumerated().map { index, credit in
            try self.credit(credit.member, share: credit.share, at: time, lineages, field: "/data/credits/\(index)/member")
        }
        guard let first = subject ?? credited.first else { throw Refusal(.unknownMember, at: "/subject") }
        if checksLeaving {
            if let subject, !subject.isThere { throw Refusal(.memberLeft, at: "/subject") }
            guard credited.allSatisfy(\.isThere) else { throw Refusal(.memberLeft, at: "/data/credits") }
        }
        return (first.credited, credited.isEmpty ? [first.credited] : credited.map(\.credited))
    }

    private func credit(
        _ id: MemberID, share: Decimal?, at time: Instant, _ lineages: [MemberID: [TeamID]], field: String
    ) throws -> (credited: CreditedMember, isThere: Bool) {
        guard let member = try overlay.member(id) else { throw Refusal(.unknownMember, at: field) }
        let credited = CreditedMember(
            id: id, name: member.name, lineage: try lineages[id] ?? overlay.lineage(of: member.team(at: time)), tier: try overlay.tierStanding(id)?.tier,
            joined: member.joined, attributes: member.attributes, share: share)
        return (credited, member.isThere(at: time))
    }

    /// The boards whose period of `time` is locked already.
    private func lockedPeriods(at time: Instant) throws -> [String] {
        // By far the most happen after all of them.
        guard let last = try overlay.lastLock(), time < last else { return [] }
        return try programme.boards.compactMap { board in
            // Its period ends after `time`.
            guard let through = try overlay.lockedThrough(board: board.id), time < through else { return nil }
            guard let period = board.period(containing: calendar.day(of: time), calendar) else { return nil }
            return period.end <= through && period.end > programme.liveSince ? "\(board.id)/\(period.key)" : nil
        }
    }
}
