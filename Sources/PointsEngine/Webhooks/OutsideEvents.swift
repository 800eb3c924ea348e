import Boards
import Identity
import JSON
import Ledger
import RuleEngine

/// The events of one command, in an order that depends on it alone.
struct OutsideEvents {
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
        for request in changes.requests.values.sorted(by: { $0.id.text < $1.id.text }) {
            try note(request, isAsked: (receipt as? RequestReceipt)?.step == .asked)
        }
        for (member, standing) in changes.tierStandings.sorted(by: { $0.key < $1.key }) { try tier(member, standing.tier) }
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
                entry.writeOutside(to: &writer)
                writer.member("state", line?.state == .pending ? "pending" : "posted")
                writer.member("usable", ifPresent: line?.usableFrom?.rfc3339)
                writer.member("expires", ifPresent: line?.expires?.rfc3339)
                if let activity = recorded?.activity { writer.member("activity", activity.outsideSummary) }
            }
        case .adjustment: add(EventType.awardPosted, entry.member.text) { entry.writeOutside(to: &$0) }
        case .reversal: add(EventType.pointsReversed, entry.member.text) { entry.writeOutside(to: &$0) }
        case .expiry: add(EventType.pointsExpired, entry.member.text) { entry.writeOutside(to: &$0) }
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
            writer.member("from", textOrNull: before)
            writer.member("to", textOrNull: now)
        }
    }

    // MARK: Requests

    private mutating func note(_ request: Request, isAsked: Bool) throws {
        guard try overlay.base.request(request.id)?.state != request.state else { return }
        if request.isOpen, request.authority != nil || request.kind.waitsForPerson {
            add(EventType.approvalNeeded, request.outsideSubject) { request.writeOutside(to: &$0) }
        }
        switch request.kind {
        case .redemption:
            // What nobody need approve was asked for all the same.
            let states = isAsked && !request.isOpen ? [.requested, request.state] : [request.state]
            for type in states.compactMap(EventType.redemption) { add(type, request.outsideSubject) { request.writeOutside(to: &$0) } }
        case .hold where request.isOpen: add(EventType.awardHeld, request.outsideSubject) { request.writeOutside(to: &$0) }
        default: break
        }
    }

    // MARK: Periods and rules

    private mutating func locked(_ archive: Archive) {
        for honour in archive.honours {
            add(EventType.honourGiven, honour.owner.outsideName) { writer in
                writer.member("board", archive.board)
                writer.member("period", archive.period)
                honour.owner.writeOutside(to: &writer)
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
                        row.owner.writeOutside(to: &writer)
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
