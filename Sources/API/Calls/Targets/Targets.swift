import Identity
import JSON
import Periods
import PointsEngine
import RuleEngine
import Store
import Web

/// `GET /targets?period=`: what was agreed, and what is asked for.
enum ListTargets {
    static let endpoint = Endpoint(.signedIn()) { call in
        let calendar = call.directory.programme.calendar
        let key = call.query("period") ?? calendar.period(.month, containing: call.now).key
        guard calendar.period(key: key) != nil else { throw Problem(.badTime, "period is a key such as 2026-11", at: "period") }
        let wanted = try OwnerFilter(call)
        let view = TargetView(directory: call.directory, now: call.now)
        call.read { reader in
            let targets = try reader.targets(of: key)
            var filter = RequestFilter()
            filter.kind = "target"
            filter.states = [.requested]
            filter.limit = 500
            var asked: [TargetKey: Decimal] = [:]
            for request in try reader.requests(filter) {
                if case .target(let target, let value) = request.kind, target.period == key { asked[target] = value }
            }
            let keys = Set(targets.keys).union(asked.keys).filter { wanted.allows($0.owner) }.sorted { $0.order < $1.order }
            return .json { $0.page(keys) { view.write($1, targets[$1], wanted: asked[$1], to: &$0) } }
        }
    }
}

/// `PUT /targets`: sets targets; a change of one waits for an approval.
enum SetTargets {
    static let endpoint = Endpoint(.atLeast(.manager), body: 1 << 20) { call in
        let body = try call.body(knowing: ["targets", "reason"])
        guard let list = body["targets"]?.array, 1...500 ~= list.count else { throw Problem.malformed("targets is a list of 1 to 500", at: "/targets") }
        let key = try call.idempotencyKey()
        let commands = try list.enumerated().map { index, item in
            Command.setTarget(try SetTarget(item, "/targets/\(index)", id: RequestID("t-" + Digest(of: Array("\(key)/\(index)".utf8)).description.prefix(20))))
        }
        let view = TargetView(directory: call.directory, now: call.now)
        let reply = call.reply
        call.site.services.runtime.submit(
            .init(commands, by: call.caller.actor, from: call.address) { replies in
                reply.answering {
                    var problem: Problem?
                    var done: [Request] = []
                    for (index, answer) in replies.enumerated() {
                        switch answer {
                        case .done(let receipt, _): if let (request, _) = receipt.request { done.append(request) }
                        case .refused(let refusal):
                            var first = problem ?? Problem(refusal)
                            first.faults = (problem?.faults ?? []) + [.init(pointer: "/targets/\(index)" + (refusal.pointer ?? ""), code: refusal.code.rawValue, detail: refusal.detail)]
                            problem = first
                        }
                    }
                    if let problem { throw problem }
                    return .json { writer in
                        writer.page(done) { writer, request in
                            guard case .target(let key, let value) = request.kind else { return writer.null() }
                            view.write(key, request.isOpen ? nil : Target(value: value), wanted: request.isOpen ? value : nil, to: &writer)
                        }
                    }
                }
            })
    }
}

extension SetTarget {
    fileprivate init(_ item: JSONValue, _ pointer: String, id: RequestID) throws {
        guard let object = item.object, let owner = object["owner"]?.object, let name = owner["id"]?.string, let metric = object["metric"]?.string,
            let period = object["period"]?.string, let value = object["value"]?.number
        else { throw Problem.malformed("a target is {owner: {kind, id}, metric, period, value}", at: pointer) }
        let key: TargetKey.Owner
        switch owner["kind"]?.string {
        case "member": key = .member(MemberID(name))
        case "team": key = .team(TeamID(name))
        default: throw Problem.malformed("kind is member or team", at: pointer + "/owner/kind")
        }
        self.init(id: id, key: TargetKey(owner: key, metric: metric, period: period), value: value)
    }
}

/// `GET /targets/attainment`: how much of each target is reached, and how much should be by now.
enum ReadAttainment {
    static let endpoint = Endpoint(.signedIn()) { call in
        let directory = call.directory, now = call.now
        let calendar = directory.programme.calendar
        let periods: [Period]
        if let key = call.query("period"), key != "current" {
            guard let period = calendar.period(key: key) else { throw Problem(.badTime, "period is current or a key such as 2026-11", at: "period") }
            periods = [period]
        } else {
            periods = PeriodKind.allCases.filter { $0 != .all }.map { calendar.period($0, containing: now) }
        }
        let wanted = try OwnerFilter(call)
        let view = TargetView(directory: directory, now: now)
        let set = directory.programme.book.set(at: now)
        call.read { reader in
            var lines: [(TargetKey, Target, Decimal)] = []
            for period in periods {
                for (key, target) in try reader.targets(of: period.key) where wanted.allows(key.owner) {
                    lines.append((key, target, try reader.value(of: key.metric, key.owner.tally, over: period.days, set)))
                }
            }
            lines.sort { $0.0.order < $1.0.order }
            return .json { $0.page(lines) { view.writeAttainment($1.0, $1.1, reached: $1.2, to: &$0) } }
        }
    }
}

extension Reader {
    /// A metric over days; a ratio as a ratio of sums.
    func value(of metric: String, _ owner: Owner, over days: DayRange, _ set: RuleSet) throws -> Decimal {
        guard case .ratio(let above, let below) = set.metric(metric)?.formula else { return try tally(TallyKey(owner, .metric(metric)), over: days).sum }
        let bottom = try tally(TallyKey(owner, .metric(below)), over: days).sum
        guard !bottom.isZero else { return .zero }
        return try tally(TallyKey(owner, .metric(above)), over: days).sum.dividing(by: bottom)
    }
}

extension TargetKey {
    /// Teams before members, then by name and metric.
    fileprivate var order: String {
        switch owner {
        case .team(let id): "0 \(period) \(id) \(metric)"
        case .member(let id): "1 \(period) \(id) \(metric)"
        }
    }
}

/// Whose targets a reader asks for, and may see.
struct OwnerFilter: Sendable {
    private enum Wanted: Sendable {
        case member(MemberID)
        case team(TeamID)
        case company
        case all
    }

    private let wanted: Wanted
    private let directory: Directory
    private let caller: Caller
    private let now: Instant

    /// From `of=me|member:ID|team:ID|company`, `member=` or `team=`.
    init(_ call: Call) throws {
        directory = call.directory
        caller = call.caller
        now = call.now
        let text = call.query("of") ?? call.query("member").map { "member:" + $0 } ?? call.query("team").map { "team:" + $0 } ?? "all"
        switch text {
        case "me", "member:me":
            guard let me = call.caller.member else { throw Problem.notFound }
            wanted = .member(me)
        case "company": wanted = .company
        case "all": wanted = .all
        case _ where text.hasPrefix("member:"): wanted = .member(MemberID(String(text.dropFirst(7))))
        case _ where text.hasPrefix("team:"): wanted = .team(TeamID(String(text.dropFirst(5))))
        default: throw Problem.malformed("of is me, member:ID, team:ID or company", at: "of")
        }
    }

    func allows(_ owner: TargetKey.Owner) -> Bool {
        guard maySee(owner) else { return false }
        switch (wanted, owner) {
        case (.all, _): return true
        case (.member(let id), .member(let own)): return id == own
        case (.team(let id), .team(let own)): return id == own
        case (.team(let id), .member(let own)): return directory.members[own].map { directory.lineage(of: $0.team(at: now)).contains(id) } ?? false
        case (.company, .team(let own)): return directory.teams[own]?.parent == nil
        case (.member, .team), (.company, .member): return false
        }
    }

    private func maySee(_ owner: TargetKey.Owner) -> Bool {
        switch owner {
        case .member(let id): directory.members[id].map { directory.maySee($0, caller, at: now) } ?? false
        case .team(let id): caller.role >= .manager || (caller.member.flatMap { directory.members[$0] }.map { directory.lineage(of: $0.team(at: now)).contains(id) } ?? false)
        }
    }
}
