import JSON
import PointsEngine
import Runtime
import Store
import Web

/// `POST /clock/accept`: an administrator has looked at the server's clock, and it is right. What waited for it goes on.
enum AcceptClockCall {
    static let endpoint = Endpoint(
        .post, "/clock/accept", .atLeast(.admin, .admin),
        "Say that the server's clock, which has jumped ahead, is right: what waited for it goes on. 409 where it is not doubted.",
        gives: .nothing
    ) { call in
        guard let timekeeper = call.site.services.runtime.timekeeper, let doubt = timekeeper.doubt else {
            throw Problem(.conflict, "the clock is not doubted")
        }
        // Noted at the believed time, before what comes after it is dated by the new one.
        let note = Note(
            kind: "clock-accepted", subject: nil,
            detail: ["believed": .string(doubt.believed.rfc3339), "wall": .string(doubt.wall.rfc3339)])
        let runtime = call.site.services.runtime
        if let nodes = call.site.nodes, !runtime.leads {
            // It is this node's clock; the audit trail is the leader's.
            var notes = NodeNotes()
            notes.lines = [NodeNotes.Line(note: note, actor: call.caller.actor, address: call.address)]
            nodes.tell(NodeCalls.notes, notes.json)
            timekeeper.accept()
            runtime.wake()
            return call.reply.answer(.noContent)
        }
        call.write(note, { _ in }) {
            timekeeper.accept()
            runtime.wake()
            return .noContent
        }
    }.onAnyNode()
}
