import Boards

/// Messages from clients.
extension LiveFeed {
    /// A whole text message came. What is wrong with it is said in an error frame.
    package func receive(_ id: LiveConnectionID, _ message: some Collection<UInt8>, now: Int64) {
        guard let connection = connections[id], connection.closing == nil else { return }
        connection.earnedAt = max(connection.earnedAt, now - limits.perMessage * limits.burst) + limits.perMessage
        guard connection.earnedAt <= now else { return refuse(connection, LiveRefusal(.tooManyMessages, closes: true)) }
        do throws(LiveRefusal) {
            switch try LiveRequest.parse(message, limits) {
            case .subscribe(let name, let subject, let since): try subscribe(connection, name, subject, since, now: now)
            case .unsubscribe(let name):
                guard let subscription = connection.subscriptions.first(where: { $0.name == name })
                else { throw LiveRefusal(.unknownSubscription, subscription: name) }
                detach(subscription, now: now)
            }
        } catch { refuse(connection, error) }
    }

    func refuse(_ connection: LiveConnection, _ refusal: LiveRefusal) {
        LiveFrames.append(LiveMessages.error(refusal.error, subscription: refusal.subscription), limit: limits.write, to: &connection.outbox)
        enqueue(connection)
        if connection.outbox.count > limits.outbox {
            end(connection, .tooManyMessages)
        } else if refusal.closes, let code = refusal.error.close {
            end(connection, code)
        }
    }

    /// Closes a connection after what it has been told; without waiting, where it takes nothing.
    func end(_ connection: LiveConnection, _ code: LiveClose) {
        guard connection.closing == nil else { return }
        connection.closing = code
        closing.append(connection)
    }

    private func subscribe(
        _ connection: LiveConnection, _ name: String, _ subject: LiveSubject, _ since: LiveSince?, now: Int64
    ) throws(LiveRefusal) {
        let old = connection.subscriptions.first { $0.name == name }
        guard old != nil || connection.subscriptions.count < limits.subscriptions
        else { throw LiveRefusal(.tooManySubscriptions, subscription: name, closes: true) }
        let source: TopicSource
        do { source = try resolve(subject, connection.viewer) } catch { throw LiveRefusal(error, subscription: name) }
        // A name that is in use is given to the new subscription.
        if let old { detach(old, now: now) }
        attach(connection, name, subject, source, since, now: now)
    }

    func attach(_ connection: LiveConnection, _ name: String, _ subject: LiveSubject, _ source: TopicSource, _ since: LiveSince?, now: Int64) {
        let topic = topics[source] ?? makeTopic(source)
        wake(topic, now: now)
        let subscription = Subscription(name, subject, topic, connection)
        if let since, topic.canReplay(after: since) {
            subscription.next = since.seq + 1
            subscription.owesSnapshot = false
        }
        topic.subscriptions[ObjectIdentifier(subscription)] = subscription
        connection.subscriptions.append(subscription)
        if subscription.hasSomethingToSay { enqueue(connection) }
    }

    func detach(_ subscription: Subscription, now: Int64) {
        let (connection, topic) = (subscription.connection, subscription.topic)
        connection.subscriptions.removeAll { $0 === subscription }
        topic.subscriptions[ObjectIdentifier(subscription)] = nil
        guard topic.subscriptions.isEmpty else { return }
        if topic.source.isOwn { return dropTopic(topic) }
        topic.idleSince = now
        idle.append((topic, since: now))
    }

    /// Drops topics that nobody came back to.
    func forgetIdle(now: Int64) {
        while let (topic, since) = idle.first, since + limits.linger <= now || idle.count > limits.lingering {
            idle.removeFirst()
            if topic.idleSince == since, topic.subscriptions.isEmpty { dropTopic(topic) }
        }
    }
}
