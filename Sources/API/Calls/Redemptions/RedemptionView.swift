import Identity
import JSON
import Periods
import PointsEngine

/// A redemption as its reader may see it, with what the reader may do.
struct RedemptionView: Sendable {
    let directory: Directory
    let caller: Caller
    let now: Instant
    var available: Points?

    func write(_ request: Request, to writer: inout JSONWriter) {
        guard case .redemption(let id, let quantity, _) = request.kind else { return writer.null() }
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
            people.write(request.member, to: &writer, withTeam: true)
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
                    }
                }
            }
            writer.member("may", .array(rights(request).map(JSONValue.string)))
            writer.member("etag", "\(request.steps.count)")
            writer.member("available", ifPresent: available)
        }
    }

    /// What the engine would let the reader do now.
    private func rights(_ request: Request) -> [String] {
        let rights = RequestRights(directory: directory, caller: caller, now: now)
        var may: [String] = []
        if rights.mayCancel(request) { may.append("cancel") }
        if rights.mayFulfil(request) { may.append("fulfil") }
        return may
    }
}

/// What a caller may do about a request, as the engine will decide it: for buttons, never instead of the engine.
struct RequestRights: Sendable {
    let directory: Directory
    let caller: Caller
    let now: Instant

    func mayDecide(_ request: Request) -> Bool {
        caller.actor.text != request.requester && mayDecide(about: request.member, authority: request.authority)
    }

    func mayCancel(_ request: Request) -> Bool {
        guard request.state == .requested || request.state == .approved else { return false }
        return caller.member == request.member || (request.authority != nil && mayDecide(request))
    }

    func mayFulfil(_ request: Request) -> Bool {
        request.state == .approved && mayDecide(about: request.member, authority: nil)
    }

    func mayDecide(about id: MemberID, authority: Role?) -> Bool {
        guard caller.member != id, caller.role >= authority ?? .manager else { return false }
        guard caller.role == .manager else { return true }
        return directory.members[id].map { directory.leads(caller, $0, at: now) } ?? false
    }
}
