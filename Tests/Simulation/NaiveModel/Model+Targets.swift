/// Targets: who may set them, and what happens when they are reached.
extension Model {
    /// "A change of a target is a request, approved." The first value is agreed by who leads the member or the team. Nil `by` is the administrator.
    package mutating func setTarget(id: String, owner: String, isTeam: Bool, metric: String, period key: String, value: Exact, by: String?) -> Answer {
        command += 1
        if let known = targetRequests.first(where: { $0.id == id }) {
            let isSame = known.isOfTeam == isTeam && known.owner == owner && known.metric == metric && known.period == key && known.value == value && known.by == by
            return isSame ? Answer(known.firstStatus) : .refused("conflict")
        }
        guard value > .zero else { return .refused("bad-quantity") }
        guard company.metrics.contains(where: { $0.name == metric }) else { return .refused("malformed") }
        guard isTeam ? company.teams[owner] != nil : member(owner) != nil else { return .refused(isTeam ? "unknown-team" : "unknown-member") }
        guard maySet(by, owner, isTeam) else { return .refused("not-permitted") }
        let known = targets.first { $0.isFor(owner, isTeam: isTeam, metric, key) }
        let isPart = known == nil && isPart(owner, isTeam, metric, key, value)
        let isAgreed = known.map { $0.value == value } ?? !givesAway(owner, isTeam, metric, key, value, isPart: isPart)
        // Above a director one agrees with oneself; to leave it as it is is no change.
        let isDone = isAgreed || by.map { (member($0)?.role ?? .rep) > .director } ?? true
        let status = isDone ? "done" : "requested"
        targetRequests.append(TargetRequest(
            id: id, isOfTeam: isTeam, owner: owner, metric: metric, period: key, value: value, by: by, required: known == nil && isAgreed ? nil : .director,
            at: now, isFirst: known == nil && isDone && !isPart, firstStatus: status, state: status))
        if isDone { agree(targetRequests.count - 1) }
        return Answer(status)
    }

    // MARK: First targets

    /// A first target is a gift where it is reached already, and where the owner was set another one at once in this month.
    private func givesAway(_ owner: String, _ isTeam: Bool, _ metric: String, _ key: String, _ value: Exact, isPart: Bool) -> Bool {
        let own = isTeam ? marks.filter { self.isTeam($0.team, inside: owner) } : places.marksOfMember[owner].map { marks[$0] }
        if self.metric(metric, of: own, in: key) >= value { return true }
        let month = calendar.period(.month, at: now).key
        return !isPart && targetRequests.contains { $0.isFirst && $0.isOfTeam == isTeam && $0.owner == owner && calendar.period(.month, at: $0.at).key == month }
    }

    /// A part of a target over a longer time, of a quarter of its even share at least.
    private func isPart(_ owner: String, _ isTeam: Bool, _ metric: String, _ key: String, _ value: Exact) -> Bool {
        guard key != "all", let period = period(named: key) else { return false }
        func days(_ period: Period) -> Exact { Exact((period.end - period.start + 43_200) / 86_400) }
        var isRatio = false
        if case .ratio? = company.metrics.first(where: { $0.name == metric })?.kind { isRatio = true }
        return PeriodKind.allCases.filter { $0 != .all }.map { calendar.period($0, at: period.start) }.contains { whole in
            guard whole.key != key, days(whole) > days(period), let target = targets.first(where: { $0.isFor(owner, isTeam: isTeam, metric, whole.key) }) else { return false }
            return isRatio ? value * Exact(4) >= target.value : value * days(whole) * Exact(4) >= target.value * days(period)
        }
    }

    private func maySet(_ by: String?, _ owner: String, _ isTeam: Bool) -> Bool {
        guard let by else { return true }
        guard isTeam else { return mayDecide(by, for: owner, askedBy: nil, required: nil) }
        guard let person = member(by), person.role >= .manager else { return false }
        return person.role > .manager || person.team(at: now).map { self.isTeam(owner, inside: $0) } ?? false
    }

    mutating func agree(_ place: Int) {
        let request = targetRequests[place]
        targetRequests[place].state = "done"
        if let known = targets.firstIndex(where: { $0.isFor(request.owner, isTeam: request.isOfTeam, request.metric, request.period) }) {
            targets[known].values.append((now, request.value))
        } else {
            targets.append(Target(isOfTeam: request.isOfTeam, owner: request.owner, metric: request.metric, period: request.period, values: [(now, request.value)]))
        }
        let known = targets.firstIndex { $0.isFor(request.owner, isTeam: request.isOfTeam, request.metric, request.period) }
        // It may be reached from the start.
        for reached in known.map({ notice($0, at: nil) }) ?? [] { _ = record(reached, step: 1) }
    }

    // MARK: Reaching

    /// "Reaching 100 % (or any mark in a rule) is an activity, `laurel.target.reached`, that rules can answer — once for each member, period and mark."
    /// Looks at everyone whose metrics this command has moved.
    mutating func noticeTargets() -> [Activity] {
        guard !targets.isEmpty else { return [] }
        var found: [Activity] = []
        let moved = marks.reversed().prefix(while: { $0.command == command })
        // "Several targets reached by one command are recorded in the order of member, metric, period."
        for member in Set(moved.map(\.member)).sorted() {
            for metric in company.metrics.sorted(by: { $0.name < $1.name }) {
                let reading = moved.last { mark in
                    guard mark.member == member, case .metric(let name) = mark.kind else { return false }
                    return metric.reads(name)
                }
                guard let reading else { continue }
                for kind in PeriodKind.allCases {
                    let place = targets.firstIndex { $0.isFor(member, isTeam: false, metric.name, reading.periods[kind]?.key ?? "") }
                    if let place { found += notice(place, at: reading.time) }
                }
            }
        }
        return found
    }

    /// - Parameter time: of the activity that moved it; nil: it was set, now or after its period.
    private mutating func notice(_ place: Int, at time: Instant?) -> [Activity] {
        let target = targets[place]
        guard !target.isOfTeam, let period = period(named: target.period) else { return [] }
        let time = time ?? min(now, period.end == .max ? .max : period.end - 1)
        let value = metric(target.metric, of: target.owner, in: period.key)
        var found: [Activity] = []
        for mark in markNumbers(rules(at: time)) where !target.reached.contains(mark) {
            guard value * Exact(100) >= target.value * Exact(mark) else { break }
            guard notices(Target.type, target.owner, at: time) else { break }
            targets[place].reached.insert(mark)
            found.append(Activity(reaching: mark, of: target, value, at: time))
        }
        return found
    }

    /// 100, and the numbers with which a rule on such activities compares `data.mark`.
    private func markNumbers(_ rules: [Rule]) -> [Int] {
        let asked = rules.filter { $0.types.contains(Target.type) }.flatMap { rule -> [Int] in
            guard let when = rule.when, when.contains("data.mark") else { return [] }
            return when.split(whereSeparator: { !$0.isNumber }).compactMap { Int($0) }
        }
        return Set(asked + [100]).sorted()
    }

    // MARK: Values

    /// A metric of a member over a period, without what one activity has moved; a ratio as a ratio of sums, and 0 where there is nothing to divide by.
    func metric(_ name: String, of member: String, in key: String, without origin: Int? = nil) -> Exact {
        metric(name, of: places.marksOfMember[member].map { marks[$0] }, in: key, without: origin)
    }

    private func metric(_ name: String, of marks: [Mark], in key: String, without origin: Int? = nil) -> Exact {
        func sum(_ metric: String) -> Exact {
            marks.reduce(Exact.zero) { sum, mark in
                guard mark.kind == .metric(metric), mark.origin != origin, mark.periods.values.contains(where: { $0.key == key }) else { return sum }
                return sum + mark.value
            }
        }
        guard let metric = company.metrics.first(where: { $0.name == name }), case .ratio(let above, let below) = metric.kind else { return sum(name) }
        let bottom = sum(below)
        return bottom == .zero ? .zero : sum(above) / bottom
    }

    func target(_ metric: String, of member: String, in key: String) -> Exact? {
        targets.first { $0.isFor(member, isTeam: false, metric, key) }?.value
    }

    /// The period with this key, if it is one of now, the one before or after, or one that something recorded falls into.
    func period(named key: String) -> Period? {
        for kind in PeriodKind.allCases {
            let current = calendar.period(kind, at: now)
            if current.key == key { return current }
            guard kind != .all else { continue }
            let beside = [calendar.period(kind, at: current.start - 1), calendar.period(kind, at: current.end)]
            if let found = beside.first(where: { $0.key == key }) { return found }
        }
        return PeriodKind.allCases.lazy.compactMap { kind in places.marksOfPeriod["\(kind) \(key)"].first.flatMap { marks[$0].periods[kind] } }.first
    }
}

extension Target {
    static let source = "laurel"
    static let type = "laurel.target.reached"
}

extension Activity {
    fileprivate init(reaching mark: Int, of target: Target, _ value: Exact, at time: Instant) {
        source = Target.source
        id = "target/\(target.metric)/\(target.period)/\(mark)/\(target.owner)"
        type = Target.type
        self.time = time
        subject = target.owner
        sent = .map([
            "metric": .string(target.metric), "period": .string(target.period), "mark": .number(Exact(mark), whole: false), "member": .string(target.owner),
            "target": .number(target.value, whole: false), "value": .number(value, whole: false),
        ])
    }
}

extension Metric {
    /// Whether it changes with that metric.
    func reads(_ name: String) -> Bool {
        if case .ratio(let above, let below) = kind { return above == name || below == name || self.name == name }
        return self.name == name
    }
}
