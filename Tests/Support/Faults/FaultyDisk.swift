import CFaults
import CSQLite

/// A disk of one test that fails on demand, and that remembers every change, so that its power can be cut at any point.
package final class FaultyDisk {
    /// The name to open connections with.
    package let vfs: String
    let recorder: OpaquePointer

    package enum Call: Int32, Sendable, CaseIterable {
        case write = 1
        case sync = 2
    }

    package enum Failure: Sendable, CaseIterable {
        case inputOutput, full

        func result(of call: Call) -> Int32 {
            switch (self, call) {
            case (.full, _): SQLITE_FULL
            case (.inputOutput, .write): SQLITE_IOERR | 3 << 8  // SQLITE_IOERR_WRITE
            case (.inputOutput, .sync): SQLITE_IOERR | 4 << 8  // SQLITE_IOERR_FSYNC
            }
        }
    }

    package init() {
        vfs = "faulty-\(UInt64.random(in: 0 ... .max))"
        guard let recorder = faults_create(vfs) else { preconditionFailure("no memory for a recorder") }
        self.recorder = recorder
    }

    /// Connections must be closed before.
    deinit {
        faults_destroy(recorder)
    }

    /// Calls succeed `after` times, then fail `times` times (without end unless told).
    package func fail(_ call: Call, _ failure: Failure, after: Int, times: Int = .max) {
        faults_fail(recorder, call.rawValue, Int64(after), Int64(times), failure.result(of: call))
    }

    package func heal() { faults_heal(recorder) }

    package var failures: Int { Int(faults_failed(recorder)) }

    /// Notes that the test saw `number`: a commit that was acknowledged.
    package func mark(_ number: Int) { faults_mark(recorder, Int64(number)) }

    /// Changes and marks so far; the power can be cut before each of them, and after the last.
    package var changeCount: Int { Int(faults_count(recorder)) }
}
