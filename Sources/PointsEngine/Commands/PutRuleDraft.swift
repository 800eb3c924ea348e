import Identity
import JSON
import RuleEngine

/// A draft of the rules, new (`revision` nil) or as it is now. Only its author goes on with it; others begin their own from it.
///
/// A trial is kept with what was tried: where the files are others than those of the trial, it is gone.
///
/// Refusals: `malformed`, `not-permitted`, `conflict`, `not-found`, `stale`, `too-large`, `limit-reached`.
package struct PutRuleDraft: Command, Hashable {
    package static let name = "put-rule-draft"
    package static let group: AuditGroup? = nil

    package let id: String
    package let title: String
    package let files: [String: String?]
    package let trial: RuleDraft.Trial?
    package let revision: Int64?

    package init(id: String, title: String, files: [String: String?], trial: RuleDraft.Trial? = nil, revision: Int64?) {
        (self.id, self.title, self.files, self.trial, self.revision) = (id, title, files, trial, revision)
    }

    package var subject: String? { id }

    package func write(to writer: inout JSONWriter) {
        writer.member("title", title)
        writer.member("files", .object(RuleDraft.json(of: files)))
        if let trial { writer.member("trial", trial.json) }
        writer.member("revision", ifPresent: revision)
    }

    package init(from stored: StoredCommand) throws {
        let fields = try stored.fields
        self.init(
            id: try stored.subject, title: try fields.text("title"), files: try RuleDraft.files(fields),
            trial: fields.has("trial") ? try RuleDraft.Trial(fields.fields("trial")) : nil, revision: try fields.optionalInteger("revision"))
    }

    package func carryOut(on draft: Draft) throws -> Configured<RuleDraft> { try draft.put(self) }
}

extension Draft {
    fileprivate func put(_ put: PutRuleDraft) throws -> Configured<RuleDraft> {
        guard try role() >= .manager else { throw Refusal(.notPermitted) }
        guard Identifier<IdentifierKind.Key>(put.id).isWellFormed else { throw Refusal(.malformed, at: "/id") }
        guard 1...RuleDraft.longestTitle ~= put.title.count else { throw Refusal(.malformed, at: "/title", "1 to \(RuleDraft.longestTitle) characters") }
        let size = put.files.reduce(0) { $0 + $1.key.utf8.count + ($1.value?.utf8.count ?? 0) }
        guard size <= RuleDraft.largest else { throw Refusal(.tooLarge, at: "/files") }
        let known = try overlay.find(RuleDraft.self, put.id)
        guard known == nil || known?.author == actor else { throw Refusal(.notPermitted) }
        var draft = known ?? RuleDraft(id: put.id, title: put.title, author: actor, created: now, files: put.files)
        if put.revision == nil, let known, known.title == put.title, known.files == put.files { return Configured(known, isRepetition: true) }
        draft.revision = try nextRevision(put.revision, known: known?.revision)
        if draft.files != put.files { draft.trial = nil }
        (draft.title, draft.files, draft.changed) = (put.title, put.files, now)
        draft.trial = put.trial ?? draft.trial
        overlay.changes.ruleDrafts[put.id] = draft
        return Configured(draft)
    }
}
