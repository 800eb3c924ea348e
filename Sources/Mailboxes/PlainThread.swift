import Glibc
import Synchronization

/// A thread of the operating system, for a loop that is born on it and never leaves it.
package final class PlainThread: Sendable {
    private let handle: pthread_t
    private let isJoined = Mutex(false)

    /// Starts a thread named `name` (at most 15 bytes, for tools) that runs `body` to its end. Traps where the system has no thread left.
    package init(_ name: String, stackBytes: Int = 4 << 20, _ body: @escaping @Sendable () -> Void) {
        handle = Self.start(Body(name, body), stackBytes)
    }

    deinit {
        if !isJoined.withLock({ $0 }) { pthread_detach(handle) }
    }

    /// Waits until the thread has ended. Called from the thread itself it would wait for ever.
    package func join() {
        isJoined.withLock { isJoined in
            guard !isJoined else { return }
            isJoined = true
            pthread_join(handle, nil)
        }
    }

    private static func start(_ body: Body, _ stackBytes: Int) -> pthread_t {
        var attributes = pthread_attr_t()
        pthread_attr_init(&attributes)
        pthread_attr_setstacksize(&attributes, stackBytes)
        defer { pthread_attr_destroy(&attributes) }
        var handle = pthread_t()
        let result = pthread_create(&handle, &attributes, { PlainThread.entry($0) }, Unmanaged.passRetained(body).toOpaque())
        precondition(result == 0, "no thread for \(body.name): errno \(result)")
        return handle
    }

    private static func entry(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
        guard let context else { return nil }
        let body = Unmanaged<Body>.fromOpaque(context).takeRetainedValue()
        setName(body.name)
        body.run()
        return nil
    }

    /// Glibc hides `pthread_setname_np` from Swift, so the kernel is told directly. The name only serves tools.
    private static func setName(_ name: String) {
        guard let file = fopen("/proc/thread-self/comm", "w") else { return }
        fputs(String(name.prefix(15)), file)
        fclose(file)
    }

    private final class Body: Sendable {
        let name: String
        let run: @Sendable () -> Void
        init(_ name: String, _ run: @escaping @Sendable () -> Void) {
            self.name = name
            self.run = run
        }
    }
}
