import Boards
import Identity
import JSON
import Ledger
import Periods
import RuleEngine

/// Notes for the outside what a command did: a delivery for each event and each webhook that wants to hear of it. Where there is no webhook,
/// this costs one look at an empty list.
extension Draft {
    func deliveries(of command: any Command, _ receipt: any Receipt, _ changes: Changes) throws -> [Delivery] {
        let webhooks = try overlay.webhooks().filter(\.isOn)
        guard !webhooks.isEmpty, isNews(receipt) else { return [] }
        var events = Events(wanted: Set(webhooks.flatMap(\.types)), overlay: overlay)
        try events.note(command, receipt, changes)
        var deliveries: [Delivery] = []
        for event in events.noted {
            for webhook in webhooks where webhook.types.contains(event.type) && deliveries.count < Delivery.mostOfOne {
                deliveries.append(
                    Delivery(
                        number: Delivery.number(deliveries.count, of: number), webhook: webhook.id, type: event.type, subject: event.subject, at: now,
                        data: event.data))
            }
        }
        return deliveries
    }

    /// What was before the company went live is filled in, and is nobody's news.
    private func isNews(_ receipt: any Receipt) -> Bool {
        (receipt as? ActivityReceipt).map { $0.recorded.activity.time >= programme.liveSince } ?? true
    }
}

/// The events of one command, in an order that depends on it alone.
private struct Events {
    struct Event {
        let type: String
        let subject: String?
        let data: [UInt8]
    }

    let wanted: Set<String>
    let overlay: DraftOverlay
    private(set) var noted: [Event] = []

    init(wanted: Set<String>, overlay: DraftOverlay) {
        self.wanted = wanted
        self.overlay = overlay
    }

    mutating func note(_ command: any Command, _ receipt: any Receipt, _ changes: Changes) throws {
        if let receipt = receipt as? ActivityReceipt { noticed(receipt.recorded.activity) }
        for entry in changes.entries { try note(entry, (receipt as? ActivityReceipt)?.recorded) }
        for request in changes.requests.values.values.sorted(by: { $0.id.text < $1.id.text }) {
            try note(request, isAsked: (receipt as? RequestReceipt)?.step == .asked)
        }
        for (member, standing) in changes.tierStandings.values.sorted(by: { $0.key < $1.key }) { try tier(member, standing.tier) }
        for member in changes.tierStandings.deleted.sorted() { try tier(member, nil) }
        for archive in changes.archives.ordered { locked(archive) }
        for warning in changes.warnings { expiring(warning) }
        if let publication = changes.publication { published(publication) }
    }

    private mutating func add(_ type: String, _ subject: String?, _ write: (inout JSONWriter) -> Void) {
        if wanted.contains(type) { noted.append(Event(type: type, subject: subject, data: JSONWriter.object(write))) }
    }

    /// What Laurel itself noticed is an activity, and is told as it was recorded.
    private mutating func noticed(_ activity: Activity) {
        guard activity.key.source.text == Activity.ownSource, activity.link == nil, wanted.contains(activity.type) else { return }
        noted.append(Event(type: activity.type, subject: activity.subject?.text, data: JSONValue.object(activity.data).bytes))
    }

    // MARK: Points

    private mutating func note(_ entry: Entry, _ recorded: Recorded?) throws {
        switch entry.kind {
        case .award, .bonus:
            let line = recorded?.decision.lines.first { $0.entry == entry.number }
            add(EventType.awardPosted, entry.member.text) { writer in
                entry.write(to: &writer)
                writer.member("state", line?.state == .pending ? "pending" : "posted")
                writer.member("usable", ifPresent: line?.usableFrom?.rfc3339)
                writer.member("expires", ifPresent: line?.expires?.rfc3339)
                if let activity = recorded?.activity { writer.member("activity", activity.summary) }
            }
        case .adjustment: add(EventType.awardPosted, entry.member.text) { entry.write(to: &$0) }
        case .reversal: add(EventType.pointsReversed, entry.member.text) { entry.write(to: &$0) }
        case .expiry: add(EventType.pointsExpired, entry.member.text) { entry.write(to: &$0) }
        case .redemption, .refund, .transfer: break
        }
    }

    private mutating func expiring(_ warning: ExpiryWarning) {
        add(EventType.pointsExpiring, warning.member.text) { writer in
            writer.member("member", warning.member.text)
            writer.member("points", warning.points)
            writer.member("expires", warning.expires.rfc3339)
        }
    }

    private mutating func tier(_ member: MemberID, _ now: String?) throws {
        let before = try overlay.base.tierStanding(member)?.tier
        guard before != now else { return }
        add(EventType.tierChanged, member.text) { writer in
            writer.member("member", member.text)
            writer.member("from", orNull: before)
            writer.member("to", orNull: now)
        }
    }

    // MARK: Requests

    private mutating func note(_ request: Request, isAsked: Bool) throws {
        guard try overlay.base.request(request.id)?.state != request.state else { return }
        if request.isOpen, request.authority != nil || request.kind.waitsForPerson {
            add(EventType.approvalNeeded, request.subject) { request.write(to: &$0) }
        }
        switch request.kind {
        case .redemption:
            // What nobody need approve was asked for all the same.
            let states = isAsked && !request.isOpen ? [.requested, request.state] : [request.state]
            for type in states.compactMap(EventType.redemption) { add(type, request.subject) { request.write(to: &$0) } }
        case .hold where request.isOpen: add(EventType.awardHeld, request.subject) { request.write(to: &$0) }
        default: break
        }
    }

    // MARK: Periods and rules

    private mutating func locked(_ archive: Archive) {
        for honour in archive.honours {
            add(EventType.honourGiven, honour.owner.name) { writer in
                writer.member("board", archive.board)
                writer.member("period", archive.period)
                honour.owner.write(to: &writer)
                writer.member("rank", Int64(honour.rank))
                writer.member("title", honour.title?.stored ?? .null)
                writer.member("points", honour.points)
            }
        }
        add(EventType.boardLocked, archive.board) { writer in
            writer.member("board", archive.board)
            writer.member("period", archive.period)
            writer.member("entrants", Int64(archive.rows.count))
            writer.array("first") { writer in
                for row in archive.rows.prefix(Self.placesTold) {
                    writer.object { writer in
                        writer.member("rank", Int64(row.rank))
                        row.owner.write(to: &writer)
                        writer.member("value", row.value.number)
                    }
                }
            }
        }
    }

    private static var placesTold: Int { 10 }

    private mutating func published(_ publication: Publication) {
        add(EventType.rulesPublished, publication.set.version) { writer in
            writer.member("version", publication.set.version)
            writer.member("effective", ifPresent: publication.effective?.rfc3339)
            writer.member("reason", ifPresent: publication.reason)
        }
    }
}

extension Request {
    /// Nobody in particular: a team's target, a publication.
    fileprivate var subject: String? { member.text.isEmpty ? nil : member.text }

    fileprivate func write(to writer: inout JSONWriter) {
        writer.member("request", id.inPath)
        writer.member("kind", kind.name)
        writer.member("member", orNull: subject)
        writer.member("state", state.rawValue)
        writer.member("points", points)
        writer.member("authority", ifPresent: authority?.rawValue)
        if case .redemption(let reward, let quantity, _) = kind {
            writer.member("reward", reward)
            writer.member("quantity", quantity)
        }
        if case .hold(let activity, let rule) = kind {
            writer.member("activity", ["source": .string(activity.source.text), "id": .string(activity.id.text)])
            writer.member("rule", rule)
        }
    }
}

extension Request.Kind {
    /// Kinds that are nothing until a person says so, whoever that is.
    fileprivate var waitsForPerson: Bool {
        switch self {
        case .hold, .publication: true
        case .redemption, .adjustment, .target: false
        }
    }
}

extension Entry {
    fileprivate func write(to writer: inout JSONWriter) {
        writer.member("member", member.text)
        writer.member("team", orNull: team?.text)
        writer.member("entry", number)
        writer.member("kind", kind.rawValue)
        writer.member("points", points)
        writer.member("occurred", occurred.rfc3339)
        writer.member("original", ifPresent: original)
        switch source {
        case .rule(_, let rule, _): writer.member("rule", rule)
        case .request(let id): writer.member("request", id.inPath)
        case .honour(let board, let period):
            writer.member("board", board)
            writer.member("period", period)
        case .expiry: break
        }
    }
}

extension Activity {
    fileprivate var summary: JSONValue {
        var summary: JSONObject = ["source": .string(key.source.text), "id": .string(key.id.text), "type": .string(type)]
        if let title = data.title { summary["title"] = .string(title) }
        return .object(summary)
    }
}

extension Owner {
    fileprivate var name: String? {
        switch self {
        case .member(let id): id.text
        case .team(let id): id.text
        case .company, .key: nil
        }
    }

    fileprivate func write(to writer: inout JSONWriter) {
        switch self {
        case .member(let id): writer.member("member", id.text)
        case .team(let id): writer.member("team", id.text)
        case .company, .key: break
        }
    }
}

extension JSONWriter {
    fileprivate mutating func member(_ key: String, orNull text: String?) { member(key, text.map(JSONValue.string) ?? .null) }
}
