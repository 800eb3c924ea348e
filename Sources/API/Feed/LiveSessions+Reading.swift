import Boards
import Identity
import Live

/// Which lines of a board a call asks for.
enum BoardWindowAsked {
    case page(offset: Int, limit: Int)
    case around(String, radius: Int)
}

/// Boards over HTTP: the same windows as on the feed, by the same rules.
extension LiveSessions {
    /// Reads a window as the caller may see it. A board that is not in memory is read first; the answer waits for it.
    func read(
        _ board: String, period: String, scope: String?, _ window: BoardWindowAsked, for caller: Caller, attempts: Int = 3,
        _ answer: @escaping (Result<LiveReading, Problem>) -> Void
    ) {
        catchUp()
        do throws(LiveError) {
            if let reading = try look(board, period: period, scope: scope, window, viewer(caller)) { return answer(.success(reading)) }
        } catch {
            return answer(.failure(Problem(error)))
        }
        guard attempts > 0, waiting.count < Self.mostWaiting else { return answer(.failure(Problem(.overloaded))) }
        waiting.append { [unowned self] in read(board, period: period, scope: scope, window, for: caller, attempts: attempts - 1, answer) }
        // Whoever waits last may find the board already there: reading it is asked for now.
        work()
    }

    /// Names the page of a board that this caller sees, where others see the same; nil where it is one's own, or none at all.
    func page(_ board: String, period: String, scope: String?, _ window: BoardWindowAsked, for caller: Caller) -> LivePage? {
        guard case .page(0, let limit) = window, limit <= Self.longestTop else { return nil }
        catchUp()
        return try? feed.page(board, period: period, scope: scope, top: limit, viewer(caller))
    }

    /// Those who wait ask again: a board has come, or it could not be read.
    func askAgain() {
        let asking = waiting
        waiting = []
        for ask in asking { ask() }
    }

    /// Turns periods whose end has come before the timer says so, and sees who has left.
    func catchUp() {
        let time = site.services.clock()
        if let commit = boards.whatHasCome(at: time) {
            feed.commit(commit, now: now)
            kept.forget()
            work()
        }
        guard let turn = feed.boards.nextTurn, turn <= time else { return }
        self.turn(at: time)
    }

    private func look(
        _ board: String, period: String, scope: String?, _ window: BoardWindowAsked, _ viewer: LiveViewer
    ) throws(LiveError) -> LiveReading? {
        switch window {
        case .page(0, let limit) where limit <= Self.longestTop:
            return try feed.read(board, period: period, scope: scope, .top(limit), viewer, now: now)
        case .page(let offset, let limit):
            return try feed.read(board, period: period, scope: scope, offset: offset, limit: limit, viewer)
        case .around(let name, let radius):
            return try feed.read(board, period: period, scope: scope, .around(name, radius: radius), viewer, now: now)
        }
    }

    private static let mostWaiting = 1_000
    /// What a topic of the feed shows at most; longer pages are none.
    private static let longestTop = 200
}

extension Problem {
    init(_ error: LiveError) {
        switch error {
        case .unknownBoard: self.init(.notFound, error.message)
        case .unknownPeriod: self.init(.notFound, error.message, at: "period")
        case .unknownMember: self.init(.notFound, error.message, at: "around")
        case .unknownScope: self.init(.malformed, error.message, at: "scope")
        case .notPermitted: self.init(Code.notPermitted)
        case .overloaded: self.init(Code.overloaded)
        default: self.init(.malformed, error.message)
        }
    }
}
