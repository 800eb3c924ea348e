/// Work of the web thread that waits for another thread: kept here under a number, so that it never leaves the thread.
final class PendingCallbacks<Argument> {
    private var waiting: [UInt64: (Argument) -> Void] = [:]
    private var last: UInt64 = 0

    func add(_ work: @escaping (Argument) -> Void) -> UInt64 {
        last += 1
        waiting[last] = work
        return last
    }

    func remove(_ ticket: UInt64) -> ((Argument) -> Void)? { waiting.removeValue(forKey: ticket) }
}
