/// Recording an activity: what is refused, what is taken back, what is awarded.
extension Model {
    package mutating func record(_ activity: Activity, step: Int = 0) -> Answer {
        command += 1
        let known = Set(customers.keys)
        let answer = judge(activity)
        if answer.status == "recorded" {
            raiseTiers()
            (cause, self.step) = (step > 0 ? activity : nil, step)
            let noticed = noticeTargets() + noticeBadges() + noticeCustomer(known: known) + noticeCampaigns()
            (cause, self.step) = (nil, 0)
            for noticed in noticed { _ = record(noticed, step: step + 1) }
        }
        return answer
    }

    /// "An activity of Laurel's own never causes another of the same type for the same subject at the same instant; chains end after four steps".
    func notices(_ type: String, _ subject: String, at time: Instant) -> Bool {
        guard let cause else { return true }
        return step < 4 && !(cause.type == type && cause.subject == subject && cause.time == time)
    }

    /// By identity: "`source` + `id` is its identity for ever".
    private func index(_ source: String, _ id: String) -> Int? { places.fact[source + "\n" + id] }

    private mutating func keep(_ fact: Fact) -> Int {
        facts.append(fact)
        places.fact[fact.activity.source + "\n" + fact.activity.id] = facts.count - 1
        if let name = named(fact.activity), !fact.parts.isEmpty { places.factsOfCustomer.add(facts.count - 1, to: name) }
        return facts.count - 1
    }

    private mutating func judge(_ activity: Activity) -> Answer {
        if let known = index(activity.source, activity.id) {
            return facts[known].activity == activity ? Answer("duplicate") : Answer("conflict", code: "conflict")
        }
        guard case .map(let sent) = activity.sent else { return .refused("malformed") }
        if sent["reverses"] != nil, sent["replaces"] != nil { return .refused("malformed") }
        if isAhead(activity.time) { return .refused("in-the-future") }
        if activity.time < 0 { return .refused("bad-time") }
        var link = Fact.Link.none
        if let target = sent["reverses"] ?? sent["replaces"] {
            guard let index = find(target) else { return .refused("unknown-activity") }
            if let undoing = facts[index].undoneBy {
                if case .reverses = facts[undoing].link { return .refused("already-reversed") }
                return .refused("already-replaced")
            }
            link = sent["reverses"] != nil ? .reverses(index) : .replaces(index)
        }
        if case .reverses(let target) = link {
            // "A reversal needs no known type and no subject, and no rule or metric is asked about it"
            let index = keep(Fact(command: command, activity: activity, link: link, time: activity.time, parts: [], periods: [:], recorded: now))
            correct(target, by: index, with: [])
            return Answer("recorded")
        }
        return award(activity, link)
    }

    /// "times in the future (more than five minutes; noon of the company's today is never in the future, since it is what a date alone means)"
    private func isAhead(_ time: Instant) -> Bool {
        time > now + 300 && time != calendar.noon(of: calendar.day(of: now))
    }

    /// "A link to an activity that is itself a reversal is `unknown-activity`".
    private func find(_ target: Value) -> Int? {
        guard case .map(let fields) = target, case .string(let source)? = fields["source"], case .string(let id)? = fields["id"] else { return nil }
        guard let found = index(source, id) else { return nil }
        if case .reverses = facts[found].link { return nil }
        return found
    }

    private mutating func award(_ activity: Activity, _ link: Fact.Link) -> Answer {
        var time = activity.time
        if case .replaces(let target) = link { time = facts[target].time }
        let rules = rules(at: time)
        guard rules.contains(where: { $0.types.contains(activity.type) }) || company.metrics.contains(where: { $0.types.contains(activity.type) })
            || company.badges.contains(where: { $0.counts(activity.type) })
            || activity.source == Target.source
        else {
            return .refused("unknown-type")
        }
        let data = Model.rounded(activity.sent)
        let parts: [Fact.Part]
        switch split(activity, at: time) {
        case .failure(let refusal): return .refused(refusal.code)
        case .success(let found): parts = found
        }
        let fact = Fact(command: command, activity: activity, link: link, time: time, parts: parts, periods: calendar.periods(at: time), recorded: now)
        switch Judgement.of(fact, data, rules, self) {
        case .failure(let refusal): return .refused(refusal.code)
        case .success(let judgement):
            if let name = named(activity), customers[resolved(name)] == nil { customers[name] = fresh(name) }
            let index = keep(fact)
            if case .replaces(let target) = link {
                correct(target, by: index, with: judgement.amounts, data)
            } else {
                post(decide(index, judgement.amounts, data))
            }
            for (metric, value) in judgement.metrics {
                // "Metrics of a member grow by their share"; "A share of a quantity is exact, beyond four digits."
                for part in parts { mark(.metric(metric), part, value * part.share, fact) }
            }
            return Answer("recorded")
        }
    }

    struct Refusal: Error { let code: String }

    /// The credited members with their shares and their teams of that time.
    private func split(_ activity: Activity, at time: Instant) -> Result<[Fact.Part], Refusal> {
        var credits: [(member: String, share: Exact)] = []
        // "shares are decimals, exact as they were sent"
        if case .map(let sent) = activity.sent, case .list(let items)? = sent["credits"] {
            for item in items {
                guard case .map(let fields) = item, case .string(let member)? = fields["member"], case .number(let share, _)? = fields["share"] else {
                    return .failure(Refusal(code: "malformed"))
                }
                credits.append((member, share))
            }
        } else if let subject = activity.subject {
            credits = [(subject, .one)]
        } else {
            return .failure(Refusal(code: "unknown-member"))
        }
        var parts: [Fact.Part] = []
        for credit in credits {
            guard let member = member(credit.member) else { return .failure(Refusal(code: "unknown-member")) }
            parts.append(Fact.Part(member: member.id, share: credit.share, team: member.team(at: time)))
        }
        // A subject that is named beside the credits must be there as well.
        let people = credits.map(\.member) + (activity.subject.map { [$0] } ?? [])
        if people.contains(where: { member($0) == nil }) { return .failure(Refusal(code: "unknown-member")) }
        // "A leaver's activity is `member-left` when its time is not before the leaving"
        if people.contains(where: { member($0)?.hasLeft(by: time) ?? false }) { return .failure(Refusal(code: "member-left")) }
        let sum = credits.reduce(Exact.zero) { $0 + $1.share }
        let isOnceEach = Set(credits.map(\.member)).count == credits.count
        guard sum == .one, isOnceEach, credits.allSatisfy({ $0.share > .zero }) else { return .failure(Refusal(code: "shares-do-not-sum")) }
        return .success(parts)
    }

    /// "Every number in `data` is rounded to four digits when read".
    static func rounded(_ sent: Value) -> [String: Value] {
        func read(_ value: Value) -> Value {
            switch value {
            case .number(let number, _): .number(number.atFourDigits ?? number, whole: false)
            case .list(let items): .list(items.map(read))
            case .map(let fields): .map(fields.mapValues(read))
            default: value
            }
        }
        guard case .map(let fields) = read(sent) else { return [:] }
        return fields
    }

    mutating func mark(_ kind: Mark.Kind, _ part: Fact.Part, _ value: Exact, _ fact: Fact, by rule: String? = nil) {
        guard value != .zero else { return }
        add(Mark(kind: kind, rule: rule, origin: fact.command, member: part.member, team: part.team, value: value, time: fact.time, periods: fact.periods, recorded: now, command: command,
            customer: kind == .points(qualifying: true) || kind == .points(qualifying: false) ? nil : named(fact.activity).map(resolved)))
    }

    mutating func add(_ mark: Mark) {
        marks.append(mark)
        places.marksOfMember.add(marks.count - 1, to: mark.member)
        if let customer = mark.customer { places.marksOfCustomer.add(marks.count - 1, to: customer) }
        places.marksOfOrigin.add(marks.count - 1, to: mark.origin)
        for (kind, period) in mark.periods { places.marksOfPeriod.add(marks.count - 1, to: "\(kind) \(period.key)") }
        noteLocks(mark)
    }
}

extension Mark {
    var isMetric: Bool {
        if case .metric = kind { return true }
        return false
    }
}
