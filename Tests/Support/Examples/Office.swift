import Identity
import Periods
import PointsEngine
import Store

/// A database at work: decides commands over an overlay, commits them, and keeps the facts up to date, as the server does.
package final class Office {
    package let database: Database
    package let facts: StoredFacts
    /// The same facts wholly in memory: what the database must agree with.
    package private(set) var memory = MemoryFacts()
    package private(set) var programme: Programme
    private var schedule = Schedule()
    /// Called after each commit with the number of its seal.
    package var committed: (Int) -> Void = { _ in }
    /// Called after each commit with all that it changed.
    package var follow: (Committed) -> Void = { _ in }
    package var now = Example.start

    package init(_ folder: Folder, vfs: String? = nil, programme: Programme? = nil) throws {
        database = try Database(folder.file("laurel.db"), vfs: vfs)
        self.programme = try programme ?? Example.programme()
        if database.head.number == 0 {
            try database.record(Example.configured, by: .administrator, at: now)
            try memory.apply(BatchChanges(notes: 1))
        }
        facts = try StoredFacts(of: database)
    }

    /// Decides the commands one after the other and commits them together.
    @discardableResult
    package func commit(_ commands: [any Command], by actor: Actor = .administrator) throws -> [any Receipt] {
        var batch = Batch(on: facts, under: programme, at: now)
        let receipts = try commands.compactMap { command -> (any Receipt)? in
            if case .done(let receipt, _) = try batch.decide(command, by: actor).outcome { receipt } else { nil }
        }
        try database.commit(batch.commands, batch.changes)
        committed(Int(database.head.number))
        try facts.apply(batch.changes)
        try memory.apply(batch.changes)
        programme = batch.programme
        try schedule.note(batch.changes, at: now, under: programme, given: facts)
        follow(Committed(head: database.head, at: now, commands: batch.commands, changes: batch.changes, programme: programme))
        return receipts
    }

    /// Lets time pass, with all that it brings.
    package func wait(days: Int) throws {
        let until = now.adding(seconds: Int64(days) * 86_400)
        while let step = try schedule.next(until: until, under: programme, given: facts) {
            now = max(now, step.at)
            try commit([step], by: .system)
        }
        now = until
    }

    /// Some of everything: sales, a hold, a reversal, redemptions, approvals, expiry.
    package func work() throws {
        try commit(Example.company())
        try commit([
            try Example.sale("S-1", of: "li.na", amount: 12_000, customer: "C-1", at: now), try Example.sale("S-2", of: "wang.wei", amount: 9_050, customer: "C-1", at: now),
            try Example.sale("S-3", of: "zhang.min", amount: 90_000, customer: "C-2", at: now), try Example.training("T-1", of: "li.na", at: now),
        ])
        try commit([Redeem(id: "r-1", member: "li.na", reward: "mug", quantity: 2)], by: .member("li.na"))
        let held = memory.requests.values.filter { $0.member == "zhang.min" && $0.isOpen }
        try commit(held.map { DecideRequest(id: $0.id, approve: true, comment: "checked") }, by: .member("chen.jie"))
        try commit([Adjust(id: "a-1", member: "wang.wei", points: 120, reason: "recognised")], by: .member("chen.jie"))
        try wait(days: 15)
        try commit([try Example.reversal("S-1-lost", of: "S-1", at: now), try Example.sale("S-4", of: "li.na", amount: 60_000, customer: "C-3", at: now)])
        try wait(days: 40)
        if let line = memory.entries.first(where: { $0.member == "li.na" }) {
            try commit([AskQuestion(id: "q-1", about: .init(.entry, "\(line.number)"), words: "Is this right?")], by: .member("li.na"))
            try commit([DismissInsight("me/li.na/nearest/tier/silver", reason: "I know")], by: .member("li.na"))
        }
        try commit([try Example.sale("S-5", of: "wang.wei", amount: 700, customer: "C-4", at: now)])
    }
}
