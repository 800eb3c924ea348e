import Identity
import JSON
import PointsEngine
import Store
import Web

/// Drafts of the rules, kept on the server: `GET /rules/drafts`, `POST /rules/drafts`, `GET/PUT/DELETE /rules/drafts/{id}`. Their authors
/// alone change and propose them; all who read rules see them, with what differs.
enum RuleDraftCalls {
    static let list = Endpoint(
        .get, "/rules/drafts", .atLeast(.manager, .read), "Drafts of the rules, those touched last first.", gives: .json(.page(.object(RuleDraftView.brief)))
    ) { call in
        let view = RuleDraftView(call)
        call.read { reader in
            let drafts = try reader.ruleDrafts(), inForce = try reader.ruleFiles()
            return .list(drafts) { draft, writer in
                writer.object { writer in
                    view.write(draft, inForce: inForce, to: &writer)
                    writer.member("files", draft.files.keys.sorted())
                }
            }
        }
    }

    static let read = Endpoint(
        .get, "/rules/drafts/{id}", .atLeast(.manager, .read), "A draft, and what it changes of what is in force.", gives: .json(.object(RuleDraftView.whole))
    ) { call in
        let id = call.path("id"), view = RuleDraftView(call)
        call.read { reader in
            guard let draft = try reader.ruleDraft(id) else { throw Problem.notFound }
            return view.response(draft, inForce: try reader.ruleFiles())
        }
    }

    static let new = Endpoint(
        .post, "/rules/drafts", .atLeast(.manager), "Begin a draft: files that differ from those in force, null for one that goes.",
        takes: Input(body: .json(["title": .text, "files": "Files"], upTo: DraftFiles.bodyLimit), headers: [.idempotencyKey]),
        gives: .created(.object(RuleDraftView.whole))
    ) { call in
        let id = "draft-" + (try call.requestKey("rule-draft")), view = RuleDraftView(call)
        try put(call, view, status: 201) { title, files in PutRuleDraft(id: id, title: title, files: files, revision: nil) }
    }.takingTime()

    static let change = Endpoint(
        .put, "/rules/drafts/{id}", .atLeast(.manager), "Go on with a draft of one's own.",
        takes: Input(body: .json(["title": .text, "files": "Files"], upTo: DraftFiles.bodyLimit), headers: [.ifMatch]),
        gives: .json(.object(RuleDraftView.whole))
    ) { call in
        let id = call.path("id"), revision = try call.revision(), view = RuleDraftView(call)
        try put(call, view, status: 200) { title, files in PutRuleDraft(id: id, title: title, files: files, revision: revision) }
    }

    static let delete = Endpoint(
        .delete, "/rules/drafts/{id}", .atLeast(.manager), "Throw a draft away: one's own, or as administrator any.", gives: .nothing
    ) { call in
        call.carryOut(DeleteRuleDraft(id: call.path("id"))) { _, _ in .noContent }
    }

    /// The body may be long: it is read where that holds up nobody.
    private static func put(
        _ call: Call, _ view: RuleDraftView, status: Int, _ command: @escaping @Sendable (String, [String: String?]) -> PutRuleDraft
    ) throws {
        let content = call.content, runtime = call.site.services.runtime, actor = call.caller.actor, address = call.address
        try LongWork.begin(call) { _ in
            let body = try content.object(), reader = try runtime.readers.own()
            let title = try body.text("title", upTo: RuleDraft.longestTitle), files = try DraftFiles.changed(body["files"], at: "/files")
            let replies = runtime.carryOut([command(title, files)], by: actor, from: address)
            let draft = try replies.only(answerTo: PutRuleDraft.self).value
            return view.response(draft, inForce: try reader.ruleFiles(), status: status)
        }
    }
}

extension RuleDraftView {
    init(_ call: Call) { self.init(people: PersonView(directory: call.directory, now: call.now), caller: call.caller.actor) }
}
