import Glibc
import Journal
import Mailboxes
import Periods
import Runtime
import Store
import Synchronization

/// Makes backups as planned while the server runs, on a thread of its own: copied by the writer between commits, restored into a folder
/// beside them and verified there with everything decided again, sealed where that is asked for, and only then given their name. What the
/// plan no longer wants is removed after that, and never before.
package final class BackupKeeper: Sendable {
    package struct Status: Sendable {
        package var isRunning = false
        /// Of this start: the last that was made, and how many could not be.
        package var last: BackupFile?
        package var lastHead: Head?
        package var seconds: Double?
        package var failures = 0
        package var lastFailure: (at: Instant, message: String)?
        package var isWished = false
    }

    package let plan: BackupPlan
    private let runtime: Runtime
    private let verifier: Verifier
    private let clock: @Sendable () -> Instant
    private let state = Mutex((status: Status(), isStopping: false))
    private let signal = Signal()
    private let thread = Mutex<PlainThread?>(nil)

    /// - Throws: where the folder cannot be made or written.
    init(_ plan: BackupPlan, _ runtime: Runtime, _ verifier: Verifier, clock: @escaping @Sendable () -> Instant) throws {
        self.plan = plan
        self.runtime = runtime
        self.verifier = verifier
        self.clock = clock
        if mkdir(plan.folder, 0o700) != 0, errno != EEXIST { throw KeepingFailure("cannot make the folder \(plan.folder): \(String(cString: strerror(errno)))") }
        guard access(plan.folder, W_OK | X_OK) == 0 else { throw KeepingFailure("backups cannot be written to \(plan.folder): \(String(cString: strerror(errno)))") }
        // What a server that was killed was about to make.
        for name in FileSystem.names(in: plan.folder) where name.hasPrefix(Self.workName) { FileSystem.remove("\(plan.folder)/\(name)") }
    }

    package var status: Status { state.withLock { $0.status } }
    package var files: [BackupFile] { BackupFile.all(in: plan.folder) }
    package var due: Instant { due(at: clock()) }

    private func due(at now: Instant) -> Instant { plan.due(after: files.first?.made, failedAt: status.lastFailure?.at, now: now) }

    /// Whether one disk that fails takes both.
    package var isOnVolumeOfDatabase: Bool {
        var backups = stat(), database = stat()
        return stat(plan.folder, &backups) == 0 && stat(runtime.path, &database) == 0 && backups.st_dev == database.st_dev
    }

    func start() {
        thread.withLock { $0 = PlainThread("backups", stackBytes: 16 << 20) { [weak self] in
            LowPriority.take()
            while let wait = self?.step() { self?.signal.wait(atMost: wait) }
        } }
    }

    /// Makes one as soon as can be. False: one is being made.
    package func makeNow() -> Bool {
        let isFree = state.withLock { state in
            guard !state.status.isRunning else { return false }
            state.status.isWished = true
            return true
        }
        if isFree { signal.raise() }
        return isFree
    }

    /// No further one is begun; one that is being verified is given up.
    func stop() {
        state.withLock { $0.isStopping = true }
        signal.raise()
    }

    private var isStopping: Bool { state.withLock { $0.isStopping } }

    /// Makes one if it is due. Nil: the server stops; else how long to wait.
    private func step() -> Duration? {
        guard !isStopping else { return nil }
        let now = clock(), due = due(at: now)
        let isWished = state.withLock { state in
            defer { state.status.isWished = false }
            return state.status.isWished
        }
        if isWished || now >= due { make(at: now) }
        // A clock may be set meanwhile.
        return isStopping ? nil : .seconds(min(60, max(1, self.due.microseconds(since: clock()) / 1_000_000)))
    }

    private func make(at now: Instant) {
        state.withLock { $0.status.isRunning = true }
        let began = ContinuousClock.now
        do {
            let (file, head) = try makeOne(at: now)
            let seconds = (ContinuousClock.now - began).inSeconds
            state.withLock { state in
                state.status.last = file
                state.status.lastHead = head
                state.status.seconds = seconds
                state.status.isRunning = false
                state.status.lastFailure = nil
            }
            Log.notice("backup \(file.name) is made and verified", [("bytes", .number(file.bytes)), ("duration_ms", .milliseconds(Int(seconds * 1e6)))])
        } catch {
            state.withLock { $0.status.isRunning = false }
            if !isStopping { failed("no backup could be made: \(error)") }
        }
    }

    private func failed(_ message: String) {
        state.withLock { state in
            state.status.failures += 1
            state.status.lastFailure = (clock(), message)
        }
        Log.error(message)
    }

    private static let workName = ".making-"

    private func makeOne(at now: Instant) throws -> (BackupFile, Head) {
        let work = "\(plan.folder)/\(Self.workName)\(getpid())"
        try FileSystem.make(work)
        defer { FileSystem.remove(work) }
        var copy = work + "/copy.db"
        try runtime.copy(to: copy)
        try goOn()
        let head = try verifier.verify(backup: copy, in: work, at: now)
        try goOn()
        if let key = plan.key {
            let sealed = work + "/copy.sealed"
            try SealedFile.seal(copy, to: sealed, for: key)
            copy = sealed
        }
        let file = BackupFile(made: now, isSealed: plan.key != nil, bytes: FileSystem.bytes(of: copy)), path = "\(plan.folder)/\(file.name)"
        guard rename(copy, path) == 0 else { throw KeepingFailure("cannot name \(path): \(String(cString: strerror(errno)))") }
        try syncFolder(path)
        removeUnwanted()
        try plan.then.map { try runThen($0, path) }
        return (file, head)
    }

    private func goOn() throws { if isStopping { throw KeepingFailure("the server stops") } }

    private func removeUnwanted() {
        let files = files, unwanted = Set(plan.keep.unwanted(files.map(\.made)))
        for file in files where unwanted.contains(file.made) { unlink("\(plan.folder)/\(file.name)") }
    }

    /// What fails here has made a backup all the same; it is told as a failure, for the copy elsewhere is missing.
    private func runThen(_ command: String, _ path: String) throws {
        let code = ShellCommand.run(ShellCommand.filled(command, path), atMost: .seconds(3_600)) { [weak self] in self?.isStopping ?? true }
        if let code, code != 0 { failed("the backup \(path) is made, but the command after it ended with \(code)") }
        if code == nil, !isStopping { failed("the backup \(path) is made, but the command after it did not end in an hour") }
    }

    private func syncFolder(_ path: String) throws {
        let descriptor = open(plan.folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw KeepingFailure("cannot open \(plan.folder)") }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw KeepingFailure("cannot sync \(plan.folder)") }
    }
}

extension Runtime {
    /// Copies the database, and waits for it.
    func copy(to path: String) throws {
        let done = BlockingPromise<(any Error)?>()
        backUp(to: path) { done.fulfil($0) }
        if let error = done.wait() { throw error }
    }
}
