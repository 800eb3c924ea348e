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
    /// What it says of a person, which stands beside it.
    private(set) var personal: PersonalValues?

    /// - Parameter commitments: those that its body was sealed with before, where it is decided again; nil: new ones.
    /// - Throws: `DamagedRecord` for an activity that nothing was decided about.
    init(_ content: DecidedCommand.Content, sealedWith commitments: JSONObject? = nil, salt: () -> [UInt8] = PersonalValues.randomSalt) throws {
        switch content {
        case .note(let note): (kind, subject, body, outcome) = (note.kind, note.subject, JSONValue.object(note.detail).bytes, nil)
        case .command(let command, let receipt):
            (kind, subject) = (type(of: command).name, command.subject)
            (body, personal) = Self.sealedBody(of: command, commitments, salt)
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

    private static func sealedBody(of command: any Command, _ known: JSONObject?, _ salt: () -> [UInt8]) -> ([UInt8], PersonalValues?) {
        let fields = type(of: command).personal, bytes = command.body
        guard !fields.isEmpty, var body = (try? JSONValue.parse(bytes))?.object, let values = PersonalValues(takingFrom: &body, fields, salt: salt) else { return (bytes, nil) }
        body[PersonalField.key] = .object(known ?? values.commitments)
        return (JSONValue.object(body).bytes, known == nil ? values : nil)
    }
}
