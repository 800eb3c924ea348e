import CSQLite
import Glibc

/// Keeps other processes away from a database while this one has it open.
///
/// The lock is `flock` on a file beside the database, which holds the number of the process, and which the kernel lets go
/// when the process ends, however it ends. The file itself stays: removing it would let two processes lock two files.
package final class FileLock {
    package let path: String
    private let descriptor: Int32

    /// What stands in the way: the process that holds the lock, where it can be read.
    package struct Held: Error, Equatable, Sendable, CustomStringConvertible {
        package let path: String
        package let process: Int32?

        package init(path: String, process: Int32?) {
            self.path = path
            self.process = process
        }

        package var description: String {
            let holder = process.map { "process \($0)" } ?? "another process"
            return "\(holder) has this database open (it holds \(path))"
        }
    }

    /// Takes the lock of the database at `database`, or throws `Held` at once.
    package init(beside database: String) throws {
        let path = database + ".lock"
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw systemFailure("open \(path)") }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            defer { close(descriptor) }
            guard errno == EWOULDBLOCK else { throw systemFailure("flock \(path)") }
            throw Held(path: path, process: Self.process(in: descriptor))
        }
        self.path = path
        self.descriptor = descriptor
        Self.write(getpid(), to: descriptor)
    }

    deinit {
        close(descriptor)
    }

    /// The number is for people: whether the lock is held is known to the kernel alone, so a failed write is no error.
    private static func write(_ process: Int32, to descriptor: Int32) {
        let text = Array("\(process)\n".utf8)
        guard ftruncate(descriptor, 0) == 0 else { return }
        _ = pwrite(descriptor, text, text.count, 0)
    }

    private static func process(in descriptor: Int32) -> Int32? {
        var bytes = [UInt8](repeating: 0, count: 16)
        let count = pread(descriptor, &bytes, bytes.count, 0)
        guard count > 0 else { return nil }
        return Int32(String(decoding: bytes[..<count], as: UTF8.self).prefix { $0.isNumber })
    }
}
