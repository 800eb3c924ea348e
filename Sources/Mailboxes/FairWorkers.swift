import Glibc

/// Threads that do what is asked of them, each turnHolder in its turn (`FairQueue`), with a context of each thread's own.
///
/// A job is called once, whatever happens: with the context where its turn came, or with the reason for which it is not done. Where
/// nothing more can wait it hears that at once, on the thread that asks.
package final class FairWorkers<Context>: @unchecked Sendable {
    // Proof of @unchecked: `jobs` and `isClosed` are read and written only with `mutex` held; `mutex` and `condition` are made once, live at
    // fixed addresses until deinit, and are made to be shared between threads; `threads` is written by the initialiser alone.
    package enum Failure: Error, Equatable, Sendable {
        /// Too much waits, or nobody waits for this any more.
        case full
        case closed
        /// The context could not be made; it is tried again for the next job.
        case noContext
    }

    package typealias Job = @Sendable (Result<Context, Failure>) -> Void

    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
    private var jobs: FairQueue<Job>
    private var isClosed = false
    private var threads: [PlainThread] = []

    /// - Parameter context: made on each thread, when it is first needed.
    package init(_ name: String, threads count: Int, _ limits: FairQueue<Job>.Limits, context: @escaping @Sendable () throws -> Context) {
        jobs = FairQueue(limits)
        pthread_mutex_init(mutex, nil)
        pthread_cond_init(condition, nil)
        threads = (0..<count).map { index in PlainThread("\(name)-\(index)") { [self] in work(context) } }
    }

    deinit {
        pthread_cond_destroy(condition)
        pthread_mutex_destroy(mutex)
        condition.deallocate()
        mutex.deallocate()
    }

    package func perform(for turnHolder: TurnHolder, _ job: @escaping Job) {
        let (failure, dropped) = locked { () -> (Failure?, [FairQueue<Job>.Dealt]) in
            if isClosed { return (.closed, []) }
            if jobs.add(job, for: turnHolder) {
                pthread_cond_signal(condition)
                return (nil, [])
            }
            let dropped = jobs.dropUnwanted()
            let isTaken = !dropped.isEmpty && jobs.add(job, for: turnHolder)
            if isTaken { pthread_cond_signal(condition) }
            return (isTaken ? nil : .full, dropped)
        }
        for unwanted in dropped { unwanted.job(.failure(.full)) }
        if let failure { job(.failure(failure)) }
    }

    /// Jobs that wait for a thread.
    package var waiting: Int { locked { jobs.count } }

    /// Refuses new jobs, does those that wait, and ends the threads. Blocks.
    package func stop() {
        locked {
            isClosed = true
            pthread_cond_broadcast(condition)
        }
        for thread in threads { thread.join() }
    }

    private func work(_ make: () throws -> Context) {
        var context: Context?
        while let dealt = take() {
            if !dealt.turnHolder.isThere {
                dealt.job(.failure(.full))
            } else {
                // Made once, and again only after it could not be: a thread that ended would never take a job again.
                if context == nil { context = try? make() }
                dealt.job(context.map { .success($0) } ?? .failure(.noContext))
            }
            finished(dealt.turnHolder)
        }
    }

    /// Waits for a job. Nil: there is none left, and there will be none.
    private func take() -> FairQueue<Job>.Dealt? {
        locked {
            while true {
                if let dealt = jobs.take() { return dealt }
                if isClosed, jobs.isEmpty { return nil }
                pthread_cond_wait(condition, mutex)
            }
        }
    }

    private func finished(_ turnHolder: TurnHolder) {
        locked {
            jobs.finished(turnHolder)
            // What had to wait for this one may be another thread's now; and who waits for the end sees it.
            if !jobs.isEmpty || isClosed { pthread_cond_broadcast(condition) }
        }
    }

    private func locked<Result>(_ body: () -> Result) -> Result {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        return body()
    }
}
