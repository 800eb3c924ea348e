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
            Submission(items.map(\.command), by: actor, from: address, priority: .bulk) { replies in
                reply(zip(replies, items).map { ImportVerdict($0, of: $1) })
            })
    }

    package func names() throws -> ImportNames { try ImportNames(of: runtime) }
}

extension ImportNames {
    /// Everybody whom the database knows.
    init(of runtime: Runtime) throws {
        let reader = try runtime.readers.own()
        self.init(members: try reader.members().map(\.id.text), teams: try reader.teams().map(\.id.text))
    }
}
