import Boards
import Periods

/// What comes from the runtime: commits, boards that were read, the calendar, rights.
extension LiveFeed {
    /// A batch is on disk: moves the boards, and tells those who follow what it touched. O(boards touched).
    package func commit(_ commit: BoardCommit, now: Int64) {
        mark(boards.apply(commit))
        if !commit.members.isEmpty || !commit.teams.isEmpty {
            let moved = Set(commit.members.map(\.number))
            recheck(now: now) { viewer in !commit.teams.isEmpty || viewer.member.map(moved.contains) ?? false }
        }
        commit.celebrations.forEach { celebrate($0, now: now) }
        for notice in commit.personal {
            guard let topic = topics[.me(notice.member)] else { continue }
            push(LiveItem(kind: notice.kind, points: notice.points, title: notice.title, at: notice.at), topic, now: now)
        }
        for notice in commit.approvals { announce(notice, now: now) }
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
                topic.subscriptions.values.forEach { tell($0.connection) }
            }
        }
    }

    /// A board could not be read, or does not exist: those who wait for it are told.
    package func failed(_ key: BoardKey, now: Int64) {
        boards.giveUp(key)
        for (part, topics) in byPart where part.board == key {
            for topic in topics.values where topic.isWaiting {
                for subscription in topic.subscriptions.values { end(subscription, .unknownPeriod, now: now) }
                dropTopic(topic)
            }
        }
    }

    /// Opens the periods that run at `instant`, by the company's calendar; subscriptions to `current` move on to them, with a
    /// fresh snapshot. To be called at `boards.nextTurn`. O(subscriptions), where a period turned.
    package func turn(at instant: Instant, now: Int64) {
        guard !boards.turn(at: instant).isEmpty else { return }
        recheck(now: now) { _ in true }
    }

    /// Asks again what a user may see, after rights changed; `viewer` is what the user is from now on, if that changed too.
    /// Subscriptions that are not permitted any more end with an error.
    package func recheck(user: String, as viewer: LiveViewer? = nil, now: Int64) {
        if let viewer {
            for connection in connections.values where connection.viewer.user == user { connection.viewer = viewer }
        }
        recheck(now: now) { $0.user == user }
    }

    /// Closes all connections of a user whose session ended.
    package func disconnect(user: String, _ code: LiveClose = .notSignedIn) {
        for connection in connections.values where connection.viewer.user == user { end(connection, code) }
    }

    /// Closes one connection.
    package func disconnect(_ id: LiveConnectionID, _ code: LiveClose = .notSignedIn) {
        if let connection = connections[id] { end(connection, code) }
    }

    private func recheck(now: Int64, where concerns: (LiveViewer) -> Bool) {
        for connection in connections.values where concerns(connection.viewer) {
            for subscription in connection.subscriptions {
                do {
                    let source = try resolve(subscription.subject, connection.viewer)
                    guard source != subscription.topic.source else { continue }
                    detach(subscription, now: now)
                    attach(connection, subscription.name, subscription.subject, source, nil, now: now)
                } catch { end(subscription, error, now: now) }
            }
        }
    }

    private func end(_ subscription: Subscription, _ error: LiveError, now: Int64) {
        let connection = subscription.connection
        detach(subscription, now: now)
        refuse(connection, LiveRefusal(error, subscription: subscription.name))
    }

    private func celebrate(_ celebration: Celebration, now: Int64) {
        let member = boards.roster.member(celebration.member)
        var item = LiveItem(
            kind: celebration.kind, member: member?.id, name: member?.name, team: member?.team.flatMap { boards.roster.team($0)?.id },
            from: celebration.from, points: celebration.points, title: celebration.title,
            at: celebration.at)
        if let topic = topics[.celebrations(full: true)] { push(item, topic, most: limits.items, now: now) }
        guard let topic = topics[.celebrations(full: false)] else { return }
        if !boards.everyoneSees(celebration.member) { item.points = nil }
        push(item, topic, most: limits.items, now: now)
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
    /// Whether a member's row is among those that everyone may see, on each current board of members' points.
    package func everyoneSees(_ member: Int32) -> Bool {
        entries.values.allSatisfy { entry in
            let definition = entry.definition
            guard definition.entrants == .members, definition.value == .points, let period = current[definition.period] else { return true }
            let place = boards[BoardKey(board: definition.id, period: period.key)]?.index.position(of: member).map { $0 + 1 }
            return definition.reveal == .all || place.map { definition.reveal.allows(place: $0, ownPlace: nil, seesAll: false) } ?? false
        }
    }
}
