import Identity
import JSON
import PointsEngine
import RuleEngine

/// What is kept of a decided command as bytes, made before the transaction begins.
struct EncodedCommand {
    let kind: String
    let subject: String?
    let body: [UInt8]
    /// Of an activity: what was decided about it.
    let outcome: [UInt8]?

    /// - Throws: `DamagedRecord` for an activity that nothing was decided about.
    init(_ content: DecidedCommand.Content) throws {
        switch content {
        case .note(let note): (kind, subject, body, outcome) = (note.kind, note.subject, JSONValue.object(note.detail).bytes, nil)
        case .command(let command, let receipt):
            (kind, subject, body) = (type(of: command).name, command.subject, command.body)
            guard command is RecordActivity else {
                outcome = nil
                return
            }
            guard let receipt = receipt as? ActivityReceipt else { throw DamagedRecord("an activity without a decision") }
            var writer = JSONWriter(reservingCapacity: 900)
            receipt.recorded.decision.write(to: &writer)
            outcome = writer.bytes
        }
    }
}
