import Files
import Identity
import JSON
import Periods
import PointsEngine
import RuleEngine

extension Step {
    static func read(_ reader: YAMLReader, _ reading: RuleReading, _ book: ScenarioBook) throws -> Step {
        let map = try reader.mapping()
        let at = try map.required("at") { try $0.instant() }()
        let kind = try kind(map, at: at, reading, book)
        let expectation = map.optional("expect", default: Expectation()) { try Expectation.read($0) }
        map.close()
        book.turn(isRefused: try expectation().status == "refused" || expectation().code != nil)
        return Step(line: reader.node.place.line, at: at, kind: kind, expectation: try expectation())
    }

    private static let actions = [
        "activity", "estimate", "redeem", "approve", "reject", "fulfil", "cancel", "adjust", "question", "member", "customer", "target", "publish", "campaign", "appraisal",
    ] + programmeActions

    private static func kind(_ map: YAMLMapping, at: Instant, _ reading: RuleReading, _ book: ScenarioBook) throws -> Kind {
        if map.has("batch") {
            return .batch(try map.required("batch") { try $0.list { try activity($0, at: at) } }())
        }
        if map.has("race") {
            return .race(
                try map.required("race") { race in
                    try race.list { reader in
                        let map = try reader.mapping()
                        guard let action = try action(map, at: at, reading, book) else { throw reader.mismatch(expected: "a step without at") }
                        map.close()
                        return action
                    }
                }())
        }
        if map.has("restart") {
            _ = try map.required("restart") { try $0.choice(["true"]) }()
            return .restart
        }
        return try action(map, at: at, reading, book).map(Kind.one) ?? .look
    }

    private static func action(_ map: YAMLMapping, at: Instant, _ reading: RuleReading, _ book: ScenarioBook) throws -> Action? {
        let present = actions.filter(map.has)
        guard let name = present.first else { return nil }
        if present.count > 1 { throw map.failure(at: present[1], "a step is one thing", expected: "one of \(actions.joined(separator: ", "))") }
        return try map.required(name) { reader in
            if let action = try programmeAction(name, reader) { return action }
            return switch name {
            case "activity": try activity(reader, at: at)
            case "estimate": try estimate(reader, at: at)
            case "redeem": try redeem(reader)
            case "approve": try decision(reader, approve: true)
            case "reject": try decision(reader, approve: false)
            case "fulfil": try closing(reader) { Fulfil($0) }
            case "cancel": try closing(reader) { Cancel($0) }
            case "adjust": try adjustment(reader)
            case "question": try question(reader)
            case "member": try change(reader, reading)
            case "customer": try CustomerStep.read(reader)
            case "target": try target(reader)
            case "appraisal": try appraisal(reader)
            case "campaign": try campaign(reader, at: at, reading, book)
            default: try publication(reader, at: at, reading, book)
            }
        }()
    }

    private static func activity(_ reader: YAMLReader, at: Instant) throws -> Action {
        let map = try reader.mapping()
        let id = map.required("id") { try $0.text() }
        let source = map.optional("source", default: "scenario") { try $0.text() }
        let type = map.required("type") { try $0.text() }
        let time = map.optional("time", default: at) { try $0.instant() }
        let member = map.optional("member") { try $0.text() }
        let data = map.optional("data", default: JSONValue.object(JSONObject())) { try $0.json() }
        let by = map.optional("by") { MemberID(try $0.text()) }
        map.close()
        guard let object = try data().object else { return .unreadable(Refusal(.malformed, at: "/data", "data is an object")) }
        do {
            let activity = try Activity(source: source(), id: id(), type: type(), time: time(), subject: member(), data: object)
            // Who enters it by hand; else an integration reports it.
            return .command(RecordActivity(activity), try by().map(Actor.member) ?? .token("scenario"))
        } catch let refusal as Refusal {
            return .unreadable(refusal)
        }
    }

    /// Decided as the activity would be, and forgotten.
    private static func estimate(_ reader: YAMLReader, at: Instant) throws -> Action {
        guard case .command(let command as RecordActivity, let actor) = try activity(reader, at: at) else { return .unreadable(Refusal(.malformed, at: "/data")) }
        return .estimate(command.activity, actor)
    }

    private static func redeem(_ reader: YAMLReader) throws -> Action {
        let map = try reader.mapping()
        let id = map.required("id") { try $0.text() }
        let member = map.required("member") { MemberID(try $0.text()) }
        let reward = map.required("reward") { try $0.text() }
        let quantity = map.optional("quantity", default: 1) { try $0.integer(in: 1...1_000_000) }
        map.close()
        return .command(Redeem(id: RequestID(try id()), member: try member(), reward: try reward(), quantity: try quantity()), .member(try member()))
    }

    private static func decision(_ reader: YAMLReader, approve: Bool) throws -> Action {
        let map = try reader.mapping()
        let id = map.required("id") { try $0.text() }
        let source = map.optional("source") { try $0.text() }
        let by = map.required("by") { MemberID(try $0.text()) }
        let comment = map.optional("comment") { try $0.text() }
        map.close()
        return .decision(Decision(id: try id(), source: try source(), approve: approve, comment: try comment()), .member(try by()))
    }

    private static func closing(_ reader: YAMLReader, _ command: (RequestID) -> any Command) throws -> Action {
        let map = try reader.mapping()
        let id = map.required("id") { RequestID(try $0.text()) }
        let by = map.required("by") { MemberID(try $0.text()) }
        map.close()
        return .command(command(try id()), .member(try by()))
    }

    private static func adjustment(_ reader: YAMLReader) throws -> Action {
        let map = try reader.mapping()
        let id = map.required("id") { RequestID(try $0.text()) }
        let member = map.required("member") { MemberID(try $0.text()) }
        let points = map.required("points") { try $0.integer(in: -Points.bound...Points.bound) }
        let reason = map.optional("reason", default: "") { try $0.text() }
        let by = map.required("by") { MemberID(try $0.text()) }
        map.close()
        return .command(Adjust(id: try id(), member: try member(), points: try points(), reason: try reason()), .member(try by()))
    }

    private static func change(_ reader: YAMLReader, _ reading: RuleReading) throws -> Action {
        let map = try reader.mapping()
        let id = map.required("id") { MemberID(try $0.text()) }
        let team = map.optional("team") { TeamID(try $0.text()) }
        let from = map.optional("from") { try $0.moment(reading) }
        let left = map.optional("left") { try $0.moment(reading) }
        let name = map.optional("name") { try $0.text() }
        let role = map.optional("role") { try $0.word(Role.self) }
        let attributes = map.optional("attributes") { try $0.json() }
        let by = map.optional("by") { MemberID(try $0.text()) }
        map.close()
        var change = ChangeMember(id: try id())
        change.name = try name()
        change.role = try role()
        change.attributes = try attributes()?.object
        change.move = try team().map { ChangeMember.Move(team: $0) }
        change.from = try from()
        change.left = try left()
        return .command(change, try by().map(Actor.member) ?? .administrator)
    }

    private static func target(_ reader: YAMLReader) throws -> Action {
        let map = try reader.mapping()
        let metric = map.required("metric") { try $0.text() }
        let period = map.required("period") { try $0.text() }
        let value = map.required("value") { try $0.decimal() }
        let member = map.optional("member") { MemberID(try $0.text()) }
        let team = map.optional("team") { TeamID(try $0.text()) }
        let id = map.optional("id") { try $0.text() }
        let by = map.optional("by") { MemberID(try $0.text()) }
        _ = try map.exactlyOne(of: ["member", "team"])
        map.close()
        let owner = try member().map(TargetKey.Owner.member) ?? team().map(TargetKey.Owner.team)
        guard let owner else { throw reader.mismatch(expected: "a member or a team") }
        let key = TargetKey(owner: owner, metric: try metric(), period: try period())
        let name = try id() ?? "target/\(key.metric)/\(key.period)/\(try member()?.text ?? team()?.text ?? "")"
        return .command(SetTarget(id: RequestID(name), key: key, value: try value()), try by().map(Actor.member) ?? .administrator)
    }

    private static func appraisal(_ reader: YAMLReader) throws -> Action {
        let map = try reader.mapping(expected: "{id: rep-quarter/2026-Q4/na, step: rate, by: lin}")
        let id = map.required("id") { try $0.parsed("form/period/member, such as rep-quarter/2026-Q4/na") { SheetID($0) } }
        let step = map.required("step") { try $0.word(Appraise.Action.self) }
        let by = map.required("by") { MemberID(try $0.text()) }
        let comment = map.optional("comment") { try $0.text() }
        let ratings = map.optional("ratings", default: []) { try $0.byName { ($0, try $1.decimal()) } }
        map.close()
        let given = Dictionary(try ratings()) { $1 }
        return .command(Appraise(try step(), try id(), comment: try comment(), ratings: given), .member(try by()))
    }

    private static func publication(_ reader: YAMLReader, at: Instant, _ reading: RuleReading, _ book: ScenarioBook) throws -> Action {
        let map = try reader.mapping()
        let rules = map.optional("rules") { try RuleFile.rules($0, reading) }
        let metrics = map.optional("metrics") { try MetricsFile.metrics($0, reading) }
        let campaigns = map.optional("campaigns") { try CampaignFile.campaigns($0, reading) }
        let appraisals = map.optional("appraisals") { try AppraisalsFile.forms($0, reading) }
        let effective = map.optional("effective", default: at) { try $0.moment(reading) }
        map.close()
        if try rules() == nil, try campaigns() == nil, try appraisals() == nil {
            throw reader.failure("nothing is published", expected: "rules, campaigns or appraisals")
        }
        return .command(
            Publish(
                try book.publishing(rules: rules(), metrics: metrics(), campaigns: campaigns()?.map(\.value), appraisals: appraisals()?.map(\.value), effective: try effective())), .administrator)
    }

    /// `campaign: {end: id}` at the instant of the step, or `{extend: id, until: 2026-12-15}`.
    private static func campaign(_ reader: YAMLReader, at: Instant, _ reading: RuleReading, _ book: ScenarioBook) throws -> Action {
        let map = try reader.mapping()
        let end = map.optional("end") { try $0.text() }
        let extend = map.optional("extend") { try $0.text() }
        let until = map.optional("until", default: at) { try $0.moment(reading) }
        let reason = map.optional("reason", default: "because") { try $0.text() }
        let by = map.optional("by") { MemberID(try $0.text()) }
        map.close()
        let isEnd = try map.exactlyOne(of: ["end", "extend"]) == "end"
        let id = try end() ?? extend() ?? "", moment = try until(), actor = try by().map(Actor.member) ?? .administrator
        let campaigns = book.campaigns.map { $0.campaign.id == id ? $0.moved(until: moment, book.calendar) : $0 }
        let warrant: Warrant = try by() == nil ? .owner : .unseconded(needs: .director)
        let publication = try book.publishing(rules: nil, metrics: nil, campaigns: campaigns, effective: nil, reason: try reason(), warrant: warrant)
        let amendment = CampaignAmendment(id, until: moment, publication)
        return .command(isEnd ? EndCampaign(amendment) : ExtendCampaign(amendment), actor)
    }
}
