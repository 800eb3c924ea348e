import Boards
import Live

/// Which lines of a board a page asks for.
///
/// ```swift
/// BoardRequest(board: "sales-month", period: "current", scope: nil, window: .page(offset: 0, limit: 50))
/// BoardRequest(board: "sales-month", period: "2026-10", scope: "own-team", window: .around("me", radius: 3))
/// ```
package struct BoardRequest: Sendable {
    package enum Window: Sendable {
        case page(offset: Int, limit: Int)
        /// The neighbourhood of an entrant: `me`, or an id.
        case around(String, radius: Int)
    }

    let board: String
    /// A key, or `current`.
    let period: String
    /// `company`, `own-team`, or `team:` and an id; nil: as the board is made.
    let scope: String?
    let window: Window

    package init(board: String, period: String, scope: String?, window: Window) {
        self.board = board
        self.period = period
        self.scope = scope
        self.window = window
    }
}

/// Boards for pages: the same windows as on the feed, by the same rules.
extension Projection {
    /// What a topic of the feed shows at most; longer pages are none.
    private static let longestTop = 200

    /// Reads a window as the viewer may see it; nil where the board has to be read first: the next tick asks for it, and `.askAgain` says
    /// when to come back. `catchUp` comes before.
    package func read(_ request: BoardRequest, for viewer: Viewer, at now: ClockReading) throws(LiveError) -> LiveReading? {
        let viewer = live(viewer)
        switch request.window {
        case .page(0, let limit) where limit <= Self.longestTop:
            return try feed.read(request.board, period: request.period, scope: request.scope, .top(limit), viewer, now: now.ticks)
        case .page(let offset, let limit):
            return try feed.read(request.board, period: request.period, scope: request.scope, offset: offset, limit: limit, viewer)
        case .around(let name, let radius):
            return try feed.read(request.board, period: request.period, scope: request.scope, .around(name, radius: radius), viewer, now: now.ticks)
        }
    }

    /// Names the page of a board that this viewer sees, where others see the same; nil where it is the viewer's own, or none at all.
    /// `catchUp` comes before.
    package func page(_ request: BoardRequest, for viewer: Viewer) -> LivePage? {
        guard case .page(0, let limit) = request.window, limit <= Self.longestTop else { return nil }
        return try? feed.page(request.board, period: request.period, scope: request.scope, top: limit, live(viewer))
    }
}
