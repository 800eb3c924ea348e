/// A stretch of time with rules and a contest of its own (programme.md, "Campaigns").
package struct Campaign: Sendable {
    package let id: String
    package let from: Instant
    package var until: Instant
    package let teams: [String]?
    /// As they stand in the file.
    let own: [Rule]
    /// Its board, over its days.
    package var board: BoardRule?

    /// "in force only here and then; ids become double-november/…"
    var rules: [Rule] {
        own.map { rule in
            var rule = rule
            rule.id = "\(id)/\(rule.id)"
            rule.from = max(from, rule.from ?? .min)
            rule.until = min(until, rule.until ?? .max)
            rule.teams = teams ?? rule.teams
            return rule
        }
    }

    init(reading tree: Tree, _ calendar: CompanyCalendar) throws(Unreadable) {
        func instant(_ key: String) -> Instant? { tree[key]?.text.flatMap { InstantText.read($0, in: calendar) } }
        guard let id = tree["id"]?.text, let from = instant("from"), let until = instant("until") else { throw Unreadable(description: "a campaign") }
        (self.id, self.from, self.until) = (id, from, until)
        teams = tree["teams"]?.texts
        own = try Company.rules(tree["rules"].map { $0.items.isEmpty ? .list([$0]) : $0 }, calendar)
        guard let contest = tree["contest"] else { return }
        var board = try BoardRule(reading: .map(contest.pairs + [.init("id", .plain(id)), .init("period", .plain("all"))]))
        board.kind = contest["kind"]?.text ?? "ranking"
        board.goal = contest["goal"]?.text.flatMap { Exact($0) }
        board.admits = teams
        if board.kind == "race" { board.ties = "first" }
        if board.value == "points" { board.campaign = id }
        self.board = board
        settle(calendar)
    }

    mutating func end(at instant: Instant, _ calendar: CompanyCalendar) {
        until = instant
        settle(calendar)
    }

    /// The contest is over whole days.
    private mutating func settle(_ calendar: CompanyCalendar) {
        let first = calendar.day(of: from), last = calendar.day(of: until - 1)
        board?.span = Period(kind: .all, key: "from-\(first.text)", start: calendar.start(of: first), end: calendar.start(of: last.plus(days: 1)))
    }
}

extension Model {
    /// What all for whom a campaign is have together.
    func together(_ board: BoardRule, before lock: Instant?) -> Exact {
        counted(board, board.span, before: lock).filter { mark in board.admits.map { $0.contains { isTeam(mark.team, inside: $0) } } ?? true }
            .filter { $0.counts(board) }.reduce(Exact.zero) { $0 + $1.value }
    }

    /// The marks of a span, of a campaign's own rules where its points are compared.
    func counted(_ board: BoardRule, _ span: Period?, before lock: Instant?) -> [Mark] {
        guard let span else { return [] }
        return marks.filter { mark in
            span.start <= mark.time && mark.time < span.end && (lock.map { mark.recorded < $0 } ?? true)
                && (board.campaign.map { mark.rule?.hasPrefix($0 + "/") ?? mark.isMetric } ?? true)
        }
    }

    /// Everyone, when the goal is reached together: once.
    mutating func noticeCampaigns() -> [Activity] {
        var found: [Activity] = []
        for campaign in company.campaigns {
            guard let board = campaign.board, board.kind == "shared", let goal = board.goal, let span = board.span, !reachedTogether.contains(campaign.id),
                lock(of: span).map({ now < $0 }) ?? true, together(board, before: nil) >= goal
            else { continue }
            let time = max(campaign.from, min(now, campaign.until - 1))
            let everyone = members.sorted { $0.id < $1.id }.filter { !$0.hasLeft(by: now) && isFor(campaign.teams, $0, at: now) }
            guard everyone.allSatisfy({ notices("laurel.campaign.reached", $0.id, at: time) }) else { continue }
            reachedTogether.insert(campaign.id)
            for member in everyone {
                found.append(Activity(reachedBy: campaign.id, span.key, member.id, goal, at: time))
            }
        }
        return found
    }

    func isFor(_ teams: [String]?, _ member: Member, at instant: Instant) -> Bool {
        teams.map { $0.contains { isTeam(member.team(at: instant), inside: $0) } } ?? true
    }

    /// "A running campaign may be ended early or extended with a reason".
    mutating func amend(_ tree: Tree) -> Answer {
        command += 1
        let isEnd = tree["end"] != nil, id = (tree["end"] ?? tree["extend"])?.text ?? ""
        let until = tree["until"]?.text.flatMap { InstantText.read($0, in: calendar) } ?? now
        if let by = tree["by"]?.text, (member(by)?.role ?? .rep) < (isEnd ? .manager : .director) { return .refused("not-permitted") }
        if tree["by"] != nil, !isEnd, company.asksForSecond { return .refused("not-permitted") }
        guard let place = company.campaigns.firstIndex(where: { $0.id == id }) else { return .refused("not-found") }
        let campaign = company.campaigns[place]
        guard campaign.from <= now, now < campaign.until else { return .refused("not-running") }
        guard isEnd ? now - 300 <= until && until < campaign.until : until > campaign.until else { return .refused("bad-time") }
        // "While a publication is planned for a later day, both answer `conflict`".
        if hasPlans { return .refused("conflict") }
        if let by = tree["by"]?.text, let board = campaign.board, let span = board.span, let last = board.honours.map(\.rank).max(),
            rows(board, span).contains(where: { $0.entrant == by && $0.rank <= last })
        {
            return .refused("not-permitted")
        }
        company.campaigns[place].end(at: until, calendar)
        let base = rules(at: now).filter { !$0.id.contains("/") }
        versions.append((now, (base + company.campaigns.flatMap(\.rules)).sorted { $0.id < $1.id }))
        putBoards()
        return Answer("done")
    }

    /// The boards of campaigns as they are now, and their locks.
    mutating func putBoards() {
        company.boards = company.boards.filter { $0.span == nil } + company.campaigns.compactMap(\.board)
        for (name, open) in openLocks where open.board.span != nil { openLocks[name] = nil }
        for mark in marks { noteLocks(mark) }
    }
}

extension Activity {
    fileprivate init(reachedBy campaign: String, _ period: String, _ member: String, _ goal: Exact, at time: Instant) {
        source = Target.source
        id = "campaign/\(campaign)/\(period)/\(member)"
        type = "laurel.campaign.reached"
        self.time = time
        subject = member
        sent = .map(["campaign": .string(campaign), "goal": .number(goal, whole: false)])
    }
}

extension Mark {
    /// Whether it adds to what a board compares.
    func counts(_ board: BoardRule) -> Bool {
        switch kind {
        case .points: board.value == "points"
        case .metric(let name): board.value == name
        }
    }
}
