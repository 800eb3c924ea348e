import Identity
import JSON
import Periods
import RuleEngine

/// A draft of a publication, kept until somebody else seconds it (points.md, "Publishing"): `Publish` with its id does, and `DecideRequest`
/// refuses it. The request of the same id is what is decided.
///
/// Refusals: `conflict`, `not-permitted`.
package struct Proposal: Command, Hashable {
    package static let name = "propose"
    package static let group: AuditGroup? = .publication


    /// A thing that it changes, in the words of the files.
    package struct Change: Hashable, Sendable {
        package let weight: PublicationWeight
        /// `rule`, `metric`, `board`, `company`, `reward`, `tier`, `try`.
        package let kind: String
        /// Which of them; empty for the company.
        package let name: String
        /// The key of the file that differs, or `added` or `removed`.
        package let what: String

        package init(_ weight: PublicationWeight, _ kind: String, _ name: String, _ what: String) {
            (self.weight, self.kind, self.name, self.what) = (weight, kind, name, what)
        }
    }

    package let id: RequestID
    /// Of its rule set.
    package let version: String
    package let effective: Instant?
    package let reason: String?
    package let needs: Role
    package let changes: [Change]
    /// The files, by path.
    package let source: [String: String]
    /// Tells the files on which it was drafted: what was published since must not be undone unseen.
    package let base: String

    /// The files of a draft, and those on which it was drafted.
    package struct Files: Hashable, Sendable {
        package let source: [String: String]
        package let base: String

        package init(_ source: [String: String], on base: String) { (self.source, self.base) = (source, base) }
    }

    package init(id: RequestID, version: String, effective: Instant?, reason: String?, needs: Role, changes: [Change], _ files: Files) {
        self.id = id
        self.version = version
        self.effective = effective
        self.reason = reason
        self.needs = needs
        self.changes = changes
        source = files.source
        base = files.base
    }

    /// How the ids of proposals begin.
    package static let idPrefix = "publication-"

    package var subject: String? { id.text }

    package func write(to writer: inout JSONWriter) {
        writer.member("version", version)
        writer.member("effective", ifPresent: effective)
        writer.member("reason", ifPresent: reason)
        writer.member("needs", needs.rawValue)
        writer.member("base", base)
        writer.list("changes", changes) { writer, change in
            writer.object { writer in
                writer.member("weight", change.weight.rawValue)
                writer.member("kind", change.kind)
                writer.member("name", change.name)
                writer.member("what", change.what)
            }
        }
        writer.files(source)
    }

    package init(from stored: StoredCommand) throws {
        try self.init(id: RequestID(try stored.subject), stored: try stored.fields)
    }

    package init(id: RequestID, stored fields: Fields) throws {
        self.init(
            id: id, version: try fields.text("version"), effective: try fields.optionalInstant("effective"), reason: try fields.optionalText("reason"),
            needs: try fields.choice("needs"),
            changes: try fields.list("changes") { value in
                let change = try Fields(value, fields.place)
                return Change(try change.choice("weight"), try change.text("kind"), try change.text("name"), try change.text("what"))
            },
            Files(try fields.files(), on: try fields.text("base")))
    }

    package func carryOut(on draft: Draft) throws -> RequestReceipt { try draft.propose(self) }
}

extension Draft {
    fileprivate func propose(_ proposal: Proposal) throws -> RequestReceipt {
        if let known = try overlay.request(proposal.id) {
            guard known.kind == .publication(version: proposal.version), known.requester == actor else { throw Refusal(.conflict, at: "/id") }
            return RequestReceipt(known, .repeated)
        }
        guard try rights.mayPublish(proposal.needs) else { throw Refusal(.notPermitted) }
        var request = Request(
            id: proposal.id, kind: .publication(version: proposal.version), member: nil, requester: actor, points: 0,
            authority: proposal.needs, created: now)
        request.step(to: .requested, by: actor, at: now, comment: proposal.reason)
        overlay.changes.requests[proposal.id] = request
        return RequestReceipt(request, .asked)
    }
}
