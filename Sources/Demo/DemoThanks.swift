import Identity
import Periods
import PointsEngine

/// Colleagues thank each other, others clap, and now and then somebody is on leave. From chance of its own, so that sales stay as they are.
struct DemoThanks: Sendable {
    private var random: DemoRandom
    private var given = 0
    private var last: (id: RequestID, from: MemberID, to: MemberID)?

    private static let words: [(reason: String, text: String)] = [
        ("help", "谢谢你周五晚上陪我改完报价。"), ("help", "临时替我去客户现场，帮了大忙。"), ("teamwork", "投标资料整理得又快又准。"),
        ("teamwork", "主动带新同事跑了一周客户。"), ("customer", "客户特意打电话来夸你。"), ("customer", "把一个快要流失的客户谈了回来。"),
        ("help", ""), ("teamwork", "晨会分享的话术真好用。"),
    ]

    init(seed: UInt64) { random = DemoRandom(seed: seed ^ 0x7468_616E_6B73) }

    /// - Parameter people: those who are there.
    mutating func steps(_ people: [DemoPerson], on day: Day, _ zone: Zone) -> [DemoStep] {
        guard people.count > 2, DemoCalendar.busyness(day) > 0.3 else { return [] }
        var steps: [DemoStep] = []
        if let last, random.chance(0.7) {
            let others = people.filter { $0.id != last.from && $0.id != last.to }
            for _ in 0..<random.whole(1...4) where !others.isEmpty { steps.append(step(9, day, zone, random.pick(others).id, ClapKudos(last.id))) }
        }
        last = nil
        if random.chance(0.35) {
            let from = random.pick(people), to = random.pick(people), (reason, text) = random.pick(Self.words)
            given += 1
            let id = RequestID("k-demo-\(given)")
            if from.id != to.id {
                steps.append(step(18, day, zone, from.id, GiveKudos(id: id, to: to.id, reason: reason, text: text)))
                last = (id, from.id, to.id)
            }
        }
        if random.chance(0.04), let manager = people.first(where: { $0.role == .manager }) {
            let reps = people.filter { $0.team == manager.team && $0.role == .rep }
            if !reps.isEmpty {
                let from = day.adding(days: random.whole(1...5))
                steps.append(step(11, day, zone, manager.id, SetLeave(random.pick(reps).id, DayRange(from, until: from.adding(days: random.whole(1...5))))))
            }
        }
        return steps
    }

    private func step(_ hour: Int, _ day: Day, _ zone: Zone, _ actor: MemberID, _ command: any Command) -> DemoStep {
        DemoStep(at: DemoCalendar.hour(hour, 20, on: day, zone), actor: .member(actor), commands: [command])
    }
}
