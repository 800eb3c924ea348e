import Identity
import JSON
import Periods
import PointsEngine
import RuleEngine

/// An invented company: a year of history day by day, and then sales as they come in. The same for the same seed and time.
///
/// Everything is a command, as it would come from a CRM and from people; what the engine refuses (a reward that is too dear,
/// a second training of the same course) is part of the story.
package struct DemoCompany: Sendable {
    package let people: [DemoPerson]
    /// The first day of the history.
    package let start: Day
    private let now: Instant
    private let calendar: CompanyCalendar
    private let rewards: [Reward]
    private var day: Day
    private var random: DemoRandom
    private var selling = DemoSelling()
    private var thanks: DemoThanks
    /// Payments, cancellations, decisions … that follow from what happened.
    private var agenda: [Day: [Followup]] = [:]
    private var redemptions = 0
    private var recent: [DemoSelling.Sale] = []
    /// How often each reward was asked for: the last ones stay, so that nobody looks at a catalogue that is sold out.
    private var asked: [String: Int64] = [:]

    private enum Followup: Sendable {
        case payment(DemoSelling.Sale)
        case cancellation(DemoSelling.Sale)
        case correction(DemoSelling.Sale)
        case decision(RequestID, by: Actor, approve: Bool, comment: String?)
        case fulfilment(RequestID, by: Actor)
        case withdrawal(RequestID, by: Actor)
    }

    /// - Parameters:
    ///   - now: the history ends here.
    ///   - rewards: what the catalogue offers.
    package init(seed: UInt64, until now: Instant, calendar: CompanyCalendar, rewards: [Reward]) {
        var random = DemoRandom(seed: seed)
        people = DemoPeople.everyone(&random)
        let today = calendar.day(of: now)
        start = Self.firstDay(before: today)
        day = start
        self.now = now
        self.calendar = calendar
        self.rewards = rewards
        self.random = random
        thanks = DemoThanks(seed: seed)
    }

    /// A year back, at the beginning of that month: the first month is whole.
    package static func firstDay(before today: Day) -> Day {
        let yearAgo = today.adding(days: -365)
        return yearAgo.adding(days: 1 - yearAgo.civil.day)
    }

    private var today: Day { calendar.day(of: now) }
    private var sellers: [DemoPerson] { people.filter { $0.talent > 0 } }
    private static let crm = Actor.token("crm")

    /// The teams, and who is there from the beginning or joins later.
    package var founding: DemoStep {
        let teams = DemoPeople.teams.map { PutTeam(id: $0.id, name: LocalizedText($0.names), parent: $0.parent) }
        let members = people.map { person in
            PutMember(id: person.id, name: person.name, team: person.team, role: person.role, joined: joining(of: person))
        }
        return DemoStep(at: calendar.zone.firstInstant(of: start), actor: .administrator, commands: teams + members)
    }

    private func joining(of person: DemoPerson) -> Instant {
        calendar.zone.firstInstant(of: start.adding(days: Int(person.joined * Double(today.days(since: start)))))
    }

    private func isThere(_ person: DemoPerson) -> Bool { joining(of: person) <= calendar.zone.firstInstant(of: day) }

    /// The next day of the history, in order of time; nil after today.
    package mutating func nextDay() -> [DemoStep]? {
        guard day <= today else { return nil }
        let due = agenda.removeValue(forKey: day) ?? []
        var steps = targets() + DemoAppraisals(calendar: calendar, people: people).steps(on: day)
        for followup in due { if let step = decision(followup) { steps.append(step) } }
        steps += redemptionsOfTheDay() + gesturesOfTheDay()
        steps += thanks.steps(people.filter { isThere($0) }, on: day, calendar.zone) + DemoQuestions.ofDay(day, before: today, among: people, calendar)
        let activities = activitiesOfTheDay(due).filter { $0.time <= now }.sorted { ($0.time, $0.key.id) < ($1.time, $1.key.id) }
        let evening = min(DemoCalendar.hour(21, on: day, calendar.zone), now)
        for start in stride(from: 0, to: activities.count, by: 500) {
            let part = activities[start..<min(start + 500, activities.count)]
            steps.append(DemoStep(at: evening, actor: Self.crm, commands: part.flatMap(Self.commands)))
        }
        day = day.adding(days: 1)
        return steps.filter { $0.at <= now }.sorted { $0.at < $1.at }
    }
}

// MARK: Activities

extension DemoCompany {
    private mutating func activitiesOfTheDay(_ due: [Followup]) -> [Activity] {
        var activities: [Activity] = []
        // Today must not look empty, whenever the demonstration is started.
        let hours = Double(now.microseconds(since: calendar.zone.firstInstant(of: day))) / 3_600_000_000
        let busyness = day == today ? max(0.8, DemoCalendar.busyness(day)) * min(1, max(0.15, hours / 18)) : DemoCalendar.busyness(day)
        for person in sellers where isThere(person) {
            if person.id == largeSeller(on: day) { activities += sell(person, isLarge: true) }
            for _ in 0..<random.times(0.26 * person.talent * busyness) { activities += sell(person, isLarge: false) }
            for _ in 0..<random.times(0.7 * person.diligence * busyness) { activities += selling.visit(by: person.id, at: time(), on: day, &random) }
            if random.chance(0.022 * person.diligence * busyness) { activities += selling.training(by: person.id, at: time(), on: day, &random) }
            if random.chance(0.07 * busyness) { activities += selling.renewal(by: person.id, at: time(), on: day, &random) }
        }
        for followup in due { activities += facts(followup) }
        return activities
    }

    private mutating func facts(_ followup: Followup) -> [Activity] {
        switch followup {
        case .payment(let sale): selling.payment(for: sale, at: time(), on: day)
        case .cancellation(let sale): selling.cancellation(of: sale, at: time(), on: day)
        case .correction(let sale): selling.correction(of: sale, at: time(), on: day, &random)
        case .decision, .fulfilment, .withdrawal: []
        }
    }

    private mutating func time() -> Instant {
        guard day == today else { return DemoCalendar.time(on: day, calendar.zone, &random) }
        let start = calendar.zone.firstInstant(of: day)
        return start.adding(seconds: Int64(random.fraction() * Double(now.microseconds(since: start)) / 1_000_000))
    }

    /// Deals of the last working days that somebody has to look at, each day of somebody else: known long before, and so in their targets.
    private func largeSeller(on day: Day) -> MemberID? {
        let reps = people.filter { $0.role == .rep && $0.talent > 0 && $0.joined == 0 }
        guard 1...5 ~= today.days(since: day), DemoCalendar.busyness(day) > 0.5, !reps.isEmpty else { return nil }
        return reps[Int(day.number) * 7 % reps.count].id
    }

    private mutating func sell(_ person: DemoPerson, isLarge: Bool) -> [Activity] {
        var helper: MemberID?
        if !isLarge, random.chance(0.05) {
            helper = random.pick(sellers.filter { $0.team == person.team && $0.id != person.id && isThere($0) }).id
        }
        let (sale, activities) = selling.sale(by: person, with: helper, at: time(), on: day, isLarge: isLarge, &random)
        follow(sale)
        return activities
    }

    private mutating func follow(_ sale: DemoSelling.Sale) {
        let fate = random.fraction()
        if fate < 0.03 {
            later(random.whole(2...18), .cancellation(sale))
        } else {
            if fate < 0.05 { later(random.whole(2...10), .correction(sale)) }
            if fate < 0.85 { later(random.whole(12...45), .payment(sale)) }
        }
        if sale.amount > 330_000 { decideHold(of: sale) }
    }

    private mutating func decideHold(of sale: DemoSelling.Sale) {
        guard today.days(since: day) > 6 else { return }
        let shares = sale.splitWith.map { [(sale.seller, "/\(sale.seller.text)"), ($0, "/\($0.text)")] } ?? []
        for (member, suffix) in [(sale.seller, "")] + shares {
            let id = RequestID("\(sale.key.id.text)/revenue\(suffix)")
            later(2, .decision(id, by: .member(DemoPeople.director.id), approve: true, comment: "合同已核对：\(member.text)"))
        }
    }

    private mutating func later(_ days: Int, _ followup: Followup) {
        agenda[day.adding(days: days), default: []].append(followup)
    }
}

// MARK: People

extension DemoCompany {
    /// Targets of months and quarters, agreed on their first day.
    private mutating func targets() -> [DemoStep] {
        guard day.civil.day == 1, day.days(since: start) > 90 else { return [] }
        var steps: [DemoStep] = []
        // The whole first: months that fit into an agreed quarter need nobody else.
        for kind in day.civil.month % 3 == 1 ? [PeriodKind.quarter, .month] : [.month] {
            let period = calendar.period(kind, containing: day)
            let months = kind == .month ? 1.0 : 3.0
            for manager in people where manager.role == .manager {
                let reps = people.filter { $0.team == manager.team && $0.role == .rep && isThere($0) }
                let lately = (1...5).map { today.adding(days: -$0) }.filter { period.days.contains($0) }
                let large = Dictionary(lately.compactMap { largeSeller(on: $0) }.map { ($0, Self.largeDeal) }, uniquingKeysWith: +)
                var commands = reps.map { target(.member($0.id), $0.talent * months, expecting: large[$0.id] ?? 0, period) }
                if let team = manager.team {
                    let expected = reps.reduce(0) { $0 + (large[$1.id] ?? 0) }
                    commands.append(target(.team(team), reps.reduce(0) { $0 + $1.talent } * months, expecting: expected, period))
                }
                steps.append(DemoStep(at: DemoCalendar.hour(9, on: day, calendar.zone), actor: .member(manager.id), commands: commands))
                // What does not fit into the quarter waits for the director, and not for ever.
                for command in commands.compactMap({ $0 as? SetTarget }) where today.days(since: day) > 6 {
                    later(1, .decision(command.id, by: .member(DemoPeople.director.id), approve: true, comment: "同意"))
                }
            }
        }
        return steps
    }

    /// About what a large deal brings.
    private static let largeDeal = 600_000

    private func target(_ owner: TargetKey.Owner, _ size: Double, expecting large: Int, _ period: Period) -> any Command {
        let name = switch owner {
        case .member(let id): id.text
        case .team(let id): "team:\(id.text)"
        }
        let value = max(9, Int(size * 58_000) / 5_000) * 5_000 + large
        return SetTarget(id: RequestID("target:\(name):\(period.key)"), key: TargetKey(owner: owner, metric: "revenue", period: period.key), value: Decimal(value))
    }

    /// Around the middle of a month each manager thanks somebody, and this month one asks for a lower target.
    private mutating func gesturesOfTheDay() -> [DemoStep] {
        guard day.civil.day == 15, day.days(since: start) > 30 else { return [] }
        var steps: [DemoStep] = []
        for manager in people where manager.role == .manager {
            let reps = people.filter { $0.team == manager.team && $0.role == .rep && isThere($0) }
            let rep = random.pick(reps), reason = random.pick(["带新同事上手", "协助华南投标", "整理客户资料", "主持晨会一个月"])
            let adjust = Adjust(id: RequestID("thanks:\(rep.id.text):\(day)"), member: rep.id, points: Points(random.whole(1...4) * 50), reason: reason)
            steps.append(step(17, 30, .member(manager.id), adjust))
        }
        if today.days(since: day) < 31, let manager = people.first(where: { $0.id == "zhao.min" }), let rep = people.first(where: { $0.id == "ma.li" }) {
            let period = calendar.period(.month, containing: day)
            let key = TargetKey(owner: .member(rep.id), metric: "revenue", period: period.key)
            let change = SetTarget(id: RequestID("change:\(rep.id.text):\(period.key)"), key: key, value: 30_000)
            steps.append(step(17, 45, .member(manager.id), change))
        }
        return steps
    }

    private mutating func redemptionsOfTheDay() -> [DemoStep] {
        guard day.days(since: start) > 45 else { return [] }
        // What was asked for lately waits for its managers.
        let isRecent = today.days(since: day) <= 4
        var steps: [DemoStep] = []
        for person in sellers where person.role == .rep && isThere(person) && random.chance(isRecent ? 0.08 : 0.03) {
            let affordable = rewards.filter { reward in reward.cost <= 20_000 && reward.stock.map { asked[reward.id, default: 0] < $0 - 2 } ?? true }
            guard !affordable.isEmpty else { continue }
            redemptions += 1
            let id = RequestID("r-\(redemptions)"), reward = random.pick(affordable)
            asked[reward.id, default: 0] += 1
            steps.append(
                DemoStep(
                    at: DemoCalendar.hour(12, random.whole(5...55), on: day, calendar.zone), actor: .member(person.id),
                    commands: [Redeem(id: id, member: person.id, reward: reward.id)]))
            if !isRecent || random.chance(0.3) { life(of: id, reward, of: person) }
        }
        return steps
    }

    private mutating func life(of id: RequestID, _ reward: Reward, of person: DemoPerson) {
        let manager = people.first { $0.team == person.team && $0.role == .manager } ?? DemoPeople.director
        let approver = Actor.member(reward.cost <= 5_000 ? manager.id : DemoPeople.director.id)
        switch random.fraction() {
        case ..<0.04: later(1, .withdrawal(id, by: .member(person.id)))
        case ..<0.09: later(random.whole(1...3), .decision(id, by: approver, approve: false, comment: "本月同类奖品已超预算，请下月再申请。"))
        default:
            later(random.whole(1...3), .decision(id, by: approver, approve: true, comment: "同意"))
            later(random.whole(5...9), .fulfilment(id, by: .member(manager.id)))
        }
    }

    private func decision(_ followup: Followup) -> DemoStep? {
        switch followup {
        case .decision(let id, let actor, let approve, let comment):
            step(10, 30, actor, DecideRequest(id: id, approve: approve, comment: comment))
        case .fulfilment(let id, let actor): step(16, 0, actor, Fulfil(id))
        case .withdrawal(let id, let actor): step(9, 30, actor, Cancel(id))
        case .payment, .cancellation, .correction: nil
        }
    }

    /// The CRM says what a new customer is called.
    private static func commands(for activity: Activity) -> [any Command] {
        guard activity.type == "customer.won", let id = activity.data["customer"]?.string, let name = activity.data["customer_name"]?.string else {
            return [RecordActivity(activity)]
        }
        return [PutCustomer(id: CustomerID(id)) { ($0.name, $0.since) = (name, activity.time) }, RecordActivity(activity)]
    }

    private func step(_ hour: Int, _ minute: Int, _ actor: Actor, _ command: any Command) -> DemoStep {
        DemoStep(at: DemoCalendar.hour(hour, minute, on: day, calendar.zone), actor: actor, commands: [command])
    }
}

// MARK: Live

extension DemoCompany {
    /// What happens next, at `time`, and how many milliseconds pass until something happens again.
    package mutating func live(at time: Instant) -> (step: DemoStep, wait: Int) {
        let day = calendar.day(of: time)
        selling.beginLive(at: time, on: day, calendar.zone)
        let activities = liveActivities(at: time, on: day)
        return (DemoStep(at: time, actor: Self.crm, commands: activities.flatMap(Self.commands)), random.whole(900...4_500))
    }

    private mutating func liveActivities(at time: Instant, on day: Day) -> [Activity] {
        let seller = liveSeller()
        switch random.fraction() {
        case ..<0.03 where !recent.isEmpty:
            return selling.cancellation(of: recent.remove(at: random.whole(0...(recent.count - 1))), at: time, on: day)
        case ..<0.11 where !recent.isEmpty: return selling.payment(for: random.pick(recent), at: time, on: day)
        case ..<0.32: return selling.visit(by: seller.id, at: time, on: day, &random)
        case ..<0.37: return selling.training(by: seller.id, at: time, on: day, &random)
        case ..<0.43: return selling.renewal(by: seller.id, at: time, on: day, &random)
        default:
            let (sale, activities) = selling.sale(by: seller, with: nil, at: time, on: day, isLarge: false, &random)
            recent.append(sale)
            if recent.count > 50 { recent.removeFirst() }
            return activities
        }
    }

    /// Who sells more is seen more often.
    private mutating func liveSeller() -> DemoPerson {
        let reps = sellers.filter { $0.role == .rep }
        for _ in 0..<20 {
            let rep = random.pick(reps)
            if random.chance(rep.talent / 2) { return rep }
        }
        return random.pick(reps)
    }
}
