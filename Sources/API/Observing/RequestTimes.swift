import Glibc
import Synchronization

/// Where the time of one request went. Noted by whoever has it in hand, on any thread.
final class RequestTimes: Sendable {
    enum Mark: Int, CaseIterable {
        /// The web thread has it, whole.
        case came
        /// It is known who asks.
        case identified
        /// A reader's or a worker's thread has begun.
        case begun
        /// The answer is made, on whatever thread.
        case made
    }

    private let marks = Mutex<(UInt64, UInt64, UInt64, UInt64)>((RequestTimes.now, 0, 0, 0))

    /// The first time counts; for the answer the last.
    func mark(_ mark: Mark) {
        let now = Self.now
        marks.withLock { marks in
            switch mark {
            case .came: break
            case .identified: if marks.1 == 0 { marks.1 = now }
            case .begun: if marks.2 == 0 { marks.2 = now }
            case .made: marks.3 = now
            }
        }
    }

    /// It takes as long as its work is: nobody is told that it is slow.
    private let long = Mutex(false)

    var isLongWork: Bool { long.withLock { $0 } }
    func beLongWork() { long.withLock { $0 = true } }

    /// Nanoseconds since it came.
    var all: UInt64 { marks.withLock { Self.now - $0.0 } }

    /// What each step took, in microseconds; steps that there were not are left out.
    var steps: [(name: String, microseconds: Int)] {
        let (came, identified, begun, made) = marks.withLock { $0 }
        let times = [("signing-in", came), ("waiting", identified), ("working", begun), ("answering", made), ("", Self.now)]
        var steps: [(name: String, microseconds: Int)] = []
        var last = times[0]
        for time in times.dropFirst() where time.1 >= last.1 {
            steps.append((last.0, Int((time.1 - last.1) / 1_000)))
            last = time
        }
        return steps
    }

    private static var now: UInt64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
    }
}
