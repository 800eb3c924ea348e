import CSQLite
import Glibc
import Synchronization

/// Keeps other processes away from a database while this one has it open.
///
/// Two locks are taken, and the kernel lets go of both when the process ends, however it ends:
/// - `flock` on a file beside the database, which holds the number of the process. It also guards a database that is not there yet, and
///   stays when it is let go: removing it would let two processes lock two files.
/// - a lock on the database itself, so that no other name of it helps (a hard link, or the first file removed). It is one byte far behind
///   those that SQLite locks, held by the open file and not by the process (`F_OFD_SETLK`): SQLite's own locks, which the process loses
///   whenever it closes any descriptor of the file, stand beside it untouched. That is also why a database that this process has
///   locked already is refused without being opened, and why the descriptor lives as long as the lock: longer than the connections.
package final class FileLock {
    package let path: String
    /// The database at the end of symbolic links.
    package let database: String
    private let descriptor: Int32
    private let file: Int32?
    private let inode: Inode?

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

    /// Takes the locks of a database, or throws `Held` at once. All its files are its owner's alone from then on.
    ///
    /// - Parameter creating: an empty file is made where there is none.
    package init(beside database: String, creating: Bool = true) throws {
        let database = DatabaseFile.resolved(database), path = database + ".lock"
        guard let descriptor = DatabaseFile.open(path, O_RDWR | O_CREAT) else { throw systemFailure("open \(path)") }
        do {
            guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
                guard errno == EWOULDBLOCK else { throw systemFailure("flock \(path)") }
                throw Held(path: path, process: Self.process(in: descriptor))
            }
            (file, inode) = try Self.lock(database, creating: creating)
        } catch {
            close(descriptor)
            throw error
        }
        self.path = path
        self.database = database
        self.descriptor = descriptor
        DatabaseFile.keepPrivate(database)
        Self.write(getpid(), to: descriptor)
    }

    deinit {
        if let inode { Self.ours.withLock { _ = $0.remove(inode) } }
        if let file { close(file) }
        close(descriptor)
    }

    // MARK: The file itself

    private struct Inode: Hashable {
        let device: UInt64
        let number: UInt64

        init(_ status: stat) { (device, number) = (UInt64(status.st_dev), UInt64(status.st_ino)) }
    }

    /// What this process has locked.
    private static let ours = Mutex<Set<Inode>>([])

    private static func lock(_ path: String, creating: Bool) throws -> (Int32?, Inode?) {
        try ours.withLock { ours in
            var status = stat()
            if stat(path, &status) == 0, ours.contains(Inode(status)) { throw Held(path: path, process: getpid()) }
            guard let file = DatabaseFile.open(path, creating ? O_RDWR | O_CREAT : O_RDWR) else {
                if errno == ENOENT, !creating { return (nil, nil) }
                throw systemFailure("open \(path)")
            }
            do {
                guard fstat(file, &status) == 0 else { throw systemFailure("fstat \(path)") }
                try lock(file, path)
            } catch {
                close(file)
                throw error
            }
            ours.insert(Inode(status))
            return (file, Inode(status))
        }
    }

    /// SQLite locks bytes around 1 GiB; this one is far behind any database.
    private static let lockedByte: off_t = 1 << 62
    /// `fcntl.h` names them only with `_GNU_SOURCE`; they are the same on every Linux.
    private static let setLock: Int32 = 37

    private static func lock(_ file: Int32, _ path: String) throws {
        var wanted = flock()
        (wanted.l_type, wanted.l_whence) = (Int16(F_WRLCK), Int16(SEEK_SET))
        (wanted.l_start, wanted.l_len) = (lockedByte, 1)
        guard fcntl(file, setLock, &wanted) != 0 else { return }
        guard errno == EAGAIN || errno == EACCES else { throw systemFailure("lock \(path)") }
        throw Held(path: path, process: nil)
    }

    // MARK: Who holds it

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
