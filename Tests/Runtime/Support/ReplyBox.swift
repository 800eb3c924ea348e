import PointsEngine
import Runtime
import Synchronization

/// Replies, when they come.
final class ReplyBox: Sendable {
    private let replies = Mutex<[Reply]?>(nil)

    func fill(_ all: [Reply]) { replies.withLock { $0 = all } }

    /// Nil: nobody has answered.
    var all: [Reply]? { replies.withLock { $0 } }
}
