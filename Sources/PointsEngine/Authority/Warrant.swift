import Identity
import JSON
import RuleEngine

/// By what right a publication comes in force; the trail keeps it.
package enum Warrant: Hashable, Sendable {
    /// The owner's own hand: the command line, and the folder that the server watches.
    case owner
    /// Somebody else seconds a draft.
    case seconded(RequestID, comment: String?)
    /// The company asks for no second.
    case unseconded(needs: Role)
    /// There is no other administrator.
    case onlyAdministrator

    /// Whether a draft is decided by it.
    package var seconds: Bool { if case .seconded = self { true } else { false } }
}

extension Warrant {
    /// Members of an object that is open already. The owner's is told by the actor.
    func write(to writer: inout JSONWriter) {
        switch self {
        case .owner: writer.member("second", "none: the owner's own hand")
        case .onlyAdministrator: writer.member("second", "none: the only administrator")
        case .unseconded(let needs):
            writer.member("second", "none: not asked for")
            writer.member("needs", needs.rawValue)
        case .seconded(let id, let comment):
            writer.member("seconds", id.text)
            writer.member("comment", ifPresent: comment)
        }
    }

    init(stored fields: Fields) throws {
        if let id = try fields.optionalText("seconds") {
            self = .seconded(RequestID(id), comment: try fields.optionalText("comment"))
        } else if fields.has("needs") {
            self = .unseconded(needs: try fields.choice("needs"))
        } else {
            self = try fields.text("second").hasSuffix("administrator") ? .onlyAdministrator : .owner
        }
    }
}

extension Draft {
    /// Whether the actor may put it in force, by the right that it names. A draft that is seconded is decided herewith.
    ///
    /// - Parameter state: what becomes of the draft.
    func take(_ warrant: Warrant, for version: String, to state: Request.State) throws {
        switch warrant {
        case .owner:
            guard !actor.isPerson else { throw Refusal(.notPermitted) }
        case .unseconded(let needs):
            guard try !company.publishing.needsSecond && rights.mayPublish(needs) else { throw Refusal(.notPermitted) }
        case .onlyAdministrator:
            guard try rights.role == .admin else { throw Refusal(.notPermitted) }
        case .seconded(let id, let comment):
            guard var request = try overlay.request(id), request.kind == .publication(version: version) else { throw Refusal(.notFound) }
            let isUnderWay = programme.announced?.warrant == warrant && request.state == .approved
            guard try isUnderWay || rights.mayDecide(request) else { throw Refusal(.notPermitted) }
            guard isUnderWay || request.isOpen else { throw Refusal(.alreadyDecided) }
            request.step(to: state, by: actor, at: now, comment: isUnderWay ? nil : comment)
            overlay.changes.requests[id] = request
        }
    }
}
