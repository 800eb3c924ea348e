import Identity
import JSON
import Periods
import PointsEngine
import RuleEngine
import Runtime
import Store
import Web

/// `PUT /targets`: sets targets; a change of one waits for an approval.
///
/// `dry_run=true` says which of them would wait. Each target is set by itself. Where some are refused, the problem names them by their place, and the others are set: the
/// same again sets what is left.
enum SetTargetsCall {
    static let endpoint = Endpoint(
        .put, "/targets", .atLeast(.manager),
        "Set targets, or ask for a change. Each is set by itself; one may stand alone.",
        takes: Input(
            query: [.dryRun("true says which of them would wait")],
            body: .json(.either([["targets": .list("TargetDraft"), "reason?": .orNull(.text)], .object(Shape.shared("TargetDraft").members + [("reason?", .orNull(.text))])]), upTo: 1 << 20),
            headers: [.idempotencyKey]),
        gives: .json(.page("Target"))
    ) { call in
        let body = try call.body()
        // One target may stand alone.
        let alone = body["targets"] == nil && body["metric"] != nil ? [JSONValue.object(body)] : nil
        guard let list = alone ?? body["targets"]?.array, 1...500 ~= list.count else { throw Problem.malformed("targets is a list of 1 to 500", at: "/targets") }
        let reason = try body.optionalText("reason", upTo: 500), key = try call.requestKey("targets")
        let targets = try list.enumerated().map { index, item in
            try SetTarget(item, alone == nil ? "/targets/\(index)" : "", id: RequestID("t-\(key)-\(index)"), reason: reason)
        }
        let reply = call.reply, now = call.now, turnHolder = call.turnHolder, caller = call.caller, order = longestFirst(targets, call.directory.programme.calendar)
        let answered = { @Sendable (outcomes: [Result<RequestReceipt, Refusal>], site: Site) in
            let directory = site.directory, outcomes = restored(outcomes, from: order)
            site.services.runtime.readers.read(for: turnHolder) { reader in
                reply.answering {
                    let reader = try reader.get()
                    return try reader.snapshot { try answer(outcomes, TargetView(directory: directory, now: now, rights: directory.rights(of: caller, at: now)), reader) }
                }
            }
        }
        let commands = order.map { targets[$0] }
        guard try !call.isDryRun else { return try call.foresee(commands, answered) }
        call.submit(commands) { replies, site in answered(replies.map { $0.answer(to: SetTarget.self) }, site) }
    }

    /// A whole is agreed before its parts are looked at.
    private static func longestFirst(_ targets: [SetTarget], _ calendar: CompanyCalendar) -> [Int] {
        let days = targets.map { calendar.period(key: $0.key.period)?.days.count ?? 0 }
        return targets.indices.sorted { days[$0] == days[$1] ? $0 < $1 : days[$0] > days[$1] }
    }

    private static func restored<Outcome>(_ outcomes: [Outcome], from order: [Int]) -> [Outcome] {
        zip(order, outcomes).sorted { $0.0 < $1.0 }.map(\.1)
    }

    private static func answer(_ replies: [Result<RequestReceipt, Refusal>], _ view: TargetView, _ reader: Reader) throws -> Response {
        var refused: [(index: Int, refusal: Refusal)] = []
        var done: [Request] = []
        for (index, answer) in replies.enumerated() {
            switch answer {
            case .success(let receipt): done.append(receipt.request)
            case .failure(let refusal): refused.append((index, refusal))
            }
        }
        if let first = refused.first {
            var problem = Problem(first.refusal)
            problem.faults = refused.map {
                Problem.Fault(pointer: "/targets/\($0.index)" + ($0.refusal.pointer ?? ""), code: ProblemCode($0.refusal.code), detail: $0.refusal.detail)
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
        guard let object = item.object, let metric = object["metric"]?.string, let period = object["period"]?.string,
            let value = object["value"]?.number, let key = try TargetKey.Owner(object, pointer)
        else { throw Problem.malformed("a target is {owner: {kind, id}, metric, period, value}", at: pointer) }
        self.init(id: id, key: TargetKey(owner: key, metric: metric, period: period), value: value, reason: reason)
    }
}

extension TargetKey.Owner {
    /// `owner: {kind, id}`, or in short `member` or `team`.
    fileprivate init?(_ object: JSONObject, _ pointer: String) throws {
        switch (object["owner"]?.object, object["member"]?.string, object["team"]?.string) {
        case (let owner?, nil, nil):
            guard let name = owner["id"]?.string else { return nil }
            switch owner["kind"]?.string {
            case "member": self = .member(MemberID(name))
            case "team": self = .team(TeamID(name))
            default: throw Problem.malformed("kind is member or team", at: pointer + "/owner/kind")
            }
        case (nil, let member?, nil): self = .member(MemberID(member))
        case (nil, nil, let team?): self = .team(TeamID(team))
        default: return nil
        }
    }
}
