import Identity
import JSON

/// Joins in somebody's thanks; once is enough.
///
/// Refusals: `not-found` (hidden ones too), `not-permitted` (nobody but members; neither of the two), `limit-reached`.
package struct ClapKudos: Command, Hashable {
    package static let name = "clap-kudos"
    /// Nobody audits applause.
    package static let group: AuditGroup? = nil

    package let id: RequestID

    package init(_ id: RequestID) { self.id = id }

    package var subject: String? { id.text }
    package init(from stored: StoredCommand) throws { id = RequestID(try stored.subject) }

    package func carryOut(on draft: Draft) throws -> Configured<Kudos> { try draft.clap(id) }
}

extension Draft {
    fileprivate func clap(_ id: RequestID) throws -> Configured<Kudos> {
        guard let member = actor.member, try rights.role != nil else { throw Refusal(.notPermitted, at: nil, "members clap") }
        guard var kudos = try overlay.find(Kudos.self, id), kudos.hidden == nil else { throw Refusal(.notFound) }
        guard member != kudos.from, member != kudos.to else { throw Refusal(.notPermitted, at: nil, "others clap") }
        guard !kudos.claps.contains(member) else { return Configured(kudos, isRepetition: true) }
        guard kudos.claps.count < Kudos.mostClaps else { throw Refusal(.limitReached) }
        kudos.claps.append(member)
        overlay.changes.kudos[id] = kudos
        return Configured(kudos)
    }
}
