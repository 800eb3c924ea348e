import Glibc

/// Tells how much processor the stages of an activity's way take, for whoever measures; a server that is not measured has none.
package struct StageClock: Sendable {
    package enum Stage: Int, CaseIterable, Sendable {
        case decide, encode, write, merge, publish
    }

    private let note: @Sendable (Stage, Double) -> Void

    /// - Parameter note: hears of seconds of processor, on the thread that spent them.
    package init(_ note: @escaping @Sendable (Stage, Double) -> Void) { self.note = note }

    fileprivate func measuring<Result>(_ stage: Stage, _ body: () throws -> Result) rethrows -> Result {
        let start = Self.now
        defer { note(stage, Self.now - start) }
        return try body()
    }

    /// Seconds of processor of the calling thread.
    private static var now: Double {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}

extension StageClock? {
    /// Runs `body`, which is one stage of a whole batch.
    package func measuring<Result>(_ stage: StageClock.Stage, _ body: () throws -> Result) rethrows -> Result {
        try self?.measuring(stage, body) ?? body()
    }
}
