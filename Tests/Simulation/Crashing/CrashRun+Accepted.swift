import Identity
import Invariants
import NaiveModel
import Periods
import PointsEngine
import Simulation
import Store

/// What was accepted, as the naive model and an engine in memory live through it.
extension CrashRun {
    mutating func checkAccepted() throws {
        guard let server else { return }
        let accepted = try acceptedParcels()
        var model = Model(company: try NaiveModel.Company(reading: .map(history.head)), start: history.start)
        // The server ran before it had people.
        model.missOpenings(until: history.start)
        var engine = MemoryEngine(translation.programme, now: Periods.Instant(seconds: Int64(history.start)))
        for (parcel, at) in accepted {
            try engine.advance(to: at)
            if case .refused(let refusal) = try engine.carryOut(parcel.command, by: parcel.actor) { return find("accepted, and refused when it is lived through again: \(refusal.code)") }
            guard let tree = parcel.tree else { continue }
            let result = try model.run(.map([.init("at", .string(InstantText.write(Int(at.seconds))))] + tree.pairs))
            if let answer = result.answers.first, answer.code != nil { return find("\(tree.flow.prefix(300)) was accepted, the model says \(answer.code ?? "")") }
        }
        model.advance(to: history.model.now)
        try engine.advance(to: now)
        let reader = try Reader(disk.path)
        let seen = try Seen(server.runtime.facts) { try reader.archive(board: $0, period: $1) }
        var comparison = Comparison()
        for difference in try comparison.wholeDifferences(model, seen, server.runtime.programme, now) { find(difference) }
        if engine.facts.entries != seen.entries { find("the ledger is not that of an engine in memory") }
        var invariants = Invariants()
        for violation in try invariants.violations(of: engine) { find(violation) }
    }

    /// The parcels that became commands, in the order of their numbers, with the instants at which they were decided; each identity once, but
    /// for changes of a member and publications, which may be said again.
    private mutating func acceptedParcels() throws -> [(Parcel, Periods.Instant)] {
        let parcels = Dictionary(clients.parcels.map { ($0.identity, $0) }, uniquingKeysWith: { first, _ in first })
        var seen: Set<String> = []
        var accepted: [(Parcel, Periods.Instant)] = []
        for command in kept.flatMap(\.commands) {
            guard let identity = command.identity, command.actor != .system else { continue }
            guard let parcel = parcels[identity] else {
                find("nobody sent \(identity)")
                continue
            }
            if !seen.insert(identity).inserted, !parcel.command.maybeSaidAgain { find("\(identity) was done twice") }
            accepted.append((parcel, command.at))
        }
        return accepted
    }
}

extension DecidedCommand {
    /// Nil for notes.
    var identity: String? {
        guard case .command(let command, _) = content else { return nil }
        return command.identity(by: actor)
    }
}

extension Command {
    fileprivate var maybeSaidAgain: Bool { self is ChangeMember || self is Publish }
}
