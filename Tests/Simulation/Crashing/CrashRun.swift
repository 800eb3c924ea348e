import Faults
import Identity
import NaiveModel
import Periods
import PointsEngine
import RuleEngine
import Runtime
import Seeds
import Simulation
import Store
import Workload

/// A seeded history on the real store and writer, which crash again and again: the disk keeps what was synced and perhaps some of the rest,
/// clients send again what was not answered, twice and in any order. In the end nothing that was acknowledged is lost, nothing is doubled,
/// and everything is what the naive model makes of the commands that were accepted.
package struct CrashRun {
    package private(set) var findings: [String] = []
    package private(set) var crashes = 0
    package private(set) var answers = 0
    package private(set) var commands = 0

    var random: Seeded
    var history: History
    let translation: Translation
    var rules: [String: RuleSet] = [:]
    var clients = Clients()
    var disk: CrashDisk
    var server: Server?
    /// What survived the crashes so far, and whose answers did.
    var kept: [Server.Line] = []
    var answered: Set<Int> = []
    /// The first change of the disk before which it may crash.
    private var founded = 0

    /// - Parameters:
    ///   - steps: of the history; clients make more commands of them.
    ///   - crashes: about how many.
    package static func run(seed: UInt64, steps: Int, crashes: Int) throws -> CrashRun {
        var run = try CrashRun(seed: seed)
        for step in 1...steps {
            try run.liveThroughAStep()
            if step == steps || run.random.below(max(1, steps / crashes)) == 0 { try run.crash() }
            if !run.findings.isEmpty { return run }
        }
        try run.finish()
        return run
    }

    private init(seed: UInt64) throws {
        random = Seeded(seed: seed ^ 0xC4A5_4ED1_5C00_0001)
        history = try History(seed: seed, edition: .seventh)
        translation = try Translation(history.head, start: history.start)
        let first = translation.programme.book.set(at: .earliest)
        rules[first.version] = first
        disk = try CrashDisk()
        for command in translation.setting { clients.add(nil, command, by: .administrator) }
        try open()
        // A company is there before it works, and before anything crashes.
        server?.send(clients.parcels, inOrder: true)
        for parcel in clients.parcels { clients.answer(parcel.number) }
        founded = disk.disk.changeCount
    }

    var now: Periods.Instant { Periods.Instant(seconds: Int64(history.model.now)) }

    mutating func open() throws {
        server = try Server(on: disk, at: now, batchLimit: random.one([1, 2, 5, 256]), translation.programme, rules)
        server?.runtime.work()
    }

    mutating func find(_ what: String) { findings.append("\(random.seed ^ 0xC4A5_4ED1_5C00_0001): \(what)") }

    // MARK: Living

    private mutating func liveThroughAStep() throws {
        let (step, _) = try history.next()
        server?.setClock(now)
        for tree in Translation.single(step) {
            guard case .command(let command, let actor)? = try translation.deeds(of: tree, at: history.model.now).first else { continue }
            if let publication = (command as? Publish)?.publication { rules[publication.set.version] = publication.set }
            clients.add(tree, command, by: actor)
        }
        guard clients.isWaiting, random.chance(70) else { return }
        let isFull = random.chance(6)
        if isFull { disk.disk.fail(random.one([.write, .sync]), .full, after: random.below(30), times: random.pick(1...4)) }
        send(all: false)
        if isFull {
            disk.disk.heal()
            send(all: false)
        }
        if random.chance(8) { server?.runtime.checkpoint() }
    }

    private mutating func send(all: Bool) {
        guard let server else { return }
        let known = server.acknowledged.count
        server.send(clients.send(&random, all: all))
        for answer in server.acknowledged.dropFirst(known) { clients.answer(answer.parcel) }
    }

    // MARK: Crashing

    /// The process is gone, perhaps with the power; what the disk still has is opened again.
    private mutating func crash() throws {
        crashes += 1
        let changes = disk.disk.changeCount
        let cut = max(founded, changes - random.below(random.chance(70) ? 121 : changes + 1))
        founded = 0
        let (left, lastMark) = try disk.crashed(before: cut, losing: random.chance(75) ? .power : .process, &random)
        let lines = server?.lines ?? [], known = (server?.acknowledged ?? []).prefix((lastMark ?? -1) + 1)
        // The connection is closed before its disk goes.
        server = nil
        disk = left
        try open()
        guard let server else { return }

        let before = kept.last?.head ?? .none
        let survived = server.runtime.database.head
        // What the new process did by itself when it was opened comes after.
        let own = Int64(server.lines.count)
        let number = survived.number - own
        if number < before.number { return find("commit \(before.number) of an earlier life is lost: \(number)") }
        if let last = known.last, number < last.commit { return find("commit \(last.commit) was acknowledged and is lost") }
        kept += lines.filter { $0.head.number <= number }
        if let last = kept.last, number > 1, last.head.number != number { return find("commit \(number) was never made") }
        for answer in known {
            answered.insert(answer.parcel)
            if case .done(_, let command?) = answer.reply, command > kept.last?.head.lastCommand ?? 0 { find("command \(command) was acknowledged and is lost") }
        }
        clients.forget(allBut: answered)
        let head = kept.last?.head
        let report = Verification.verify(server.runtime.database, head: number > 1 ? head?.hash : nil, scratch: disk.folder + "/scratch.db")
        for finding in report.findings { find("after crash \(crashes): \(finding)") }
    }

    // MARK: The end

    private mutating func finish() throws {
        for _ in 0..<3 where clients.isWaiting { send(all: true) }
        if clients.isWaiting { find("something is never answered") }
        answers = (server?.acknowledged.count ?? 0) + answered.count
        kept += server?.lines ?? []
        commands = kept.reduce(0) { $0 + $1.commands.count }
        try checkRepetition()
        // Its connection is closed there: nothing may hold it here.
        try checkRestart()
        try checkAccepted()
    }

    /// Everything that has a name is sent once more: it changes nothing.
    private mutating func checkRepetition() throws {
        guard let server else { return }
        let named = clients.parcels.filter(\.command.hasIdentity)
        let head = server.runtime.database.head, done = Set(kept.flatMap(\.commands).compactMap(\.identity))
        let known = server.acknowledged.count
        server.send(named.filter { done.contains($0.identity) })
        for answer in server.acknowledged.dropFirst(known) {
            guard case .done(let receipt, nil) = answer.reply, receipt.isRepetition else { return find("a repetition is answered \(answer.reply)") }
        }
        if server.runtime.database.head != head { find("a repetition was written") }
    }

    private mutating func checkRestart() throws {
        let before = try server.map { try Snapshot(of: $0.runtime) }
        server = nil
        let path = disk.path, reader = Server.reader(translation.programme, rules)
        try open()
        guard let server else { return }
        let after = try Snapshot(of: server.runtime)
        for what in before?.differences(from: after) ?? [] { find("the \(what) are not the same after a restart") }
        let report = Verification.verify(server.runtime.database, head: kept.last?.head.hash, reader: reader, scratch: path + "-scratch")
        for finding in report.findings { find("in the end: \(finding)") }
    }
}
