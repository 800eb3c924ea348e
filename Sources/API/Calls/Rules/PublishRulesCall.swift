import Files
import Identity
import Installation
import JSON
import Periods
import PointsEngine
import Projection
import Store
import Web

/// `POST /rules/publish` `{files, effective, reason}`, with `rules` as a list, or `{draft}`: puts a folder of rules in force, all of it at once. Its company and boards
/// hold at once, its rules from `effective` on, or from now. What was decided stays.
///
/// What it changes decides who may publish it (points.md, "Publishing"). Where another person has to second it, it is answered 202
/// and waits among the approvals.
///
/// A draft that is kept is published by its author, and only as it was tried on past facts. Where a text written for it names numbers that
/// its rule does not have, the author says by `answered` that it is meant so.
///
/// Refusals: `untried`, `unanswered` (with `contradictions`), `invalid-rules` with every place, `not-permitted` (it changes more than the caller may), `bad-time` (into the past), `conflict`
/// (time zone and currency are fixed, or another publication is being prepared).
enum PublishRulesCall {
    static let endpoint = Endpoint(
        .post, "/rules/publish", .atLeast(.manager),
        "Put a folder of rules in force. What it changes decides who may; where another person has to second it, it waits among the approvals.",
        takes: Input(
            body: .json(
                [
                    "files?": "Files", "rules?": "RulesDraft", "draft?": .text, "effective?": .orNull(.moment), "reason?": .orNull(.text),
                    "answered?": .list(.text),
                ], upTo: DraftFiles.bodyLimit),
            headers: [.idempotencyKey]),
        gives: PublishedBy.answers
    ) { call in
        let services = call.site.services, programme = call.directory.programme, publication = PublishedBy(call)
        let content = call.content, id = RequestID(Proposal.idPrefix + (try call.requestKey("publish")))
        try LongWork.begin(call) { work in
            let body = try content.object(), reader = try services.runtime.readers.own()
            let sources = try DraftFiles.read(in: body, at: "/files", reader)
            let reason = try body.optionalText("reason", upTo: 500)
            let effective = try body.moment("effective", programme.calendar)
            let folder = try RulesFolder(sources, zones: services.zones)
            try publication.checkDraft(body, folder, reader)
            return try publication.publish(folder, effective: effective, reason: reason, as: id, reader, work)
        }
    }.takingTime()
}

/// One publication on its way: who asks for it, and what they are answered.
struct PublishedBy: Sendable {
    fileprivate let caller: Caller
    private let address: String
    private let directory: Directory
    private let now: Instant

    let services: Services

    init(_ call: Call) {
        (caller, address, directory, now) = (call.caller, call.address, call.directory, call.now)
        services = call.site.services
    }

    var programme: Programme { directory.programme }

    /// Nil for the owner, for whom no ladder holds.
    func publisher(_ reader: Reader) throws -> Publishing.Publisher? {
        if case .owner = caller.kind { return nil }
        return Publishing.Publisher(
            caller.actor, isOnlyAdministrator: try caller.role == .admin && !reader.hasAdministrator(beside: caller, directory, at: now), from: address)
    }

    /// What is answered where something is in force, and where it waits.
    static let answers = Answers.json(["state": .words(["published"]), "version": .text, "effective": .instant, "removed": .list("Removed")]).or(202, PublishedBy.waiting)

    /// Puts a folder in force, or keeps it until it is seconded: by what it changes.
    func publish(
        _ folder: RulesFolder, effective: Instant?, reason: String?, as id: RequestID, _ reader: Reader, _ work: LongWork
    ) throws -> Response {
        let publishing = Publishing(services.runtime, zones: services.zones) { work.isStopping }
        guard let publisher = try publisher(reader) else {
            return answer(try publishing.publish(folder, effective: effective, reason: reason, by: .administrator, at: services.clock()))
        }
        var difference = try PublicationDifference(folder, effective: effective, at: services.clock(), programme, reader, services.zones)
        if difference.wantsTrying, try PastFacts.gives(more: folder, than: programme, reader, work, at: services.clock()) { difference.addGain() }
        let draft = Publishing.Drafted(folder, effective: effective, reason: reason, difference.changes, under: programme.company)
        return answer(draft, try publishing.publish(draft, by: publisher, as: id, at: services.clock()))
    }

    func answer(_ outcome: Publishing.Outcome) -> Response {
        .json { writer in
            writer.object { writer in
                writer.member("state", "published")
                writer.member("version", outcome.version)
                writer.member("effective", outcome.effective.rfc3339)
                writer.member("removed", .array(outcome.removed.map(\.json)))
            }
        }
    }

    func answer(_ draft: Publishing.Drafted, _ result: Publishing.Result) -> Response {
        guard case .waiting(let request) = result else {
            if case .published(let outcome) = result { return answer(outcome) }
            return .noContent
        }
        return .json(202) { writer in
            writer.object { writer in
                writer.member("state", request.state == .requested ? "waiting" : request.state.rawValue)
                writer.member("id", request.id.inPath)
                writer.member("version", draft.folder.ruleSet.version)
                writer.member("effective", orNull: draft.effective)
                writer.member("needs", draft.needs.rawValue)
                writer.member("changes", ProposalView.json(draft.changes))
            }
        }
    }
}

extension Reader {
    /// Whether another person can sign in as administrator, so that what one drafts another may second.
    fileprivate func hasAdministrator(beside caller: Caller, _ directory: Directory, at now: Instant) throws -> Bool {
        var after = "", others = 0
        // A token stands for one of them.
        let needed = caller.person == nil ? 2 : 1
        while true {
            let page = try accounts.list(after: after, limit: 500)
            others += page.filter { account in
                let member = account.member.flatMap { directory.members[$0] }
                return account.name != caller.person?.account && !account.isDisabled && account.password != nil
                    && (member?.role ?? account.role) == .admin && member.map { $0.isThere(at: now) } ?? true
            }.count
            if others >= needed { return true }
            guard page.count == 500, let last = page.last else { return false }
            after = last.name
        }
    }
}

extension PublishedBy {
    /// A draft is its author's to propose, what is put in force is what was tried, and the author answers for texts whose numbers are not
    /// the rule's. Of what stood there before nobody is asked again.
    fileprivate func checkDraft(_ body: JSONObject, _ folder: RulesFolder, _ reader: Reader) throws {
        guard let id = try body.optionalText("draft"), let draft = try reader.ruleDraft(id) else { return }
        guard draft.author == caller.actor else { throw Problem.notPermitted }
        guard draft.trial?.files == Publishing.base(of: folder.sources.files) else { throw Problem(409, .untried, "try it on past facts as it is now") }
        let before = try? RulesFolder(RuleSources(files: try reader.ruleFiles()), zones: services.zones)
        let known = before.map { WrittenNumbers.contradictions(in: $0.contents) } ?? []
        let said = Set(body["answered"]?.array?.compactMap(\.string) ?? [])
        let open = WrittenNumbers.contradictions(in: folder.contents).filter { !known.contains($0) && !said.contains($0.rule) }
        guard !open.isEmpty else { return }
        var problem = Problem(409, .unanswered, "a written text names numbers that its rule does not have: \(open.map(\.rule).joined(separator: ", "))")
        problem.extra = ["contradictions": .array(open.map(\.json))]
        throw problem
    }
}
