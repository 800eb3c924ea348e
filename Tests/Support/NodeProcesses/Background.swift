import Foundation

/// Threads that nobody waits for.
enum Background {
    static func run(_ body: @escaping @Sendable () -> Void) { Thread.detachNewThread(body) }
}
