import Identity
import Periods
import RuleEngine

/// What people enter by hand (points.md, "By hand"): only types that a rule marks `manual`, for oneself or for others as it
/// says, and no older than it says. Above a number in a window it waits for an approval.
///
/// Refusals: `not-permitted`, `bad-time`.
extension Draft {
    private func isByHand(_ activity: Activity) -> Bool { actor.isPerson && activity.key.source.text == ManualEntry.source }

    /// Taking back what somebody earned is for those who lead them, and by hand only what was entered by hand. Asked before the
    /// earlier one is looked for, so that nobody learns what there is.
    func checkLinkByHand(_ activity: Activity) throws {
        guard isByHand(activity), let link = activity.link else { return }
        let isManager = try rights.role.map { $0 >= .manager } ?? false
        guard isManager, link.target.source.text == ManualEntry.source else {
            throw Refusal(.notPermitted, at: "/data", "only managers correct by hand, and only what was entered by hand")
        }
    }

    func checkByHand(_ activity: Activity, correcting earlier: Recorded?) throws {
        guard isByHand(activity) else { return }
        if let earlier {
            for member in earlier.people.sorted() where try !rights.mayDecide(about: member) {
                throw Refusal(.notPermitted, at: "/data", "only those who lead somebody correct what was entered for them")
            }
            guard case .replaces = activity.link else { return }
        }
        let time = earlier?.decision.judgedAs ?? activity.time
        let all = programme.book.set(at: time).rules(for: activity.type).compactMap(\.manual)
        guard !all.isEmpty else { throw Refusal(.notPermitted, at: "/type", "no rule lets people enter this type by hand") }
        // Who corrects is not who did it: never oneself.
        let fitting = all.filter { isAbout(earlier == nil ? $0.by : .others, activity) }
        guard !fitting.isEmpty else {
            let words = all.contains { $0.by == .others } || earlier != nil ? "nobody enters this for themselves" : "this is entered for oneself alone"
            throw Refusal(.notPermitted, at: "/subject", words)
        }
        let isYoung = fitting.contains { now < calendar.goodThrough($0.maxAge, from: time) }
        guard isYoung else {
            let ages = fitting.map(\.maxAge.description).joined(separator: ", ")
            throw Refusal(.badTime, at: "/time", "what is entered by hand is no older than \(ages)")
        }
    }

    private func isAbout(_ by: ManualEntry.Subject, _ activity: Activity) -> Bool {
        let people = Set((activity.credits ?? []).map(\.member) + [activity.subject].compactMap { $0 })
        return switch by {
        case .oneself: actor.member.map { people == [$0] } ?? false
        case .others: actor.member.map { !people.contains($0) } ?? true
        }
    }

    /// Holds what is beyond the number of a rule. What was held for that is held again when it is judged again.
    func holdByHand(_ decision: inout Decision, _ activity: Activity, _ set: RuleSet, replacing earlier: Recorded?) throws {
        if activity.isRejudgement {
            let held = (earlier?.decision.lines ?? []).filter { $0.reason == ManualEntry.holdReason }
            return hold(&decision) { line in held.contains { $0.rule == line.rule && $0.member == line.member } }
        }
        guard isByHand(activity) else { return }
        let today = calendar.day(of: now)
        for id in Set(decision.lines.map(\.rule)).sorted() {
            guard let manual = set.rule(id)?.manual else { continue }
            let key = TallyKey(enterer, .limit("by-hand:\(id)"))
            let entered = try overlay.tally(key, over: calendar.days(of: manual.holdAbove.window, containing: today)).count
            try move(key, on: today, by: .zero, count: 1)
            if entered >= manual.holdAbove.count { hold(&decision) { $0.rule == id } }
        }
    }

    private func hold(_ decision: inout Decision, where isMuch: (DecisionLine) -> Bool) {
        for index in decision.lines.indices where decision.lines[index].after != 0 && decision.lines[index].state != .held && isMuch(decision.lines[index]) {
            decision.lines[index].state = .held
            decision.lines[index].reason = ManualEntry.holdReason
        }
    }

    private var enterer: Owner { actor.member.map(Owner.member) ?? .key(Identifier(actor.person)) }
}

extension Recorded {
    /// Whom it is about: subject, credited, and those from whom it took something back.
    package var people: Set<MemberID> {
        var people = Set(decision.lines.map(\.member) + decision.undone.map(\.member) + (activity.credits ?? []).map(\.member))
        if let subject = activity.subject { people.insert(subject) }
        return people
    }
}
