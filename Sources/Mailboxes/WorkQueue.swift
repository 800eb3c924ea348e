import Glibc
import Structures

/// Hands jobs to whichever of several threads is free, oldest first. Bounded.
package final class WorkQueue<Job: Sendable>: @unchecked Sendable {
    // Proof of @unchecked: `jobs` and `isClosed` are read and written only with `mutex` held; `mutex` and `condition` are
    // made once, live at fixed addresses until deinit, and are made to be shared between threads.
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
    private var jobs = Queue<Job>()
    private var isClosed = false
    package let limit: Int

    package init(limit: Int) {
        self.limit = limit
        pthread_mutex_init(mutex, nil)
        pthread_cond_init(condition, nil)
    }

    deinit {
        pthread_cond_destroy(condition)
        pthread_mutex_destroy(mutex)
        condition.deallocate()
        mutex.deallocate()
    }

    package func send(_ job: Job) -> Mailbox<Job>.Delivery {
        locked {
            if isClosed { return .closed }
            if jobs.count >= limit { return .full }
            jobs.append(job)
            pthread_cond_signal(condition)
            return .delivered
        }
    }

    /// Waits for a job. Nil: the queue is closed and empty, and the thread may end.
    package func take() -> Job? {
        locked {
            while jobs.isEmpty, !isClosed { pthread_cond_wait(condition, mutex) }
            return jobs.removeFirst()
        }
    }

    /// Refuses new jobs; those that wait are still handed out.
    package func close() {
        locked {
            isClosed = true
            pthread_cond_broadcast(condition)
        }
    }

    private func locked<Result>(_ body: () -> Result) -> Result {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        return body()
    }
}
