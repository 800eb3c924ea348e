import Identity
import JSON
import Periods
import PointsEngine
import Projection
import Store

/// A redemption as its reader may see it, with what the reader may do.
struct RedemptionView: Sendable {
    let directory: Directory
    let caller: Caller
    let now: Instant
    var available: Points?

    func write(_ request: Request, to writer: inout JSONWriter) {
        guard case .redemption(let id, let quantity, _) = request.kind, let member = request.member else { return writer.null() }
        let people = PersonView(directory: directory, now: now)
        let reward = directory.rewards[id]
        writer.object { writer in
            writer.member("id", request.id.inPath)
            writer.object("reward") { writer in
                writer.member("id", id)
                writer.member("title", reward?.title.json ?? .object(["en": .string(id)]))
                writer.member("kind", reward?.kind.rawValue ?? "gift")
                writer.member("picture", orNull: reward?.picture)
            }
            writer.key("member")
            people.write(member, to: &writer, withTeam: true)
            writer.member("count", quantity)
            writer.member("points", request.points)
            writer.member("state", request.state.rawValue)
            writer.member("requested", request.created.rfc3339)
            writer.array("steps") { writer in
                for step in request.steps {
                    writer.object { writer in
                        writer.member("state", step.state.rawValue)
                        writer.member("at", step.at.rfc3339)
                        writer.key("actor")
                        people.actor(step.actor, to: &writer)
                        writer.member("comment", orNull: step.comment)
                        if let absent = step.onBehalf {
                            writer.key("for")
                            people.write(absent, to: &writer)
                        }
                    }
                }
            }
            writer.member("answered", request.answers != nil && (request.closed.map { now < $0.adding(seconds: RewardAnswers.days * 86_400) } ?? true))
            writer.member("may", rights(request))
            writer.member("etag", "\(request.steps.count)")
            writer.member("available", ifPresent: available)
        }
    }

    /// What the engine would let the reader do now.
    private func rights(_ request: Request) -> [String] {
        let rights = directory.rights(of: caller, at: now)
        var may: [String] = []
        if [.requested, .approved].contains(request.state), rights.mayCancel(request) { may.append("cancel") }
        if request.state == .approved, rights.mayFulfil(request) { may.append("fulfil") }
        return may
    }
}
