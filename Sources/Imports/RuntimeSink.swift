import Files
import Identity
import PointsEngine
import Runtime

/// Hands rows to the writer in this process, behind people's commands.
package struct RuntimeSink: ImportSink {
    private let runtime: Runtime
    private let actor: Actor
    private let address: String?

    package init(_ runtime: Runtime, as actor: Actor, from address: String? = nil) {
        self.runtime = runtime
        self.actor = actor
        self.address = address
    }

    package func send(_ items: [ImportedRow.Item], reply: @escaping @Sendable ([ImportVerdict]) -> Void) {
        runtime.submit(
            Submission(items.map(\.command), by: actor, from: address, priority: .bulk) { replies in reply(replies.map { ImportVerdict($0) }) })
    }
}

extension ImportVerdict {
    package init(_ reply: Reply) {
        switch reply {
        case .done(let receipt, _): self = receipt.isRepetition ? .duplicate : .recorded
        case .refused(let refusal): self.init(refusal)
        }
    }

    package init(_ refusal: Refusal) {
        switch refusal.code {
        case .readOnly, .overloaded, .clockDoubted: self = .unavailable(refusal.detail ?? refusal.code.rawValue)
        case .conflict: self = .conflicting("the same identity with other content is recorded already")
        default:
            let place = refusal.pointer.map { "\($0): " } ?? ""
            self = .refused(code: refusal.code.rawValue, message: place + (refusal.detail ?? refusal.code.rawValue))
        }
    }
}
