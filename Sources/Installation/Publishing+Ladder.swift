import Files
import Identity
import Mailboxes
import Periods
import PointsEngine
import RuleEngine
import Runtime
import Store

/// Publishing by those for whom the ladder of authority holds (points.md, "Publishing").
extension Publishing {
    /// Who publishes, and what is known of them.
    package struct Publisher: Sendable {
        package let actor: Actor
        /// Nobody else could second what an administrator drafts.
        package let isOnlyAdministrator: Bool
        package let address: String?

        package init(_ actor: Actor, isOnlyAdministrator: Bool, from address: String?) {
            self.actor = actor
            self.isOnlyAdministrator = isOnlyAdministrator
            self.address = address
        }
    }

    /// What comes of a draft.
    package enum Result: Sendable {
        case published(Outcome)
        /// Somebody else has to second it.
        case waiting(Request)
    }

    /// What somebody wants to put in force.
    package struct Drafted: Sendable {
        package let folder: RulesFolder
        package let effective: Instant?
        package let reason: String?
        package let changes: [Proposal.Change]
        /// The least role, by the company in force.
        package let needs: Role

        package init(_ folder: RulesFolder, effective: Instant?, reason: String?, _ changes: [Proposal.Change], under company: Company) {
            self.folder = folder
            self.effective = effective
            self.reason = reason
            self.changes = changes
            needs = company.publishing.role(for: changes.map(\.weight))
        }
    }

    /// Puts a draft in force, or keeps it until it is seconded.
    ///
    /// - Parameter id: of the request that waits; the same again is one.
    /// - Throws: `Refusal` with `not-permitted` where the role is below what it changes; what `publish` throws.
    package func publish(_ draft: Drafted, by publisher: Publisher, as id: RequestID, at now: Instant) throws -> Result {
        if draft.effective == nil, draft.folder.sources.files == (try files()) {
            // Nothing changes, and nobody need look at it.
            return .published(try publish(draft.folder, reason: draft.reason, by: publisher.actor, from: publisher.address, at: now))
        }
        guard try mayPublish(draft.needs, publisher, at: now) else {
            let heaviest = draft.changes.map(\.weight).max() ?? .rules
            throw Refusal(.notPermitted, at: nil, "this changes \(heaviest.rawValue): \(draft.needs.rawValue) or above publishes it")
        }
        let warrant: Warrant
        if try !programme.company.publishing.needsSecond {
            warrant = .unseconded(needs: draft.needs)
        } else if publisher.isOnlyAdministrator {
            warrant = .onlyAdministrator
        } else {
            return .waiting(try keep(draft, by: publisher, as: id, at: now))
        }
        return .published(
            try publish(draft.folder, effective: draft.effective, reason: draft.reason, by: publisher.actor, from: publisher.address, warrant: warrant, at: now))
    }

    private func mayPublish(_ needs: Role, _ publisher: Publisher, at now: Instant) throws -> Bool {
        try runtime.inspecting { facts, _ in try Rights(of: publisher.actor, among: facts, at: now).mayPublish(needs) }
    }

    private func keep(_ draft: Drafted, by publisher: Publisher, as id: RequestID, at now: Instant) throws -> Request {
        try check(draft.folder, effective: draft.effective, at: now)
        let proposal = Proposal(
            id: id, version: draft.folder.ruleSet.version, effective: draft.effective, reason: draft.reason, needs: draft.needs, changes: draft.changes,
            Proposal.Files(draft.folder.sources.files, on: try base()))
        for case .done(let receipt as RequestReceipt, _) in try carryingOut(proposal, by: publisher) where receipt.step == .asked { return receipt.request }
        guard let request = try request(id) else { throw Refusal(.notFound) }
        return request
    }

    /// Seconds a draft: it comes in force as it was drafted, unless something else was published since.
    ///
    /// - Throws: `Refusal` with `not-found`, `not-permitted`, `already-decided`, `stale` (published since), `bad-time` (its date has passed).
    package func second(_ proposal: Proposal, comment: String?, by publisher: Publisher, at now: Instant) throws -> Outcome {
        guard try base() == proposal.base else { throw Refusal(.stale, at: nil, "other rules were published since it was drafted: draft it again") }
        let folder = try RulesFolder(RuleSources(files: proposal.source), zones: zones)
        return try publish(
            folder, effective: proposal.effective, reason: proposal.reason, by: publisher.actor, from: publisher.address,
            warrant: .seconded(proposal.id, comment: comment), at: now)
    }

    /// Tells files from others, to the byte.
    package static func base(of files: [String: String]) -> String { Installation.mark(of: RuleSources(files: files)) }

    private func base() throws -> String { Self.base(of: try files()) }
}
