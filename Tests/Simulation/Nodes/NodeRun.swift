import CommitLog
import Identity
import Periods
import PointsEngine
import Runtime
import Scenarios
import Seeds
import Simulation
import Store
import Synchronization
import Workload

/// The same commands given to a server alone and to nodes on a shared log, whose leaders lose sessions, leases and answers: in the end, and
/// after each step, all of them have the same head, have told of the same commits, and have given the same answers.
package final class NodeRun {
    package private(set) var findings: [String] = []
    package private(set) var mishapsSoFar = 0
    package private(set) var commands = 0

    private var random: Seeded
    private let shelf: Shelf
    private let shared = MemoryLog.Shared()
    private let alone: StandIn
    private let nodes: [StandIn]
    private let mishaps: Int
    private var now: Instant

    package struct Setting {
        var seed: UInt64
        var batchLimit: Int
        /// How often of a hundred steps something befalls the leader.
        var mishaps = 30
        var isFenced = true
    }

    package init(_ setting: Setting, _ programme: Programme, at start: Instant) throws {
        random = Seeded(seed: setting.seed ^ 0x10D5_0000_0000_0013)
        shelf = Shelf(programme)
        now = start
        alone = try StandIn("alone", at: start, batchLimit: setting.batchLimit, shelf)
        nodes = try ["a", "b"].map { [shared, shelf] name in
            try StandIn(name, at: start, batchLimit: setting.batchLimit, shelf) { () throws(LogError) in
                MemoryLog(shared, node: name, isFenced: setting.isFenced)
            }
        }
        mishaps = setting.mishaps
    }

    // MARK: Living

    func advance(to instant: Instant) {
        now = max(now, instant)
        for server in [alone] + nodes { server.setClock(now) }
        workAll()
    }

    /// Gives commands to all, and compares what came of them.
    func carryOut(_ deeds: [(command: any Command, actor: Actor)]) throws {
        for deed in deeds { shelf.note(deed.command) }
        commands += deeds.count
        let expected = Answers(deeds.count), actual = Answers(deeds.count)
        for (place, deed) in deeds.enumerated() { alone.runtime.submit(expected.submission(of: deed, at: place)) }
        alone.runtime.work()
        if random.below(100) < mishaps { letSomethingHappen() }
        for _ in 0..<20 where !actual.areAll {
            let waiting = actual.isUnknown ? [] : actual.refused
            let leader = nodes.first { $0.runtime.leads } ?? nodes[0]
            for place in waiting { leader.runtime.submit(actual.submission(of: deeds[place], at: place)) }
            workAll()
        }
        workAll()
        compare(expected, actual)
    }

    private func workAll() {
        alone.runtime.work()
        // Twice: who leads may have been the second, and the first follows it.
        for node in nodes + nodes { node.runtime.work() }
    }

    private func letSomethingHappen() {
        guard let leader = nodes.first(where: { $0.runtime.leads }) else { return }
        mishapsSoFar += 1
        switch random.below(5) {
        case 0: leader.runtime.handOver()
        case 1: shared.befall(leader.name, .cutBeforeCommit)
        case 2: shared.befall(leader.name, .cutAfterCommit)
        case 3: shared.cut(leader.name)
        default:
            // It says nothing for longer than its lease, another leads, and it wakes up and knows nothing of that.
            shared.pass(milliseconds: 10_000)
            for node in nodes where node.name != leader.name { node.runtime.work() }
        }
    }

    // MARK: Comparing

    private func compare(_ expected: Answers, _ actual: Answers) {
        if expected.texts != actual.texts { find("answers \(actual.texts), and alone \(expected.texts)") }
        let head = alone.runtime.database.head
        for node in nodes {
            if node.runtime.database.head != head { find("\(node.name) is at \(node.runtime.database.head.number) (\(node.runtime.state)), alone at \(head.number)") }
            if node.lines != alone.lines.suffix(node.lines.count) { find("\(node.name) told of other commits") }
        }
    }

    package func finish() {
        workAll()
        for server in [alone] + nodes { findings += server.verify(shelf) }
    }

    private func find(_ what: String) { findings.append(what) }
}

/// What commands were answered, by their place.
private final class Answers: Sendable {
    private let replies: Mutex<[Reply?]>
    private let asked: Mutex<Set<Int>>

    init(_ count: Int) {
        replies = Mutex([Reply?](repeating: nil, count: count))
        asked = Mutex([])
    }

    func submission(of deed: (command: any Command, actor: Actor), at place: Int) -> Submission {
        replies.withLock { $0[place] = nil }
        asked.withLock { _ = $0.insert(place) }
        return Submission([deed.command], by: deed.actor) { [self] answers in
            replies.withLock { $0[place] = answers.first }
            asked.withLock { _ = $0.remove(place) }
        }
    }

    /// Whether somebody still waits to hear.
    var isUnknown: Bool { asked.withLock { !$0.isEmpty } }

    /// Those that are to be given (again): nothing of them was written.
    var refused: [Int] {
        replies.withLock { all in
            all.indices.filter { place in
                switch all[place] {
                case nil: true
                case .refused(let refusal)?: refusal.code == .readOnly
                case .done?: false
                }
            }
        }
    }

    var areAll: Bool { !isUnknown && refused.isEmpty }

    var texts: [String] {
        replies.withLock { all in
            all.map { reply in
                switch reply {
                case nil: "nothing"
                case .refused(let refusal)?: "refused \(refusal.code)"
                case .done(let receipt, let number)?: "\(type(of: receipt)) \(number.map(String.init) ?? "again")"
                }
            }
        }
    }
}
