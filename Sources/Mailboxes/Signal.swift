import Glibc

/// Lets a plain thread sleep until there is something to do: raised by any thread, waited for by one.
///
/// Raised before it is waited for, it does not wait; raised several times, it wakes once.
package final class Signal: @unchecked Sendable {
    // Proof of @unchecked: `isRaised` is read and written only with `mutex` held; `mutex` and `condition` are made once,
    // live at fixed addresses until deinit, and are made to be shared between threads.
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
    private var isRaised = false

    package init() {
        pthread_mutex_init(mutex, nil)
        var attributes = pthread_condattr_t()
        pthread_condattr_init(&attributes)
        // Not the wall clock: it may be set while a thread waits.
        pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC)
        pthread_cond_init(condition, &attributes)
        pthread_condattr_destroy(&attributes)
    }

    deinit {
        pthread_cond_destroy(condition)
        pthread_mutex_destroy(mutex)
        condition.deallocate()
        mutex.deallocate()
    }

    package func raise() {
        pthread_mutex_lock(mutex)
        isRaised = true
        pthread_cond_signal(condition)
        pthread_mutex_unlock(mutex)
    }

    /// Waits until raised, or for `limit` at most (nil: as long as it takes). True: it was raised.
    @discardableResult
    package func wait(atMost limit: Duration? = nil) -> Bool {
        let deadline = limit.map(Self.deadline)
        pthread_mutex_lock(mutex)
        defer {
            isRaised = false
            pthread_mutex_unlock(mutex)
        }
        while !isRaised {
            guard var deadline else {
                pthread_cond_wait(condition, mutex)
                continue
            }
            if pthread_cond_timedwait(condition, mutex, &deadline) == ETIMEDOUT { return isRaised }
        }
        return true
    }

    private static func deadline(after limit: Duration) -> timespec {
        var now = timespec()
        clock_gettime(CLOCK_MONOTONIC, &now)
        let (seconds, attoseconds) = max(limit, .zero).components
        let nanoseconds = now.tv_nsec + Int(attoseconds / 1_000_000_000)
        return timespec(tv_sec: now.tv_sec + Int(min(seconds, 1_000_000_000)) + nanoseconds / 1_000_000_000, tv_nsec: nanoseconds % 1_000_000_000)
    }
}
