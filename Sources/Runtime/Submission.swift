import Identity
import PointsEngine
import Store

/// Commands that somebody wants carried out, in their order, and whom to tell.
package struct Submission: Sendable {
    package enum Priority: Sendable {
        /// Somebody is waiting in front of a page.
        case person
        /// Imports and integrations: taken when no person waits.
        case bulk
    }

    package let commands: [any Command]
    package let actor: Actor
    /// Where it came from, for the audit trail.
    package let address: String?
    package let priority: Priority
    /// Called once, on the writer's thread, with a reply to each command in their order. It must not block.
    package let reply: @Sendable ([Reply]) -> Void

    package init(
        _ commands: [any Command], by actor: Actor, from address: String? = nil, priority: Priority = .person, reply: @escaping @Sendable ([Reply]) -> Void
    ) {
        self.commands = commands
        self.actor = actor
        self.address = address
        self.priority = priority
        self.reply = reply
    }

    /// The most commands in one submission.
    package static let maximumCommands = 1_000
}

/// What became of a command.
package enum Reply: Sendable {
    /// It is on disk. `number` is that of the command; nil where nothing had to be written, because it was done before.
    case done(any Receipt, number: Int64?)
    /// Nothing was written. `read-only` and `overloaded` mean: the same again, later.
    case refused(Refusal)

    /// What came of a command that was decided in a batch.
    package init(_ outcome: Outcome, number: Int64?) {
        switch outcome {
        case .refused(let refusal): self = .refused(refusal)
        case .done(let receipt, _): self = .done(receipt, number: number)
        }
    }
}

/// Writes beside the engine (accounts, sessions, settings), and the line of the audit trail that tells of them.
struct WriterJob: Sendable {
    let actor: Actor
    let address: String?
    /// Nil: nothing that anyone would look for later, such as a session that was used.
    let note: Note?
    let work: @Sendable (Database) throws -> Void
    /// Called once, on the writer's thread: nil when it is on disk.
    let reply: @Sendable ((any Error)?) -> Void
}

/// What a runtime answers instead of doing something; it says nothing about what was asked for.
package struct Unavailable: Error, Hashable, Sendable, CustomStringConvertible {
    /// `read-only`: the disk refuses writes. `overloaded`: too much is waiting. `unavailable`: the disk cannot be read.
    package let code: Code

    package init(code: Code) { self.code = code }

    var refusal: Refusal { Refusal(code) }
    package var description: String { code.words }
}
