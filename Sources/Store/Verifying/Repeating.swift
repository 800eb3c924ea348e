import JSON
import Periods
import PointsEngine

/// Decides the commands of one commit again, on the facts before it: for who verifies, and for who follows a log.
struct Repeating {
    let reader: ProgrammeReader

    /// What came of it.
    struct Decided {
        let commands: [DecidedCommand]
        let changes: BatchChanges
        /// What stands in sealed bodies in place of what they say of people, by the number of the command.
        let commitments: [Int64: JSONObject]
        let at: Instant
        /// What is in force after it; nil: nothing is yet.
        let programme: Programme?
    }

    enum Result {
        case decided(Decided)
        case differs(Finding)
    }

    /// The batch is gone when it returns, so that the facts may change.
    func decide(_ rows: [CommandRow], on facts: StoredFacts, under current: Programme?) throws -> Result {
        var programme = current, batch: Batch?
        var commitments: [Int64: JSONObject] = [:]
        let stored = try rows.map { try $0.command(reader.rules) }
        let undone = Set(stored.compactMap { ($0 as? RecordActivity)?.activity.link?.target })
        for (row, command) in zip(rows, stored) {
            // What a command brought with it was decided with it; the seal tells whether it is the same.
            if let last = batch?.commands.last, row.number <= last.number { continue }
            commitments[row.number] = row.commitments
            if command != nil, programme == nil { return .differs(Finding("command \(row.number)", "nothing is configured before it")) }
            let after = try row.programme(after: programme, reader)
            guard let before = programme ?? after else { return try note(row) }
            if batch == nil { batch = Batch(on: facts, under: before, at: row.recorded) }
            batch?.at = row.recorded
            if let command {
                let isUndone = (command as? RecordActivity).map { undone.contains($0.activity.key) } ?? false
                guard let outcome = try batch?.decide(command, by: row.actor, from: row.address, isUndoneLater: isUndone).outcome else { continue }
                if case .refused(let refusal) = outcome { return .differs(Finding("command \(row.number)", "is refused today: \(refusal.words)")) }
            } else {
                try batch?.add(try row.note, by: row.actor, from: row.address)
            }
            programme = after
            // The files of a publication hold what only the reader knows to read.
            if let after { batch?.programme = after }
        }
        return .decided(
            Decided(
                commands: batch?.commands ?? [], changes: batch?.changes ?? BatchChanges(), commitments: commitments, at: batch?.at ?? .earliest,
                programme: programme))
    }

    /// A note from before anything was configured; it is a commit of its own.
    private func note(_ row: CommandRow) throws -> Result {
        let note = DecidedCommand(
            number: row.number, at: row.recorded, actor: row.actor, address: row.address, content: .note(try row.note), changes: Changes())
        return .decided(Decided(commands: [note], changes: BatchChanges(notes: 1), commitments: [:], at: row.recorded, programme: nil))
    }
}
