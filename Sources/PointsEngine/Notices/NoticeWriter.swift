import Identity
import JSON
import Ledger
import Periods
import RuleEngine

/// What members are told of a command: rows of the same commit, made here and nowhere else. What is live alone (points that came, places
/// that were lost) is told by whoever follows the commits.
extension Draft {
    func writeNotices(of command: any Command, _ receipt: any Receipt) throws {
        switch receipt {
        case let receipt as ActivityReceipt: try tell(of: receipt.recorded)
        case let receipt as RequestReceipt: try tell(of: receipt.request)
        case let receipt as SheetReceipt: try tell(of: receipt.sheet)
        case let receipt as QuestionReceipt: try tell(of: receipt.question)
        default: break
        }
        for sheet in overlay.changes.sheets.keys.sorted() { try noteDeadline(of: sheet) }
        // Those that have opened.
        if command is DueStep { for sheet in overlay.changes.sheets.values.sorted(by: { $0.id < $1.id }) { try tell(of: sheet) } }
        if command is RecordActivity || command is DecideRequest {
            for (member, standing) in overlay.changes.tierStandings.sorted(by: { $0.key < $1.key }) { try tell(member, of: standing) }
        }
        for archive in overlay.changes.archives.ordered {
            for honour in archive.honours {
                guard case .member(let member) = honour.owner, let title = honour.title else { continue }
                let more: JSONObject = ["board": .string(archive.board), "period": .string(archive.period), "rank": .number(Decimal(honour.rank))]
                try tell(.honour, member, honour.points, title.json, more)
            }
        }
        for wish in try reachedWishes(of: command) {
            try tell(.wish, wish.member, wish.reward.cost, wish.reward.title.json, ["reward": .string(wish.reward.id), "before": .string(wish.before)])
        }
        try tellDeputies(of: command, receipt)
        for warning in overlay.changes.warnings {
            try tell(.warning, warning.member, warning.points, "", ["expires": .string(warning.expires.rfc3339)])
        }
    }

    // MARK: What Laurel notices

    private func tell(of recorded: Recorded) throws {
        // What was before the company went live is filled in, and is nobody's news.
        guard recorded.activity.key.source.text == Activity.ownSource, recorded.activity.link == nil, recorded.activity.time >= programme.liveSince,
            let member = recorded.activity.subject
        else { return }
        let data = recorded.activity.data, given = recorded.given(to: member)
        let points = given == 0 ? nil : given
        switch recorded.activity.type {
        case TargetMark.activityType:
            guard let metric = data["metric"]?.string else { return }
            try tell(.target, member, points, title(ofMetric: metric), data.only("mark", "metric", "period"))
        case EarnedBadge.activityType:
            guard let badge = data["badge"]?.string else { return }
            try tell(.badge, member, points, programme.badges[badge]?.title.json ?? .string(badge), data.only("badge", "level", "period"))
        case Kudos.receivedType:
            guard let id = data["kudos"]?.string, let kudos = try overlay.find(Kudos.self, RequestID(id)) else { return }
            // By id alone: names are told by whoever shows it, and can be forgotten.
            let more: JSONObject = ["kudos": .string(id), "reason": .string(kudos.reason), "from": .string(kudos.from.text)]
            try tell(.kudos, member, points, .string(kudos.text), more)
        default: break
        }
    }

    private func title(ofMetric name: String) -> JSONValue { programme.title(ofMetric: name) }

    // MARK: Requests

    private func tell(of request: Request) throws {
        // Of a team's target nobody in particular hears.
        guard let member = request.member else { return }
        let more: JSONObject = ["request": .string(request.id.inPath), "about": .string(request.kind.name), "state": .string(request.state.rawValue)]
        var points: Points? = request.points, kind = NoticeKind.decision
        if case .target = request.kind { points = nil }
        if case .redemption = request.kind { kind = .redemption }
        try tell(kind, member, points, title(of: request), more)
    }

    func title(of request: Request) throws -> JSONValue {
        let overlay = overlay
        return try request.title(under: programme, reward: { try overlay.reward($0) }, customer: { try overlay.find(Customer.self, $0) })
    }

    // MARK: Appraisals and questions

    /// Whoever's turn it is hears of it; the member, too, of what was taken over and of the end.
    private func tell(of sheet: Sheet) throws {
        if sheet.state.isClosed { return try tell(sheet.member, .closed, of: sheet) }
        if sheet.steps.last?.isTakenOver ?? false { try tell(sheet.member, .takenOver, of: sheet) }
        for id in try turns(of: sheet, at: now) {
            let isOwn = id == sheet.member
            try tell(id, isOwn ? sheet.state == .open ? .open : .sign : sheet.state == .objected ? .objection : .turn, of: sheet)
        }
    }

    /// The time of a step is over: whoever is next above hears of it, and once those whose step it was. A comment that a member did not
    /// give is passed over, and the turn of who comes next begins.
    func tellOverdue(_ sheet: Sheet) throws {
        guard let awaited = try sheet.awaited(at: now, of: overlay.member(sheet.member), calendar) else { return }
        let before = Set(try turns(of: sheet, at: now.adding(microseconds: -1)))
        for id in try turns(of: sheet, at: now) where awaited.takeovers == 1 || !before.contains(id) {
            try tell(id, awaited.takeovers > 0 ? .overdue : .turn, of: sheet)
        }
    }

    private func tell(_ member: MemberID, _ news: AppraisalNews, of sheet: Sheet) throws {
        let more: JSONObject = [
            "sheet": .string(sheet.id.inPath), "period": .string(sheet.id.period), "state": .string(sheet.state.rawValue), "news": .string(news.rawValue),
            "member": .string(sheet.member.text), "name": .string(try overlay.member(sheet.member)?.name ?? sheet.member.text),
        ]
        try tell(.appraisal, member, nil, sheet.terms.title.json, more)
    }

    /// Those who may take the next step at a moment: the member alone where it is theirs.
    private func turns(of sheet: Sheet, at now: Instant) throws -> [MemberID] {
        guard let member = try overlay.member(sheet.member), let awaited = sheet.awaited(at: now, of: member, calendar) else { return [] }
        if awaited.stage == .own || awaited.stage == .signature && member.isThere(at: now) { return member.isThere(at: now) ? [member.id] : [] }
        return try overlay.leaders().filter { leader in
            try leader.isThere(at: now) && Rights(of: .member(leader.id), among: overlay, at: now).mayTake(awaited, of: sheet)
        }.map(\.id).sorted()
    }

    /// Who asked hears of the answer, and whom it was passed to of the question.
    private func tell(of question: Question) throws {
        guard let step = question.steps.last, let member = step.action == .answered ? question.member : step.action == .passed ? step.to : nil else { return }
        try tell(.question, member, nil, .string(question.words), ["question": .string(question.id.text), "state": .string(step.action.rawValue)])
    }

    // MARK: Standing

    /// A tier reached; one that was kept is no news.
    private func tell(_ member: MemberID, of standing: TierStanding) throws {
        guard standing.since == now, standing.grace == nil, let tier = try overlay.tiers().first(where: { $0.id == standing.tier }) else { return }
        try tell(.tier, member, nil, tier.title.json, [:])
    }

    // MARK: Telling

    func tell(_ kind: NoticeKind, _ member: MemberID, _ points: Points?, _ title: JSONValue, _ more: JSONObject) throws {
        let wanted = try overlay.find(NoticePreferences.self, member) ?? NoticePreferences()
        let notice = Notice(kind: kind, at: now, points: points, title: title, more: more)
        switch wanted[kind] {
        case .off: return
        case .on: try add(notice, for: member)
        case .digest:
            var box = try overlay.find(NoticeBox.self, member) ?? NoticeBox()
            box.add(notice, due: calendar.period(wanted.digest.period, containing: now).end)
            overlay.changes.noticeBoxes[member] = box
        }
    }

    private func add(_ notice: Notice, for member: MemberID) throws {
        var item: Int64 = 0
        while overlay.changes.notices[NoticeKey(member: member, number: number, item: item)] != nil { item += 1 }
        overlay.changes.notices[NoticeKey(member: member, number: number, item: item)] = notice
    }

    /// Tells what has waited for a member, as one.
    func gatherNotices(of member: MemberID) throws {
        guard var box = try overlay.find(NoticeBox.self, member), let digest = box.gather(at: now) else { return }
        overlay.changes.noticeBoxes[member] = box
        try add(digest, for: member)
    }
}

/// What there is to say of a sheet, to the member and to those above.
private enum AppraisalNews: String {
    case open, sign, closed, takenOver = "taken-over"
    case turn, overdue, objection
}

extension JSONObject {
    fileprivate func only(_ keys: String...) -> JSONObject {
        var some: JSONObject = [:]
        for key in keys { some[key] = self[key] }
        return some
    }
}

extension Recorded {
    /// What a member got at once, or will get by date.
    package func given(to member: MemberID) -> Points {
        var sum: Points = 0
        for line in decision.lines where line.member == member && line.after > 0 && line.state != .held { sum += line.after }
        return sum
    }
}
