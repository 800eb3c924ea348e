import Identity
import Mailboxes
import PointsEngine
import Runtime
import Store

/// For threads that may wait: command lines and long work, never the web's thread.
extension Runtime {
    /// Reads committed data.
    func reading<Value: Sendable>(_ body: @escaping @Sendable (Reader) throws -> Value) throws -> Value {
        let answer = BlockingPromise<Result<Value, any Error>>()
        readers.read { reader in answer.fulfil(Result { try body(reader.get()) }) }
        return try answer.wait().get()
    }

    /// Writes beside the engine, with a line in the audit trail.
    func writing(_ note: Note?, by actor: Actor, from address: String? = nil, _ work: @escaping @Sendable (Database) throws -> Void) throws {
        let done = BlockingPromise<Result<Void, any Error>>()
        write(note, by: actor, from: address, work) { done.fulfil($0) }
        try done.wait().get()
    }

    /// Carries out commands one after the other.
    /// - Throws: the first refusal; what was done before it stays.
    package func carryingOut(_ commands: [any Command], by actor: Actor, from address: String? = nil, priority: Submission.Priority = .person) throws {
        for case .refused(let refusal) in carryOut(commands, by: actor, from: address, priority: priority) { throw refusal }
    }

    /// What is in force after the last commit.
    package var programme: Programme {
        get throws { try inspecting { _, current in current } }
    }
}
