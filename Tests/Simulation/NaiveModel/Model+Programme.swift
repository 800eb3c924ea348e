/// Leave, and badges that are withdrawn (programme.md, "Badges and streaks").
extension Model {
    /// "leave … does not break" a streak: what it joins is as long as if the days in between had not been.
    mutating func setLeave(_ tree: Tree) -> Answer {
        command += 1
        guard let place = tree["member"]?.text.flatMap({ places.memberNamed[$0] }) else { return .refused("unknown-member") }
        let id = members[place].id
        if let by = tree["by"]?.text, !mayDecide(by, for: id, askedBy: nil, required: nil) { return .refused("not-permitted") }
        func day(_ key: String) -> Day? { tree[key]?.text.flatMap { InstantText.read($0, in: nil) }.map { Day(number: Day.floor($0, 86_400)) } }
        guard let from = day("from"), let until = day("until"), from < until, until.number - from.number <= 1_100 else { return .refused("bad-time") }
        let days = Set(from.number..<until.number), before = members[place].leave
        if tree["away"]?.text == "false" { members[place].leave.subtract(days) } else { members[place].leave.formUnion(days) }
        guard members[place].leave != before else { return Answer("done") }
        var found: [Activity] = []
        for badge in company.badges {
            guard case .streak(let types, let every, let count) = badge.goal else { continue }
            let kind = PeriodKind(every: every), done = Set(counted(types, kind, by: id, atLeast: count))
            // What the leave joins has its last day before it, in it or after it.
            for day in [from.plus(days: -1), from, until] {
                guard let last = lastAsked(kind, notAfter: day, of: id), done.contains(last.key) else { continue }
                found += earn(badge, id, at: min(now, calendar.noon(of: calendar.day(of: last.start))))
            }
        }
        for noticed in found { _ = record(noticed, step: 1) }
        return Answer("done")
    }

    private func lastAsked(_ kind: PeriodKind, notAfter day: Day, of member: String) -> Period? {
        var period = calendar.period(kind, at: calendar.start(of: day))
        for _ in 0..<400 {
            if isAsked(period, of: member) { return period }
            period = calendar.period(kind, at: period.start - 1)
        }
        return nil
    }

    /// "What facts gave and reversal took away stays earned … unless audit withdraws it with a reason."
    mutating func withdraw(_ tree: Tree) -> Answer {
        command += 1
        let member = tree["member"]?.text ?? "", by = tree["by"]?.text ?? ""
        guard mayDecide(by, for: member, askedBy: nil, required: .finance) else { return .refused("not-permitted") }
        guard let reason = tree["reason"]?.text, reason.contains(where: { !$0.isWhitespace }) else { return .refused("malformed") }
        let level = tree["level"]?.text.flatMap { Exact($0) } ?? .zero
        let earned = EarnedLevel(member: member, badge: tree["badge"]?.text ?? "", period: tree["period"]?.text ?? "all", level: level.description)
        guard badges.contains(earned) else { return .refused("not-found") }
        guard withdrawn.insert(earned).inserted else { return .refused("already-decided") }
        _ = record(Activity(withdrawing: earned, reason, at: now), step: 1)
        return Answer("done")
    }
}

extension PeriodKind {
    init(every: String) { self = every == "workday" ? .day : every == "week" ? .week : .month }
}

extension Activity {
    fileprivate init(withdrawing earned: EarnedLevel, _ reason: String, at time: Instant) {
        source = Target.source
        let earning = "badge/\(earned.badge)/\(earned.period)/\(earned.level)/\(earned.member)"
        id = earning + "/withdrawn"
        type = Model.badgeType
        self.time = time
        subject = nil
        sent = .map(["reverses": .map(["source": .string(Target.source), "id": .string(earning)]), "reason": .string(reason)])
    }
}
