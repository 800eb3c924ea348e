import Identity
import Live
import Projection

/// Boards over HTTP: the same windows as on the feed, by the same rules.
extension LiveSessions {
    /// Reads a window as the caller may see it. A board that is not in memory is read first; the answer waits for it.
    func read(_ request: BoardRequest, for caller: Caller, attempts: Int = 3, _ answer: @escaping (Result<LiveReading, Problem>) -> Void) {
        catchUp()
        do throws(LiveError) {
            if let reading = try projection.read(request, for: caller.viewer, at: now) { return answer(.success(reading)) }
        } catch {
            return answer(.failure(Problem(error)))
        }
        guard attempts > 0, waiting.count < Self.mostWaiting else { return answer(.failure(Problem(.overloaded))) }
        waiting.append { [unowned self] in read(request, for: caller, attempts: attempts - 1, answer) }
        // Whoever waits last may find the board already there: reading it is asked for now.
        work()
    }

    /// Names the page of a board that this caller sees, where others see the same; nil where it is one's own, or none at all.
    func page(_ request: BoardRequest, for caller: Caller) -> LivePage? {
        catchUp()
        return projection.page(request, for: caller.viewer)
    }

    /// Those who wait ask again: a board has come, or it could not be read.
    func askAgain() {
        let asking = waiting
        waiting = []
        for ask in asking { ask() }
    }

    private static let mostWaiting = 1_000
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
