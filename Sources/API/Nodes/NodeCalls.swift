import Files
import Glibc
import Identity
import Installation
import Journal
import JSON
import Mailboxes
import PointsEngine
import Runtime
import Store
import Web

/// What nodes ask of each other for themselves, on their own listener; whoever asks has shown that it is one.
package enum NodeCalls {
    static let notes = "/node/notes", reports = "/node/reports", rules = "/node/rules"
    /// What a node that begins copies, from any other.
    package static let snapshot = "/node/snapshot"

    static func answer(_ request: HTTPRequest, _ token: ReplyToken, _ site: Site) {
        let trace = Answering.RequestTrace(caller: .nobody, peer: request.peer.address, head: request.head, id: request.id, place: .nowhere, times: RequestTimes())
        let reply = Answering(token, to: request, .en, site.services, trace)
        if request.method == .get, request.path == snapshot { return giveSnapshot(reply, site) }
        guard request.method == .post else { return site.answer(reply, .otherMethod(request.method, allowed: [.post])) }
        guard site.services.runtime.leads else { return site.answer(reply, Site.notLeader(in: .en)) }
        guard let json = try? JSONValue.parse(request.body) else { return site.answer(reply, reply.response { throw Problem.malformed("no JSON") }) }
        switch request.path {
        case notes: take(notes: json, reply, site)
        case reports: take(reports: json, reply, site)
        case rules: take(rules: json, reply, site)
        default: site.answer(reply, Problem.notFound.response(in: .en))
        }
    }

    /// A copy of this node's database as it is now, whatever is written meanwhile.
    private static func giveSnapshot(_ reply: Answering, _ site: Site) {
        let services = site.services
        guard site.loop.allow(reply.token, LongWork.longest) else { return }
        _ = PlainThread("snapshot") {
            let path = services.runtime.path + ".snapshot-\(Secret.make().text.prefix(8))"
            // It is read on although its name is gone.
            defer { unlink(path) }
            do {
                try Reader(services.runtime.path).backup(to: path)
                guard let source = FileSource(path) else { throw Problem(500, .internal) }
                let response = Response(status: 200, headers: [.init("Cache-Control", "no-store")], mediaType: "application/octet-stream")
                reply.stream(response, for: TurnHolder("snapshot").waiting(in: .second), services) { _ in try source.next() }
            } catch {
                Log.error("a snapshot for another node failed: \(error)")
                reply.answering { throw error }
            }
        }
    }

    private static func take(notes json: JSONValue, _ reply: Answering, _ site: Site) {
        guard let notes = NodeNotes(json) else { return reply.refuse(.malformed("these are no notes")) }
        notes.write(site.services) { error in
            reply.answering {
                if let error { throw error }
                return .noContent
            }
        }
    }

    /// Reports of abuse of today, which the node took while it led.
    private static func take(reports json: JSONValue, _ reply: Answering, _ site: Site) {
        reply.answering {
            guard let rows = ConfidentialRow.rows(json) else { throw Problem.malformed("these are no reports") }
            guard let box = site.reports.box else { throw Problem(.unavailable) }
            try box.add(rows)
            return .noContent
        }
    }

    /// A folder of rules that changed on a node that watches one.
    private static func take(rules json: JSONValue, _ reply: Answering, _ site: Site) {
        guard let publish = site.services.options.publishFolder, let sources = RuleSources(json: json) else { return reply.refuse(.malformed("these are no rules")) }
        let zones = site.services.zones
        guard site.loop.allow(reply.token, LongWork.longest) else { return }
        do {
            try LongWork.begin(reply, site) { _ in
                let changed = try publish(try RulesFolder(sources, zones: zones))
                return .json { writer in writer.object { writer in writer.array("changed") { writer in for line in changed { writer.value(line) } } } }
            }
        } catch { reply.answering { throw error } }
    }
}
