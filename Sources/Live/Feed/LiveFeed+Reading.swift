import Boards

/// What a board answers over HTTP (api.md): the same rows as the feed, and where the feed stands, so that a page that was
/// read can be followed with `since`.
package struct LiveReading: Sendable {
    package var board: BoardKey
    package var entrants: BoardDefinition.Entrants
    /// Empty where no topic shows exactly this: then there is nothing to follow from, and `since` brings a fresh snapshot.
    package var epoch: String
    package var seq: UInt64
    package var at: Int64
    package var state: WindowState
}

/// A page that looks the same to all who may see it: its name as a key.
package struct LivePage: Hashable, Sendable {
    let source: TopicSource
}

extension LiveFeed {
    /// Reads a window as the viewer may see it; nil where the board has to be read first: `LiveActions.loads` names it, and
    /// the question is to be asked again when it is installed. The first rows come with the epoch and number of their topic.
    package func read(
        _ board: String, period: String, scope: String?, _ window: LiveWindow, _ viewer: LiveViewer, now: Int64
    ) throws(LiveError) -> LiveReading? {
        let source = try resolve(.board(board, period: period, scope: scope, window: window), viewer)
        guard case .shared = source else { return read(source) }
        let topic = topics[source] ?? makeTopic(source)
        if topic.subscriptions.isEmpty {
            wake(topic, now: now)
            topic.idleSince = now
            idle.append((topic, since: now))
        }
        guard !topic.isWaiting, var reading = read(source) else { return nil }
        // Within an interval the topic may be behind the board; who reads sees what was committed.
        if reading.state == topic.state { (reading.epoch, reading.seq) = (topic.epoch, topic.seq) }
        return reading
    }

    /// Names the page of the first rows that the viewer sees; nil where it is the viewer's own. Rights are asked, as in `read`.
    package func page(
        _ board: String, period: String, scope: String?, top: Int, _ viewer: LiveViewer
    ) throws(LiveError) -> LivePage? {
        let source = try resolve(.board(board, period: period, scope: scope, window: .top(top)), viewer)
        return source.isOwn ? nil : LivePage(source: source)
    }

    /// Reads lines from an offset on, as the viewer may see them.
    package func read(
        _ board: String, period: String, scope: String?, offset: Int, limit: Int, _ viewer: LiveViewer
    ) throws(LiveError) -> LiveReading? {
        let resolved = try resolveBoard(board, period: period, scope: scope, viewer)
        return read(.own(resolved.part, .page(offset: offset, limit: limit), resolved.viewer))
    }

    private func read(_ source: TopicSource) -> LiveReading? {
        guard let part = source.part, let (window, viewer) = source.window, let definition = boards.definition(part.board.board),
            let state = boards.window(part, window, viewer: viewer)
        else { return nil }
        let at = boards.boards[part.board]?.at ?? 0
        return LiveReading(board: part.board, entrants: definition.entrants, epoch: "", seq: 0, at: at, state: state)
    }
}
