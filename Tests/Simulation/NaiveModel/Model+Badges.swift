/// A badge of `Rules/badges.yaml`.
package struct BadgeRule: Sendable {
    package enum Goal: Sendable {
        case metric(String, over: PeriodKind)
        /// `every`: `workday`, `week` or `month`.
        case streak(types: [String], every: String, count: Int)
    }

    package let id: String
    package let goal: Goal
    package let levels: [Exact]

    /// Whether a type is known by it.
    func counts(_ type: String) -> Bool {
        if case .streak(let types, _, _) = goal { return types.contains(type) }
        return false
    }

    init(reading tree: Tree) {
        id = tree["id"]?.text ?? ""
        if let streak = tree["streak"] {
            goal = .streak(types: streak["on"]?.texts ?? [], every: streak["every"]?.text ?? "", count: streak["count"]?.int ?? 1)
            levels = (streak["levels"]?.texts ?? []).compactMap { Exact($0) }
        } else {
            goal = .metric(tree["of"]?.text ?? "", over: PeriodKind(rawValue: tree["over"]?.text ?? "all") ?? .all)
            levels = (tree["levels"]?.texts ?? ["1"]).compactMap { Exact($0) }
        }
    }
}

package struct EarnedLevel: Hashable, Sendable {
    package let member: String
    package let badge: String
    package let period: String
    package let level: String
}

/// Badges: "A level is earned once (once a period where `over` is one)."
extension Model {
    static let badgeType = "laurel.badge.earned"

    /// What the activity that was just recorded earns those whom it is about, and those whom what it takes back was about: in order of
    /// member, badge and level.
    mutating func noticeBadges() -> [Activity] {
        guard let fact = facts.last, !company.badges.isEmpty else { return [] }
        var people = fact.parts.map(\.member), time = fact.time
        if let target = fact.link.target {
            people += facts[target].parts.map(\.member)
            time = facts[target].time
        }
        var found: [Activity] = []
        for member in Set(people).sorted() {
            for badge in company.badges.sorted(by: { $0.id < $1.id }) {
                found += earn(badge, member, at: time)
            }
        }
        return found
    }

    mutating func earn(_ badge: BadgeRule, _ member: String, at time: Instant) -> [Activity] {
        var found: [Activity] = []
        let key: String
        if case .metric(_, let over) = badge.goal { key = calendar.period(over, at: time).key } else { key = "all" }
        let value = value(of: badge, by: member, at: time)
        for level in badge.levels where level <= value {
            let earned = EarnedLevel(member: member, badge: badge.id, period: key, level: level.description)
            guard !badges.contains(earned), notices(Model.badgeType, member, at: time) else { continue }
            badges.insert(earned)
            found.append(Activity(earning: badge.id, level, in: key, member, at: time))
        }
        return found
    }

    private func value(of badge: BadgeRule, by member: String, at time: Instant) -> Exact {
        switch badge.goal {
        case .metric(let name, let over): return metric(name, of: member, in: calendar.period(over, at: time).key)
        case .streak(let types, let every, let count):
            let kind = PeriodKind(every: every)
            let done = Set(counted(types, kind, by: member, atLeast: count))
            return Exact(run(through: calendar.period(kind, at: time), kind, done, of: member))
        }
    }

    /// The keys of the periods in which a member did enough in time.
    func counted(_ types: [String], _ kind: PeriodKind, by member: String, atLeast count: Int) -> [String] {
        var counts: [String: Int] = [:]
        for index in facts.indices where facts[index].undoneBy == nil && isCounted(index, types, kind, member) {
            counts[calendar.period(kind, at: facts[index].time).key, default: 0] += 1
        }
        return counts.filter { $0.value >= count }.map(\.key)
    }

    /// "a late fact mends one until its day's period is locked": what corrects a fact that was in time, for the same member, is in time.
    private func isCounted(_ index: Int, _ types: [String], _ kind: PeriodKind, _ member: String) -> Bool {
        let fact = facts[index]
        guard types.contains(fact.activity.type), fact.parts.contains(where: { $0.member == member }) else { return false }
        let end = calendar.period(kind, at: fact.time).end
        if end <= liveSince || fact.recorded < calendar.end(of: company.lockAfter, fromBoundary: end) { return true }
        guard case .replaces(let earlier) = fact.link else { return false }
        return isCounted(earlier, types, kind, member)
    }

    /// "Streaks follow the company's working days": from Monday to Friday here. A period without one on which the member was there is passed over.
    private func run(through own: Period, _ kind: PeriodKind, _ done: Set<String>, of member: String) -> Int {
        guard isAsked(own, of: member), done.contains(own.key) else { return 0 }
        return 1 + length(from: own, done, of: member) { calendar.period(kind, at: $0.start - 1) }
            + length(from: own, done, of: member) { calendar.period(kind, at: $0.end) }
    }

    private func length(from own: Period, _ done: Set<String>, of member: String, _ next: (Period) -> Period) -> Int {
        var length = 0, period = next(own)
        while true {
            if isAsked(period, of: member) {
                guard done.contains(period.key) else { return length }
                length += 1
            }
            period = next(period)
        }
    }

    func isAsked(_ period: Period, of member: String) -> Bool {
        let leave = self.member(member)?.leave ?? []
        var instant = period.start
        while instant < period.end {
            let day = calendar.day(of: instant)
            if day.weekday < 5, !leave.contains(day.number) { return true }
            instant = calendar.period(.day, at: instant).end
        }
        return false
    }
}

extension Fact.Link {
    /// The fact that it takes back.
    var target: Int? {
        switch self {
        case .none: nil
        case .reverses(let index), .replaces(let index): index
        }
    }
}

extension Activity {
    fileprivate init(earning badge: String, _ level: Exact, in key: String, _ member: String, at time: Instant) {
        source = Target.source
        id = "badge/\(badge)/\(key)/\(level)/\(member)"
        type = Model.badgeType
        self.time = time
        subject = member
        var data: [String: Value] = ["badge": .string(badge), "level": .number(level, whole: false)]
        if key != "all" { data["period"] = .string(key) }
        sent = .map(data)
    }
}
