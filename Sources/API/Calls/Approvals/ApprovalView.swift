import Identity
import JSON
import Ledger
import Periods
import PointsEngine
import Projection
import RuleEngine
import Store

/// A request as its approver sees it, with all that is needed to decide.
struct ApprovalView: Sendable {
    /// What a reader found beside the request.
    struct Facts: Sendable {
        var recorded: Recorded?
        /// Of the member that it is about; nil where that is nobody.
        var available: Points?
        var earned30Days: Points?
        /// The largest single award of a rule in the last thirty days.
        var largest30Days: Points?
        var place: SupposedPlaces.Place?
        var target: Target?
        var proposal: ProposalView?
    }

    let directory: Directory
    let caller: Caller
    let now: Instant

    func write(_ request: Request, _ facts: Facts, to writer: inout JSONWriter) {
        let people = PersonView(directory: directory, now: now)
        writer.object { writer in
            writer.member("id", request.id.inPath)
            writer.member("kind", request.kind.name)
            writer.member("points", orNull: request.isAboutPoints ? request.points : nil)
            writer.key("member")
            if let member = request.member { people.write(member, to: &writer, withTeam: true) } else { writer.null() }
            title(request, facts, &writer)
            writer.member("reason", orNull: reason(request, facts))
            writer.member("requested", request.created.rfc3339)
            writer.key("by")
            people.actor(request.requester, to: &writer)
            writer.member("level", request.authority?.rawValue ?? "none")
            subject(request, facts, &writer)
            write(facts, to: &writer)
            decided(request, people, &writer)
        }
    }

    private func write(_ facts: Facts, to writer: inout JSONWriter) {
        writer.object("facts") { writer in
            writer.member("largest_30d", ifPresent: facts.largest30Days)
            writer.member("earned_30d", ifPresent: facts.earned30Days)
            writer.member("available", ifPresent: facts.available)
            guard let place = facts.place else { return }
            writer.object("rank") { writer in
                writer.member("board", place.board)
                writer.member("now", place.now)
                writer.member("then", place.then)
            }
        }
    }

    /// What came of it: the step that decided, whatever followed.
    private func decided(_ request: Request, _ people: PersonView, _ writer: inout JSONWriter) {
        let step = request.steps.first { [.approved, .done, .rejected].contains($0.state) } ?? request.steps.last
        guard !request.isOpen, let step else {
            writer.member("state", "open")
            // For whom the reader would decide it.
            let rights = directory.rights(of: caller, at: now)
            if rights.mayDecide(request), !rights.decides(request), let absent = rights.absentee(for: request) {
                writer.key("deputy_for")
                people.write(absent.id, to: &writer)
            }
            return
        }
        writer.member("state", step.state == .approved || step.state == .done ? "approved" : step.state.rawValue)
        writer.object("decided") { writer in
            writer.member("at", step.at.rfc3339)
            writer.key("actor")
            people.actor(step.actor, to: &writer)
            writer.member("comment", orNull: step.comment)
            if let absent = step.onBehalf {
                writer.key("for")
                people.write(absent, to: &writer)
            }
        }
    }

    private func title(_ request: Request, _ facts: Facts, _ writer: inout JSONWriter) {
        switch request.kind {
        case .redemption(let reward, _, _): writer.member("title", directory.rewards[reward]?.title.json ?? .string(reward))
        case .hold: writer.member("title", facts.recorded.flatMap { $0.activity.facts.title { directory.customers[$0]?.name } }.map(JSONValue.string) ?? .null)
        case .adjustment(let reason, _): writer.member("title", reason)
        case .target(let key, _): writer.member("title", metricTitle(key.metric))
        case .customerClass(let id, _): writer.member("title", directory.customers[id]?.name ?? id.text)
        case .publication: writer.member("title", JSONValue.null)
        }
    }

    private func reason(_ request: Request, _ facts: Facts) -> String? {
        switch request.kind {
        case .hold(_, let rule): facts.recorded?.decision.lines.first { $0.rule == rule && $0.member == request.member }?.reason
        case .adjustment(let reason, _): reason
        case .target, .customerClass, .publication: request.steps.first?.comment
        case .redemption: nil
        }
    }

    private func subject(_ request: Request, _ facts: Facts, _ writer: inout JSONWriter) {
        let set = directory.programme.book.set(at: now)
        var rule = JSONValue.null, activity = JSONValue.null, target = JSONValue.null, customer = JSONValue.null
        switch request.kind {
        case .hold(let key, let id):
            rule = ["id": .string(id), "title": set.rule(id)?.title?.json ?? .string(id)]
            activity = ["source": .string(key.source.text), "id": .string(key.id.text)]
        case .target(let key, let value):
            target = [
                "metric": ["id": .string(key.metric), "title": metricTitle(key.metric)], "period": .string(key.period),
                "from": facts.target.map { .number($0.value) } ?? .null, "to": .number(value),
                "unit": .string(set.metric(key.metric)?.unit.rawValue ?? "count"), "owner": TargetView.owner(key.owner, directory),
            ]
        case .customerClass(let id, let to): customer = self.customer(id, to: to, of: request)
        case .redemption, .adjustment, .publication: break
        }
        writer.member("rule", rule)
        writer.member("activity", activity)
        writer.key("redemption")
        RedemptionView(directory: directory, caller: caller, now: now).write(request, to: &writer)
        writer.member("target", target)
        writer.member("customer", customer)
        writer.member("publication", facts.proposal?.json ?? .null)
    }

    /// Of which class it was when it was asked, and of which it is to be.
    private func customer(_ id: CustomerID, to: String, of request: Request) -> JSONValue {
        let customer = directory.customers[id], from = customer?.customerClass(at: request.created)
        return [
            "id": .string(id.text), "name": .string(customer?.name ?? id.text), "from": CustomerView.json(from, directory.programme),
            "to": CustomerView.json(to, directory.programme),
        ]
    }

    private func metricTitle(_ name: String) -> JSONValue {
        directory.programme.book.set(at: now).metric(name)?.title?.json ?? .object(["en": .string(name)])
    }
}

extension ApprovalView.Facts {
    init(_ request: Request, _ reader: Reader, _ calendar: CompanyCalendar, _ places: SupposedPlaces? = nil, at now: Instant) throws {
        if case .hold(let key, _) = request.kind {
            recorded = try reader.recorded(key)
            if request.isOpen, let recorded, let member = request.member { place = places?.place(of: member, with: request.points, earned: recorded.activity.time) }
        }
        if case .target(let key, _) = request.kind { target = try reader.targets(of: key.period)[key] }
        if case .publication = request.kind { proposal = try reader.proposal(request.id).map { try ProposalView($0, reader) } }
        guard let member = request.member else { return }
        available = try reader.wallet(member).available(at: now)
        let today = calendar.day(of: now)
        largest30Days = try reader.largestAward(of: member, since: now.adding(seconds: -30 * 86_400))
        earned30Days = try reader.tally(
            TallyKey(.member(member), .points), over: DayRange(today.adding(days: -30), until: today.adding(days: 1))).sum.int64 ?? 0
    }
}

extension Request {
    /// A change of a target is about a quantity, a publication about rules.
    fileprivate var isAboutPoints: Bool {
        switch kind {
        case .target, .customerClass, .publication: false
        case .redemption, .hold, .adjustment: true
        }
    }
}
