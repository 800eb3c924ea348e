import Boards

/// What goes into one write.
extension LiveFeed {
    /// Gives a connection its next bytes: whole WebSocket frames, at most `LiveLimits.write` and no more than the buffer
    /// holds; answers how many. Zero where there is nothing to say after all, or the last write has not been taken: then
    /// there is nothing to write. To be called once for each of `LiveActions.writes`; the buffer holds at least one write.
    package func take(_ id: LiveConnectionID, into buffer: UnsafeMutableRawBufferPointer, now: Int64) -> Int {
        guard let connection = connections[id], connection.isReady, buffer.count >= limits.write else { return 0 }
        var output = WriteBuffer(buffer: buffer, limit: limits.write)
        output.finish(&connection.unfinished)
        if connection.unfinished.isEmpty { output.drain(&connection.outbox) }
        if connection.unfinished.isEmpty, connection.outbox.isEmpty, connection.closing == nil { write(connection, &output, now: now) }
        guard output.used > 0 else { return 0 }
        connection.isReady = false
        connection.writtenAt = now
        waiting.add(connection, now: now, patience: limits.stalled)
        return output.used
    }

    /// Takes turns among the subscriptions: who found no room begins the next write, who found some but has more to say
    /// waits until the others had theirs.
    private func write(_ connection: LiveConnection, _ output: inout WriteBuffer, now: Int64) {
        let count = connection.subscriptions.count
        for step in 0..<count {
            let index = (connection.turn + step) % count
            switch write(connection.subscriptions[index], &output, now: now) {
            case .all: continue
            case .some: connection.turn = index + 1
            case .none: connection.turn = index
            }
            return
        }
    }

    private enum WriteOutcome { case all, some, none }

    private func write(_ subscription: Subscription, _ output: inout WriteBuffer, now: Int64) -> WriteOutcome {
        let topic = subscription.topic
        guard !topic.isWaiting else { return .all }
        let before = output.used
        if !topic.source.isOwn, subscription.next < topic.log.first {
            if !subscription.owesSnapshot { traffic.dropped += Int(topic.log.first - subscription.next) }
            subscription.owesSnapshot = true
        }
        if subscription.owesSnapshot {
            guard output.put(snapshot(subscription), subscription.connection) else { return .none }
            subscription.owesSnapshot = false
            traffic.sent += 1
            subscription.next = topic.seq + 1
        }
        if topic.source.isOwn { return writeOwn(subscription, &output, before, now: now) }
        while subscription.next <= topic.seq, subscription.connection.unfinished.isEmpty {
            let (frames, next) = topic.log.messages(from: subscription.next, room: output.left)
            if next > subscription.next {
                output.copy(frames)
                traffic.sent += Int(next - subscription.next)
                subscription.next = next
            } else {
                let whole = topic.log.message(subscription.next)
                guard output.put(frames: whole, subscription.connection) else { return output.used > before ? .some : .none }
                traffic.sent += 1
                subscription.next += 1
            }
        }
        return subscription.connection.unfinished.isEmpty ? .all : .some
    }

    /// A topic of one's own is said when there is room: what changed since the last time, in one message.
    private func writeOwn(_ subscription: Subscription, _ output: inout WriteBuffer, _ before: Int, now: Int64) -> WriteOutcome {
        guard subscription.connection.unfinished.isEmpty else { return .some }
        // A change cannot be put back, so it is made only where it can begin a write, or surely fits.
        guard subscription.topic.isDue else { return .all }
        guard output.used == 0 || output.left >= limits.write / 2 else { return output.used > before ? .some : .none }
        guard let message = nextMessage(subscription.topic, now: now) else { return .all }
        subscription.next = subscription.topic.seq + 1
        traffic.sent += 1
        output.begin(message, subscription.connection)
        return subscription.connection.unfinished.isEmpty ? .all : .some
    }

    private func snapshot(_ subscription: Subscription) -> [UInt8] {
        let topic = subscription.topic
        if topic.source.isOwn {
            start(topic)
            topic.isDue = false
        }
        let rest = topic.snapshotRest ?? makeSnapshot(topic)
        topic.snapshotRest = topic.source.isOwn ? nil : rest
        return LiveMessages.snapshot(for: subscription.name, rest: rest)
    }

    private func makeSnapshot(_ topic: Topic) -> [UInt8] {
        if let feed = topic.source.feed { return LiveMessages.snapshot(topic, feed: feed, topic.source.member.map { notices[$0] } ?? []) }
        guard let part = topic.source.part, let definition = boards.definition(part.board.board) else { return [] }
        return LiveMessages.snapshot(topic, board: part.board, entrants: definition.entrants)
    }
}
