import Boards
import Identity
import JSON
import Periods
import PointsEngine
import RuleEngine
import Store

/// Makes celebrations, personal notices that are live alone, and news of the approvals' queue out of a commit; notices that are kept are rows of it. Places won and lost are told by the
/// feed itself, which knows the boards. For example, `sale.won` with 80 points for Li Na becomes a personal notice `award` and a
/// celebration `sale`.
struct NoticeMaker {
    let directory: Directory
    let numbers: EntrantNumbers
    /// What is made of one commit.
    private var made = BoardCommit()
    /// Of what `made.approvals` tells, by the ids there.
    private var asked = WaitingThings()
    private let at: Int64
    /// Thanks that the commit gave.
    private let committed: [RequestID: Kudos]
    /// Whether somebody watches what a member is told: what is live alone is made for nobody else.
    private let isWatched: (Int32) -> Bool

    /// - Returns: the requests and questions of which the commit's news of the approvals' queue tell, by the ids that stand there.
    static func add(
        _ committed: Committed, to commit: inout BoardCommit, _ directory: Directory, _ numbers: EntrantNumbers, isWatched: @escaping (Int32) -> Bool
    ) -> WaitingThings {
        var maker = NoticeMaker(directory: directory, numbers: numbers, committed, isWatched: isWatched)
        maker.make(committed)
        commit.celebrations += maker.made.celebrations
        commit.personal += maker.made.personal
        commit.approvals += maker.made.approvals
        return maker.asked
    }

    private init(directory: Directory, numbers: EntrantNumbers, _ committed: Committed, isWatched: @escaping (Int32) -> Bool) {
        self.directory = directory
        self.numbers = numbers
        self.isWatched = isWatched
        at = committed.at.milliseconds
        self.committed = committed.changes.tables.kudos.byKey
    }

    private mutating func make(_ committed: Committed) {
        for command in committed.commands {
            guard case .command(let done, let receipt) = command.content else { continue }
            switch receipt {
            case let receipt as ActivityReceipt:
                let recorded = receipt.recorded
                // A batch of a caller may be written by several commits.
                let stands = !command.isUndoneLater && committed.changes.tables.recorded[recorded.activity.key]?.fate == .standing
                if isNews(receipt) { activity(recorded, stands: stands) }
            case let receipt as RequestReceipt:
                if receipt.step == .asked { asked(receipt.request) } else { decided(receipt.request) }
            case let receipt as QuestionReceipt: question(receipt.question)
            default: break
            }
            kept(command)
            if command.activity == nil, let step = done as? DueStep, case .mature(let members) = step.work {
                for member in members { tell("matured", member) }
            }
            if !command.changes.tables.tierStandings.isEmpty, done.mayRaise { for (member, standing) in command.changes.tables.tierStandings { tier(member, standing, at: command.at) } }
            for (_, request) in command.changes.tables.requests {
                if case .publication = request.kind, !request.isOpen, done.isPublishing { queue("decided", request) }
            }
            for (_, request) in command.changes.tables.requests where request.isOpen {
                if case .hold = request.kind { queue("opened", request) }
            }
            for archive in command.changes.tables.archives.ordered { honours(archive) }
            if isNews(receipt) { for entry in command.changes.entries where entry.kind == .expiry { tell("expiry", entry.member, entry.points) } }
        }
    }

    /// What members are told in rows of the commit, at once to those who watch.
    private mutating func kept(_ command: DecidedCommand) {
        let new = command.changes.tables.notices.filter { $0.key.number == command.number }
        for (key, notice) in new.sorted(by: { ($0.key.member, $0.key.item) < ($1.key.member, $1.key.item) }) {
            var more = notice.more
            more["notice"] = .string(key.id)
            tell(notice.kind.rawValue, key.member, notice.points, notice.title, more: more, isKept: true)
        }
    }

    // MARK: Activities

    /// What was before the company went live is filled in, and is nobody's news.
    private func isNews(_ receipt: any Receipt) -> Bool {
        (receipt as? ActivityReceipt).map { $0.recorded.activity.time >= directory.programme.liveSince } ?? true
    }

    /// - Parameter stands: false where the same batch undid it again.
    private mutating func activity(_ recorded: Recorded, stands: Bool) {
        switch recorded.activity.type {
        case TargetMark.activityType where recorded.activity.link == nil: return target(recorded)
        case EarnedBadge.activityType where recorded.activity.link == nil: return badge(recorded)
        case Kudos.givenType: return
        case Kudos.receivedType: return kudos(recorded)
        default: break
        }
        // What came of an appraisal is celebrated by nobody.
        let isPrivate = recorded.activity.type == AppraisalActivity.type
        let title = title(of: recorded)
        for line in recorded.decision.lines where line.after > 0 {
            tell(line.state == .held ? "held" : line.state == .pending ? "pending" : "award", line.member, line.after, title)
        }
        for line in recorded.decision.undone { tell("reversal", line.member, line.points, title) }
        guard recorded.decision.undone.isEmpty, stands, !isPrivate else { return }
        for member in recorded.decision.awarded {
            let points = recorded.given(to: member)
            guard points > 0 else { continue }
            celebrate(Self.kind(of: recorded.activity.type), member, points, title)
        }
    }

    /// Its customer, course …; of one that names nothing the rule by which it counted, in all languages.
    private func title(of recorded: Recorded) -> JSONValue {
        if let named = recorded.activity.facts.title({ directory.customers[$0]?.name }) { return .string(named) }
        let rule = (recorded.decision.lines.first { $0.after > 0 }?.rule).flatMap { directory.programme.book.versions.last?.set.rule($0) }
        return rule?.title?.json ?? .string(recorded.activity.type)
    }

    /// What a type of activity is called on the feed.
    private static func kind(of type: String) -> String {
        let category = ActivityCategory(type: type)
        return category == .other ? "award" : category.rawValue
    }

    /// Everyone hears of a target that was reached: of that one, where attainment is no secret.
    private mutating func target(_ recorded: Recorded) {
        guard let member = recorded.activity.subject, let metric = recorded.activity.data["metric"]?.string,
            let mark = recorded.activity.data["mark"]?.int64
        else { return }
        let title = directory.programme.title(ofMetric: metric), points = recorded.given(to: member)
        let more: JSONObject = [
            "mark": .number(Decimal(mark)), "metric": .string(metric), "period": recorded.activity.data["period"] ?? .null,
        ]
        guard mark >= TargetMark.whole else { return }
        let isSecret = directory.programme.boards.contains { $0.value == .attainment(metric: metric) && $0.entrants == .members && $0.reveal != .all }
        celebrate("target", member, points == 0 ? nil : points, title, more: more, isReserved: isSecret)
    }

    /// A badge of a metric tells where the member stands, and is no more open than the boards of that metric.
    private mutating func badge(_ recorded: Recorded) {
        guard let member = recorded.activity.subject, let id = recorded.activity.data["badge"]?.string, let level = recorded.activity.data["level"] else { return }
        let badge = directory.programme.badges[id], points = recorded.given(to: member)
        let more: JSONObject = ["badge": .string(id), "level": level]
        celebrate(
            "badge", member, points == 0 ? nil : points, badge?.title.json ?? .string(id), more: more,
            isReserved: badge.map { directory.programme.isSecret($0) } ?? false)
    }

    private mutating func kudos(_ recorded: Recorded) {
        guard let member = recorded.activity.subject, let id = recorded.activity.data["kudos"]?.string, let kudos = committed[RequestID(id)],
            let number = numbers[member]
        else { return }
        let points = recorded.given(to: member)
        let more: JSONObject = ["kudos": .string(id), "reason": .string(kudos.reason), "giver": .string(kudos.from.text)]
        made.celebrations.append(
            Celebration(
                kind: "kudos", member: number, points: points == 0 ? nil : points, title: .string(kudos.text), at: at,
                from: directory.members[kudos.from]?.name, more: more))
    }

    // MARK: Requests

    private mutating func asked(_ request: Request) {
        if request.isOpen { queue("opened", request) }
        recognition(request)
    }

    private mutating func decided(_ request: Request) {
        queue("decided", request)
        recognition(request)
    }

    /// Points given with a word of recognition are celebrated once they are given.
    private mutating func recognition(_ request: Request) {
        guard request.state == .done, case .adjustment(let words, true) = request.kind else { return }
        guard let member = request.member else { return }
        directory.recognition(of: member, numbers, words, from: request.requester, points: request.points, at: at).map { made.celebrations.append($0) }
    }

    private mutating func queue(_ kind: String, _ request: Request) {
        let id = request.id.inPath
        asked.requests[id] = request
        made.approvals.append(
            ApprovalNotice(kind: kind, request: id, member: request.member.flatMap { numbers[$0] }, points: request.points, title: title(of: request), at: at))
    }

    /// Those who may answer hear of a question that waits for them, and of one that does no longer.
    private mutating func question(_ question: Question) {
        asked.questions[question.id.text] = question
        let title = JSONValue.string(question.words)
        made.approvals.append(
            ApprovalNotice(
                kind: question.isWaiting ? "opened" : "decided", request: question.id.text, member: numbers[question.member], points: nil, title: title, at: at))
    }

    private func title(of request: Request) -> JSONValue {
        request.title(under: directory.programme, reward: { directory.rewards[$0] }, customer: { directory.customers[$0] })
    }

    // MARK: Standing

    private mutating func honours(_ archive: Archive) {
        for honour in archive.honours {
            guard case .member(let member) = honour.owner, let title = honour.title else { continue }
            celebrate("honour", member, honour.points, title.json)
        }
    }

    /// A tier reached is celebrated; one that was kept is not.
    private mutating func tier(_ member: MemberID, _ standing: TierStanding, at now: Instant) {
        guard standing.since == now, standing.grace == nil, let tier = directory.tiers.first(where: { $0.id == standing.tier }) else { return }
        celebrate("tier", member, nil, tier.title.json)
    }

    // MARK: Saying

    private mutating func celebrate(
        _ kind: String, _ member: MemberID, _ points: Points?, _ title: JSONValue, more: JSONObject = [:], isReserved: Bool = false
    ) {
        guard let number = numbers[member] else { return }
        var celebration = Celebration(kind: kind, member: number, points: points, title: title, at: at, more: more)
        celebration.isReserved = isReserved
        made.celebrations.append(celebration)
    }

    private mutating func tell(
        _ kind: String, _ member: MemberID, _ points: Points? = nil, _ title: JSONValue = "", more: JSONObject = [:], isKept: Bool = false
    ) {
        guard let number = numbers[member], isKept || isWatched(number) else { return }
        made.personal.append(PersonalNotice(kind: kind, member: number, points: points, title: title, at: at, more: more, isKept: isKept))
    }
}

/// What waits for somebody, or did, by the ids that news of the approvals' queue name.
struct WaitingThings {
    var requests: [String: Request] = [:]
    var questions: [String: Question] = [:]
}

extension Command {
    /// Whether a tier that it moves was reached by points: a review lowers, and who configures tiers moves everyone.
    fileprivate var mayRaise: Bool { self is RecordActivity || self is DecideRequest }

    fileprivate var isPublishing: Bool { self is Publish || self is Announce }
}

extension Decision {
    /// Who stands in its lines, in order of id; nearly always one.
    fileprivate var awarded: [MemberID] {
        guard let first = lines.first?.member else { return [] }
        return lines.allSatisfy { $0.member == first } ? [first] : Set(lines.map(\.member)).sorted()
    }
}
