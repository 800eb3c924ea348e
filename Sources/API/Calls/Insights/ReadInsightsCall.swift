import Identity
import JSON
import PointsEngine
import Projection
import Store
import Web

/// `GET /insights?for=me|team|rules|audit`: what plain statistics find, with facts and the rule of thumb.
enum ReadInsightsCall {
    static let endpoint = Endpoint(
        .get, "/insights", .signedIn(), "Findings with their facts and rules of thumb: for oneself, for who leads a team, about the rules, for audit.",
        takes: .query([Argument("for", .words(Finding.Audience.self)), Argument("dismissed", .flag, "true shows those that were put aside, too")]),
        gives: .json(.page("Finding"))
    ) { call in
        guard let audience = Finding.Audience(rawValue: call.query("for") ?? "me") else { throw Problem.malformed("for is me, team, rules or audit", at: "for") }
        let rights = call.visible.rights, own = call.caller.member.flatMap { call.directory.members[$0] }
        switch audience {
        // Who is no member has nothing of their own.
        case .me: break
        case .team, .rules: try call.require(rights.leadsSomebody())
        case .audit: try call.require(call.caller.mayRead && call.caller.role >= .finance)
        }
        let showsAll = call.query("dismissed") == "true", directory = call.directory, visible = call.visible
        call.read(.second) { reader in
            let sources = InsightSources(reader: reader, directory: directory, visible: visible)
            let found = switch audience {
            case .me: try own.map { try sources.mine($0) } ?? []
            case .team: try sources.team()
            case .rules: try sources.rules()
            case .audit: try sources.audit()
            }
            let findings = try found.map { ($0, try reader.find(Dismissal.self, $0.id)) }.filter { showsAll || $0.1 == nil }
            let people = PersonView(directory: directory, now: visible.now)
            return .list(findings) { finding, writer in write(finding.0, finding.1, people, directory, to: &writer) }
        }
    }

    private static func write(
        _ finding: Finding, _ dismissal: Dismissal?, _ people: PersonView, _ directory: Directory, to writer: inout JSONWriter
    ) {
        writer.object { writer in
            writer.member("id", RequestID(finding.id).inPath)
            writer.member("for", finding.audience.rawValue)
            writer.member("kind", finding.kind.rawValue)
            writer.named("member", finding.member.map { Named(id: $0.text, name: directory.members[$0]?.name ?? $0.text) })
            writer.member("facts", .object(finding.facts))
            writer.member("rule", .object(finding.rule))
            writer.object("dismissed", of: dismissal) { dismissal, writer in
                writer.key("actor")
                people.actor(dismissal.actor, to: &writer)
                writer.member("at", dismissal.at.rfc3339)
                writer.member("reason", dismissal.reason)
            }
        }
    }
}

/// `POST /insights/{id}/dismiss`.
enum DismissInsightCall {
    static let endpoint = Endpoint(
        .post, "/insights/{id}/dismiss", .signedIn(nil), "Put a finding aside, with a reason that is kept.", takes: .body(["reason": .text]), gives: .nothing
    ) { call in
        guard let id = RequestID(inPath: call.path("id")) else { throw Problem.notFound }
        call.carryOut(DismissInsight(id.text, reason: try call.body().text("reason", upTo: 500))) { _, _ in .noContent }
    }
}
