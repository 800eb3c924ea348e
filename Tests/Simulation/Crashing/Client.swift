import Identity
import JSON
import NaiveModel
import PointsEngine
import Runtime
import Seeds
import Simulation

/// Something that a client wants done, until it has heard what became of it.
struct Parcel {
    let number: Int
    /// As the naive model runs it; nil for what is there before the first step.
    let tree: Tree?
    let command: Command
    let actor: Actor

    var identity: String { command.identity(by: actor) }
}

extension Command {
    /// The same for the same command by the same actor, and other for every other.
    func identity(by actor: Actor) -> String {
        switch self {
        case .record(let activity):
            "record \(activity.key) \(activity.type) \(activity.time) \(activity.subject?.text ?? "") \(String(decoding: JSONValue.object(activity.data).canonicalBytes, as: UTF8.self))"
        case .redeem(let redeem): "redeem \(redeem)"
        case .decide(let decision): "decide \(decision.id) \(decision.approve) \(actor.text)"
        case .fulfil(let id, _): "fulfil \(id) \(actor.text)"
        case .cancel(let id, _): "cancel \(id) \(actor.text)"
        case .adjust(let adjust): "adjust \(adjust) \(actor.text)"
        case .changeMember(let change): "change \(change.id) \(change.move.map { "\($0.team?.text ?? "-")" } ?? "") \(change.left.map { "\($0)" } ?? "")"
        case .setTarget(let target): "target \(target) \(actor.text)"
        case .publish(let publication): "publish \(publication.set.version) \(publication.effective.map { "\($0)" } ?? "")"
        case .putMember(let member): "member \(member.id)"
        case .putTeam(let team): "team \(team.id)"
        case .putTier(let tier): "tier \(tier.tier.id)"
        case .putReward(let reward): "reward \(reward.reward.id)"
        case .deleteTier, .archiveReward, .announce, .count, .due, .propose: "other"
        }
    }
}

/// The people and systems that send commands: they keep what was not answered, send it again, twice, and in any order.
struct Clients {
    private(set) var parcels: [Parcel] = []
    private var waiting: [Int] = []

    mutating func add(_ tree: Tree?, _ command: Command, by actor: Actor) {
        parcels.append(Parcel(number: parcels.count, tree: tree, command: command, actor: actor))
        waiting.append(parcels.count - 1)
    }

    var isWaiting: Bool { !waiting.isEmpty }

    /// What is sent now: some of what waits, in any order, some of it twice, and sometimes something that was answered long ago.
    mutating func send(_ random: inout Seeded, all: Bool) -> [Parcel] {
        let order = random.chance(60) ? random.shuffled(waiting) : waiting
        var chosen = all ? order : Array(order.prefix(random.pick(1...max(1, order.count))))
        for number in chosen where random.chance(12) { chosen.insert(number, at: random.below(chosen.count + 1)) }
        if !parcels.isEmpty, random.chance(10) { chosen.append(random.below(parcels.count)) }
        return chosen.map { parcels[$0] }
    }

    mutating func answer(_ number: Int) {
        waiting.removeAll { $0 == number }
    }

    /// The server is gone, and with it every answer but these: what else was answered waits again, in its order.
    mutating func forget(allBut answered: Set<Int>) {
        waiting = parcels.map(\.number).filter { !answered.contains($0) }
    }
}
