import Boards
import Periods

/// What comes from the runtime: commits, boards that were read, the calendar, rights.
extension LiveFeed {
    /// A batch is on disk: moves the boards, and tells those who follow what it touched. Answers all that is celebrated, with
    /// what only the boards know. O(boards touched).
    @discardableResult
    package func commit(_ commit: BoardCommit, now: Int64) -> [Celebration] {
        let climbers = RankMilestones(commit, boards) { rivals(now: now) }
        mark(boards.apply(commit))
        recheck(after: commit, now: now)
        let milestones = climbers.map { news($0.milestones(boards, of: commit.celebrations), now: now) } ?? []
        commit.celebrations.forEach { celebrate($0, most: limits.items, now: now) }
        // A place that was won is not lost in a storm of sales.
        milestones.forEach { celebrate($0, most: .max, now: now) }
        commit.personal.forEach { deliver($0, now: now) }
        for notice in climbers?.overtaken(boards) ?? [] {
            topics[.me(notice.member)]?.overtakenAt = now
            deliver(notice, now: now)
        }
        for notice in commit.approvals { announce(notice, now: now) }
        return commit.celebrations + milestones
    }

    /// Those who look, and were not told of being overtaken for a while.
    private func rivals(now: Int64) -> [Int32] {
        topics.values.compactMap { topic in
            guard case .me(let member) = topic.source, topic.overtakenAt + limits.overtaken <= now else { return nil }
            return member
        }
    }

    /// Leaves out what was said of the same member a moment ago: two who take turns in first place are news once.
    private func news(_ milestones: [Celebration], now: Int64) -> [Celebration] {
        celebrated = celebrated.filter { $0.value + limits.overtaken > now }
        return milestones.filter { celebrated.updateValue(celebrated[Milestone($0)] ?? now, forKey: Milestone($0)) == nil }
    }

    /// Whether somebody looks at what a member is told.
    package func isWatching(_ member: Int32) -> Bool { topics[.me(member)] != nil }

    private func deliver(_ notice: PersonalNotice, now: Int64) {
        if notice.isKept { notices.keep(notice) }
        guard let topic = topics[.me(notice.member)] else { return }
        push(LiveItem(notice), topic, now: now)
    }

    /// A board is about to be read although nobody has asked for it yet, as all are at the start.
    package func expect(_ key: BoardKey) { boards.expect(key) }

    /// A board was read. A board that moved too much meanwhile is asked for again.
    package func install(_ fill: BoardFill, now: Int64) {
        guard let touched = boards.install(fill) else {
            boards.expect(fill.board)
            return loads.append(fill.board)
        }
        mark(touched)
        for (part, topics) in byPart where part.board == fill.board {
            for topic in topics.values {
                guard topic.isWaiting else {
                    mark(topic)
                    continue
                }
                start(topic)
                topic.subscriptions.values.forEach { enqueue($0.connection) }
            }
        }
    }

    /// A board could not be read (`overloaded`), or does not exist (`unknown-period`): those who wait for it are told.
    package func failed(_ key: BoardKey, _ error: LiveError, now: Int64) {
        boards.giveUp(key)
        for (part, topics) in byPart where part.board == key {
            for topic in topics.values where topic.isWaiting {
                for subscription in topic.subscriptions.values { end(subscription, error, now: now) }
                dropTopic(topic)
            }
        }
    }

    /// Opens the periods that run at `instant`, by the company's calendar; subscriptions to `current` move on to them, with a
    /// fresh snapshot. To be called at `boards.nextTurn`. O(subscriptions), where a period turned.
    ///
    /// - Parameter opening: hears of the kinds of periods that begin before anybody looks at their boards, so that those
    ///   which have to be read can be expected.
    package func turn(at instant: Instant, now: Int64, opening: (Set<PeriodKind>) -> Void = { _ in }) {
        let turned = boards.turn(at: instant)
        guard !turned.isEmpty else { return }
        opening(turned)
        // With the day, the rank before of every row is another one.
        mark(Dictionary(uniqueKeysWithValues: boards.startOfDayRanks.keys.map { (LiveBoards.PartKey($0, team: nil), .wholly) }))
        recheck(now: now) { _ in true }
    }

    /// Closes one connection.
    package func disconnect(_ id: LiveConnectionID, _ code: LiveClose = .notSignedIn) {
        if let connection = connections[id] { end(connection, code) }
    }

    /// A member who changed may see something else; with teams, everybody may.
    private func recheck(after commit: BoardCommit, now: Int64) {
        guard commit.teams.isEmpty else { return recheck(now: now) { _ in true } }
        for (number, _) in commit.members {
            for id in ofMember[number] ?? [] { connections[id].map { recheck($0, now: now) } }
        }
    }

    private func recheck(now: Int64, where concerns: (LiveViewer) -> Bool) {
        for connection in connections.values where concerns(connection.viewer) { recheck(connection, now: now) }
    }

    private func recheck(_ connection: LiveConnection, now: Int64) {
        for subscription in connection.subscriptions {
            do {
                let source = try resolve(subscription.subject, connection.viewer)
                guard source != subscription.topic.source else { continue }
                detach(subscription, now: now)
                attach(connection, subscription.name, subscription.subject, source, nil, now: now)
            } catch { end(subscription, error, now: now) }
        }
    }

    private func end(_ subscription: Subscription, _ error: LiveError, now: Int64) {
        let connection = subscription.connection
        detach(subscription, now: now)
        refuse(connection, LiveRefusal(error, subscription: subscription.name))
    }

    private func celebrate(_ celebration: Celebration, most: Int, now: Int64) {
        for seesAll in [true, false] {
            guard let topic = topics[.celebrations(full: seesAll)], let item = boards.item(of: celebration, seesAll: seesAll) else { continue }
            push(item, topic, most: most, now: now)
        }
    }

    private func announce(_ notice: ApprovalNotice, now: Int64) {
        let member = notice.member.flatMap { boards.roster.member($0) }
        let item = LiveItem(
            kind: notice.kind, request: notice.request, member: member?.id, name: member?.name, points: notice.points, title: notice.title,
            at: notice.at)
        for topic in topics.values {
            guard case .approvals(let viewer) = topic.source, rights(viewer, .approval(notice)) else { continue }
            push(item, topic, now: now)
        }
    }
}

extension LiveBoards {
    /// What a celebration says to those who see all rows, or to the others; nil where it is not for them.
    package func item(of celebration: Celebration, seesAll: Bool) -> LiveItem? {
        guard seesAll || !celebration.isReserved else { return nil }
        let member = roster.member(celebration.member)
        return LiveItem(
            kind: celebration.kind, member: member?.id, name: member?.name, team: member?.team.flatMap { roster.team($0)?.id }, picture: member?.picture,
            from: celebration.from,
            points: seesAll || everyoneSees(celebration.member) ? celebration.points : nil, title: celebration.title, more: celebration.more, at: celebration.at)
    }

    /// Whether a member's row is among those that everyone may see, on each current board of members' points.
    package func everyoneSees(_ member: Int32) -> Bool {
        let ofPoints = entries.values.filter(\.definition.isOfPoints)
        // Where each team has its own board alone, nobody sees the rows of another team.
        if !ofPoints.isEmpty, !ofPoints.contains(where: { $0.definition.scope == .company }) { return false }
        return ofPoints.allSatisfy { entry in
            let definition = entry.definition
            guard let period = current[definition.period] else { return true }
            let place = boards[BoardKey(board: definition.id, period: period.key)]?.index.position(of: member).map { $0 + 1 }
            return definition.reveal == .all || place.map { definition.reveal.allows(place: $0, ownPlace: nil, seesAll: false) } ?? false
        }
    }
}
