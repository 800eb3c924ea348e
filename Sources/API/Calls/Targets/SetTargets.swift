import Identity
import JSON
import PointsEngine
import RuleEngine
import Runtime
import Store
import Web

/// `PUT /targets`: sets targets; a change of one waits for an approval.
///
/// Each target is set by itself. Where some are refused, the problem names them by their place, and the others are set: the
/// same again sets what is left.
enum SetTargets {
    static let endpoint = Endpoint(.atLeast(.manager), body: 1 << 20) { call in
        let body = try call.body(knowing: ["targets", "reason"])
        guard let list = body["targets"]?.array, 1...500 ~= list.count else { throw Problem.malformed("targets is a list of 1 to 500", at: "/targets") }
        let reason = try body.optionalText("reason", upTo: 500), key = try call.requestKey("targets")
        let targets = try list.enumerated().map { index, item in
            try SetTarget(item, "/targets/\(index)", id: RequestID("t-\(key)-\(index)"), reason: reason)
        }
        let reply = call.reply, now = call.now
        call.submit(targets.map(Command.setTarget)) { replies, site in
            let directory = site.directory
            let isTaken = site.services.runtime.readers.read { reader in
                reply.answering { try reader.snapshot { try answer(replies, TargetView(directory: directory, now: now), reader) } }
            }
            if !isTaken { reply.refuse(Problem(.overloaded)) }
        }
    }

    private static func answer(_ replies: [Reply], _ view: TargetView, _ reader: Reader) throws -> Response {
        var refused: [(index: Int, refusal: Refusal)] = []
        var done: [Request] = []
        for (index, answer) in replies.enumerated() {
            switch answer {
            case .done(let receipt, _): done.append(try receipt.request().0)
            case .refused(let refusal): refused.append((index, refusal))
            }
        }
        if let first = refused.first {
            var problem = Problem(first.refusal)
            problem.faults = refused.map {
                Problem.Fault(pointer: "/targets/\($0.index)" + ($0.refusal.pointer ?? ""), code: $0.refusal.code.rawValue, detail: $0.refusal.detail)
            }
            throw problem
        }
        return try .json { writer in
            try writer.page(done) { writer, request in
                guard case .target(let key, let value) = request.kind else { return writer.null() }
                view.write(key, try reader.targets(of: key.period)[key], wanted: request.isOpen ? value : nil, to: &writer)
            }
        }
    }
}

extension SetTarget {
    fileprivate init(_ item: JSONValue, _ pointer: String, id: RequestID, reason: String?) throws {
        guard let object = item.object, let owner = object["owner"]?.object, let name = owner["id"]?.string, let metric = object["metric"]?.string,
            let period = object["period"]?.string, let value = object["value"]?.number
        else { throw Problem.malformed("a target is {owner: {kind, id}, metric, period, value}", at: pointer) }
        let key: TargetKey.Owner
        switch owner["kind"]?.string {
        case "member": key = .member(MemberID(name))
        case "team": key = .team(TeamID(name))
        default: throw Problem.malformed("kind is member or team", at: pointer + "/owner/kind")
        }
        self.init(id: id, key: TargetKey(owner: key, metric: metric, period: period), value: value, reason: reason)
    }
}
