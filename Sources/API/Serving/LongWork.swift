import Files
import Mailboxes
import Synchronization
import Web

/// Work of administrators that takes its time and waits for the writer: imports, judging again. Each on a
/// thread of its own, two at a time.
final class LongWork: Sendable {
    private let running = Mutex(0)
    private static let atMost = 2

    /// Answers the call with what `work` gives; what is wrong with files is told with its places.
    static func begin(_ call: Call, _ work: @escaping @Sendable () throws -> Response) {
        let reply = call.reply, slots = call.site.services.longWork
        guard slots.take() else { return reply.refuse(Problem(.overloaded)) }
        _ = PlainThread("long-work", stackBytes: 16 << 20) {
            defer { slots.giveBack() }
            reply.answering {
                do { return try work() } catch let diagnostics as Diagnostics { throw DraftFiles.problem(diagnostics) }
            }
        }
    }

    /// False: enough are under way.
    private func take() -> Bool {
        running.withLock { running in
            guard running < Self.atMost else { return false }
            running += 1
            return true
        }
    }

    private func giveBack() { running.withLock { $0 -= 1 } }
}
