/// Where a member stands, and when that is looked at again.
struct TierStanding: Sendable {
    /// The place in the list of tiers; -1 is none.
    var level: Int
    /// The end of the period to which the tier holds.
    var reviewAt: Instant?
    /// While a review that went badly waits for the end of the grace: that end, and the start of the reviewed period.
    var graceUntil: Instant?
    var reviewed: Instant?
}

extension Model {
    package func tier(of member: String) -> String {
        guard let level = standings[member]?.level, level >= 0 else { return "none" }
        return company.tiers[level].id
    }

    func tierLevel(_ id: String) -> Int? { company.tiers.firstIndex { $0.id == id } }

    private var tierPeriod: PeriodKind {
        switch company.tiers[0].window {
        case "quarter": .quarter
        case "year": .year
        case "rolling-12m": .month
        default: .all
        }
    }

    /// The highest tier that a member's qualifying points of the window at `instant` reach. "Points count for a tier in the period
    /// of their activity, pending ones at once, held ones when approved."
    private func reached(_ member: String, windowAt instant: Instant) -> Int {
        let window: (Instant) -> Bool
        if company.tiers[0].window == "rolling-12m" {
            let start = calendar.start(of: calendar.day(of: instant).plus(months: -12).plus(days: 1))
            let end = calendar.start(of: calendar.day(of: instant).plus(days: 1))
            window = { $0 >= start && $0 < end }
        } else {
            let period = calendar.period(tierPeriod, at: instant)
            window = { $0 >= period.start && $0 < period.end }
        }
        let sum = places.marksOfMember[member].map { marks[$0] }.filter { $0.kind == .points(qualifying: true) && window($0.time) }.reduce(Exact.zero) { $0 + $1.value }
        return company.tiers.lastIndex { Exact($0.threshold) <= sum } ?? -1
    }

    /// After a command, for those whose points it moved. "Reaching it raises the member at once. It holds to the end of the next period"; "A late activity raises the tier only
    /// through the running period".
    mutating func raiseTiers() {
        guard !company.tiers.isEmpty else { return }
        let moved = marks.reversed().prefix { $0.command == command }.map(\.member) + entries.reversed().prefix { $0.command == command }.map(\.member)
        for member in Set(moved) {
            let level = reached(member, windowAt: now)
            if level > standings[member]?.level ?? -1 { standings[member] = TierStanding(level: level, reviewAt: endOfNextPeriod(now)) }
        }
    }

    private func endOfNextPeriod(_ instant: Instant) -> Instant? {
        switch company.tiers[0].window {
        case "lifetime": nil
        case "rolling-12m": calendar.period(.month, at: instant).end
        default: calendar.period(tierPeriod, at: calendar.period(tierPeriod, at: instant).end).end
        }
    }

    /// With a rolling window everyone is looked at when a month ends: a sum may have risen by time alone.
    var monthEnd: Instant? { company.tiers.first?.window == "rolling-12m" ? calendar.period(.month, at: now).end : nil }

    /// "the review at the month's end, which raises too"
    private mutating func raiseByTime(at instant: Instant) {
        guard company.tiers[0].window == "rolling-12m", calendar.period(.month, at: instant).start == instant else { return }
        for member in members.map(\.id) {
            let level = reached(member, windowAt: instant - 1)
            if level > standings[member]?.level ?? -1 { standings[member] = TierStanding(level: level, reviewAt: calendar.period(.month, at: instant).end) }
        }
    }

    mutating func reviewTiers(at instant: Instant) {
        guard !company.tiers.isEmpty else { return }
        raiseByTime(at: instant)
        for member in members.map(\.id) {
            guard var standing = standings[member], standing.level >= 0 else { continue }
            if standing.graceUntil == nil, let review = standing.reviewAt, review <= instant {
                let reviewed = review - 1
                if reached(member, windowAt: reviewed) >= standing.level {
                    standing.reviewAt = calendar.period(tierPeriod, at: review).end
                } else {
                    // "If they do not reach the tier, it stays for the grace"
                    standing.reviewed = reviewed
                    standing.graceUntil = calendar.end(of: company.tiers[standing.level].grace, fromBoundary: review)
                }
                standings[member] = standing
            }
            if let end = standing.graceUntil, let reviewed = standing.reviewed, end <= instant { lower(member, reviewed: reviewed) }
        }
    }

    /// The end of the grace: "`one` is one step down (never below a tier reached in the running period), `reassess` the highest tier
    /// reached by the reviewed period or the running one. The lower tier holds to the end of the running period."
    private mutating func lower(_ member: String, reviewed: Instant) {
        guard let standing = standings[member] else { return }
        let running = reached(member, windowAt: now)
        let then = reached(member, windowAt: reviewed)
        var level = standing.level
        if then < level { level = company.tiers[level].downgradesByOne ? max(level - 1, running) : max(then, running) }
        standings[member] = TierStanding(level: level, reviewAt: level < 0 ? nil : calendar.period(tierPeriod, at: now).end)
    }
}
