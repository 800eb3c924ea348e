import Identity
import JSON
import Ledger
import Periods
import RuleEngine

/// All that tells one kind of request from another, in one place: what it holds and how that is kept, what the person who asks is answered,
/// and what a yes or a no does. A new kind is a case here, and the command that asks for it.
extension Request {
    package enum Kind: Hashable, Sendable {
        /// `takes` lists the lots that paid.
        case redemption(reward: String, quantity: Int64, takes: [Take])
        /// The held award of `rule` for the member.
        case hold(activity: ActivityKey, rule: String)
        /// Points by hand. `isRecognition`: with words that everyone hears.
        case adjustment(reason: String, isRecognition: Bool = false)
        case target(TargetKey, value: Decimal)
        case customerClass(CustomerID, to: String)
        /// A draft that waits for its second; `Proposal` keeps what it says.
        case publication(version: String)
    }

    /// What the one who asked was answered first; a repetition gets the same.
    package var firstState: State {
        switch kind {
        case .redemption: authority == nil ? .approved : .requested
        case .hold, .publication: .requested
        case .adjustment, .target, .customerClass: steps.dropFirst().first.map { $0.state == .done && $0.actor == requester } ?? false ? .done : .requested
        }
    }
}

extension Request.Kind {
    package static let names = ["redemption", "held", "adjustment", "target", "customer-class", "publication"]

    /// The name of the kind, in tables, in the audit trail and in the API.
    package var name: String {
        switch self {
        case .redemption: "redemption"
        case .hold: "held"
        case .adjustment: "adjustment"
        case .target: "target"
        case .customerClass: "customer-class"
        case .publication: "publication"
        }
    }

    func write(to writer: inout JSONWriter) {
        writer.member("kind", name)
        switch self {
        case .redemption(let reward, let quantity, let takes):
            writer.member("reward", reward)
            writer.member("quantity", quantity)
            writer.takes("takes", takes)
        case .hold(let activity, let rule):
            activity.write("activity", to: &writer)
            writer.member("rule", rule)
        case .adjustment(let reason, let isRecognition):
            writer.member("reason", reason)
            if isRecognition { writer.member("recognition", true) }
        case .target(let key, let value):
            key.write("target", to: &writer)
            writer.member("value", value)
        case .customerClass(let id, let customerClass):
            writer.member("customer", id.text)
            writer.member("class", customerClass)
        case .publication(let version):
            writer.member("version", version)
        }
    }

    init(stored fields: Fields) throws {
        switch try fields.text("kind") {
        case "redemption":
            self = .redemption(
                reward: try fields.text("reward"), quantity: try fields.integer("quantity"), takes: try fields.takes("takes"))
        case "held":
            self = .hold(activity: try ActivityKey(stored: try fields.fields("activity")), rule: try fields.text("rule"))
        case "adjustment":
            self = .adjustment(reason: try fields.text("reason"), isRecognition: try fields.flag("recognition"))
        case "target":
            self = .target(try TargetKey(stored: try fields.fields("target")), value: try fields.decimal("value"))
        case "customer-class":
            self = .customerClass(CustomerID(try fields.text("customer")), to: try fields.text("class"))
        case "publication":
            self = .publication(version: try fields.text("version"))
        default:
            throw fields.corrupt("kind")
        }
    }
}

extension Draft {
    /// What a yes brings.
    func approve(_ request: inout Request, comment: String?) throws {
        switch request.kind {
        case .redemption:
            request.step(to: .approved, by: actor, at: now, comment: comment)
        case .hold(let activity, let rule):
            let beneficiary = try request.beneficiary()
            request.entry = try postHeld(rule, of: activity, for: beneficiary)
            try account(of: beneficiary) { [points = request.points] in try $0.hold(-points) }
            request.step(to: .approved, by: actor, at: now, comment: comment)
        case .adjustment:
            try carryOutAdjustment(&request)
            request.step(to: .done, by: actor, at: now, comment: comment)
        case .target(let key, let value):
            try keepTarget(key, value)
            request.step(to: .done, by: actor, at: now, comment: comment)
        case .customerClass(let id, let customerClass):
            if var customer = try customer(id) {
                try classify(&customer, as: customerClass)
                keep(customer)
            }
            request.step(to: .done, by: actor, at: now, comment: comment)
        case .publication:
            // What it says comes with `publish`, which seconds it.
            throw Refusal(.malformed, at: nil, "a publication is seconded by publishing it")
        }
    }

    /// Rejecting and cancelling give back what was set aside.
    func reject(_ request: inout Request, to state: Request.State, comment: String?) throws {
        switch request.kind {
        case .redemption(let reward, let quantity, let takes):
            try refund(request, reward: reward, quantity: quantity, takes: takes)
        case .hold(let activity, let rule):
            let beneficiary = try request.beneficiary()
            guard let recorded = try overlay.recorded(activity), let line = heldLine(rule, for: beneficiary, in: recorded) else {
                throw Refusal(.notFound)
            }
            try account(of: beneficiary) { [points = request.points] in try $0.hold(-points) }
            try giveBackCounters(line, recorded, on: calendar.day(of: recorded.decision.judgedAs), always: true)
        case .adjustment, .target, .customerClass, .publication:
            break
        }
        request.step(to: state, by: actor, at: now, comment: comment)
    }

    private func postHeld(_ rule: String, of activity: ActivityKey, for member: MemberID) throws -> Int64? {
        guard let recorded = try overlay.recorded(activity), var line = heldLine(rule, for: member, in: recorded) else {
            throw Refusal(.notFound)
        }
        try post(&line, activity, judgedAs: recorded.decision.judgedAs, version: recorded.decision.version,
            chain: recorded.decision.chains.first(rule, member))
        return line.entry
    }

    private func heldLine(_ rule: String, for member: MemberID, in recorded: Recorded) -> DecisionLine? {
        recorded.decision.lines.first { $0.rule == rule && $0.member == member }
    }
}
