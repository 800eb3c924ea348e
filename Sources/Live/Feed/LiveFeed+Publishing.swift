import Boards

/// From what changed to the messages of topics.
extension LiveFeed {
    /// Notes that something may have changed on boards, or on teams' parts of them. A topic whose window is not touched stays as
    /// it is: a board is not read for those who do not see what moved.
    func mark(_ touched: LiveBoards.DirtyParts) {
        for (part, moved) in touched {
            for topic in byPart[part]?.values ?? [:].values where moved.touches(topic.span) { mark(topic) }
        }
    }

    func mark(_ topic: Topic) {
        guard !topic.isDirty else { return }
        topic.isDirty = true
        // Where nobody follows, it is enough to know that it has changed.
        guard topic.idleSince == nil else { return }
        dirty.append(topic)
        dirtyDue = min(dirtyDue, topic.nextAt)
    }

    /// The first change after quiet goes out at once, then at most one per interval.
    func publishDue(now: Int64) {
        guard !dirty.isEmpty, dirtyDue <= now else { return }
        let topics = dirty
        dirty.removeAll(keepingCapacity: true)
        dirtyDue = .max
        for topic in topics where topic.isDirty && topic.idleSince == nil {
            if topic.nextAt > now {
                dirty.append(topic)
                dirtyDue = min(dirtyDue, topic.nextAt)
            } else if topic.source.isOwn {
                topic.isDirty = false
                topic.isDue = true
                topic.subscriptions.values.forEach { enqueue($0.connection) }
            } else {
                publish(topic, now: now)
            }
        }
    }

    /// Says on a shared topic what changed since the last message, if anything did; encoded once for all.
    func publish(_ topic: Topic, now: Int64) {
        guard let message = nextMessage(topic, now: now) else { return }
        topic.log.append(message, frameLimit: limits.write)
        topic.subscriptions.values.forEach { enqueue($0.connection) }
    }

    /// Moves a board's topic to the state of now; answers the message that says so, or nil where nothing changed.
    func nextMessage(_ topic: Topic, now: Int64) -> [UInt8]? {
        topic.isDirty = false
        topic.isDue = false
        guard let part = topic.source.part, let definition = boards.definition(part.board.board), let state = state(topic),
            let change = WindowChange(from: topic.state, to: state)
        else { return nil }
        topic.seq += 1
        counters.messages += 1
        topic.state = state
        topic.at = boards.boards[part.board]?.at ?? topic.at
        topic.nextAt = next(after: topic.nextAt, now: now)
        topic.snapshotRest = nil
        return LiveMessages.change(change, topic, entrants: definition.entrants)
    }

    /// A message that was a little late does not put off those after it: else, where changes come as often as may be, each
    /// would wait as long as the latest of them.
    private func next(after due: Int64, now: Int64) -> Int64 {
        now - limits.interval / 4 <= due && due <= now ? due + limits.interval : now + limits.interval
    }

    /// A topic that begins, or that somebody follows again: what happened meanwhile is said in one message.
    func wake(_ topic: Topic, now: Int64) {
        if topic.source.feed == nil, !topic.isStarted {
            start(topic)
        } else if topic.isDirty, topic.idleSince != nil {
            publish(topic, now: now)
        }
        topic.idleSince = nil
    }

    /// Gives a topic its first state, or leaves it waiting for its board.
    func start(_ topic: Topic) {
        guard let part = topic.source.part, let state = state(topic) else { return topic.isWaiting = topic.source.part != nil }
        topic.isStarted = true
        topic.isWaiting = false
        topic.isDirty = false
        topic.state = state
        topic.at = boards.boards[part.board]?.at ?? 0
        topic.snapshotRest = nil
    }

    private func state(_ topic: Topic) -> WindowState? {
        guard let part = topic.source.part, let (window, viewer) = topic.source.window else { return nil }
        counters.windows += 1
        let look = boards.look(part, window, viewer: viewer)
        topic.span = look.map(\.span) ?? .all
        return look?.state
    }

    /// Says an item on a feed's topic. Where there is a bound in an interval, what goes beyond it is lost.
    func push(_ item: LiveItem, _ topic: Topic, most: Int = .max, now: Int64) {
        if topic.itemsFrom + limits.interval <= now || topic.itemsFrom == .min { (topic.itemsFrom, topic.items) = (now, 0) }
        guard topic.items < most else { return }
        topic.items += 1
        topic.seq += 1
        counters.messages += 1
        topic.at = item.at
        topic.snapshotRest = nil
        topic.log.append(LiveMessages.item(item, topic), frameLimit: limits.write)
        topic.subscriptions.values.forEach { enqueue($0.connection) }
    }
}
