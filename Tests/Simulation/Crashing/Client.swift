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
    let command: any Command
    let actor: Actor

    var identity: String { command.identity(by: actor) }
}

extension Command {
    /// The same for the same command by the same actor, and other for every other.
    func identity(by actor: Actor) -> String {
        let named = "\(Self.name) \(subject ?? "")"
        if let activity = (self as? RecordActivity)?.activity {
            let data = String(decoding: JSONValue.object(activity.data).canonicalBytes, as: UTF8.self)
            return "\(named) \(activity.key) \(activity.type) \(activity.time) \(data)"
        }
        // The same again, whatever it says.
        if self is PutMember || self is PutTeam || self is PutTier || self is PutReward { return named }
        return "\(named) \(String(decoding: body, as: UTF8.self)) \(actor.text)"
    }
}

/// The people and systems that send commands: they keep what was not answered, send it again, twice, and in any order.
struct Clients {
    private(set) var parcels: [Parcel] = []
    private var waiting: [Int] = []

    mutating func add(_ tree: Tree?, _ command: any Command, by actor: Actor) {
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

extension Command {
    /// Whether the one who gives it names it, so that the same again is known.
    package var hasIdentity: Bool { self is RecordActivity || self is Redeem || self is Adjust || self is SetTarget }
}
