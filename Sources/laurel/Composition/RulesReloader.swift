import Files
import Installation
import Journal
import Mailboxes
import Runtime
import Synchronization

/// Reads the rules folder again and finishes what a stop has interrupted, on a thread of its own: it may take its time, and
/// signals are heard meanwhile.
final class RulesReloader: Sendable {
    private let installation: Installation
    private let folder: String
    private let jobs = WorkQueue<@Sendable () -> Void>(limit: 100)
    private let isStopping = Mutex(false)
    /// Hands a folder to the node that leads; nil: there is none but this.
    private let passOn = Mutex<(@Sendable (RuleSources) -> Void)?>(nil)
    private let thread: PlainThread

    init(_ installation: Installation, folder: String) {
        self.installation = installation
        self.folder = folder
        thread = PlainThread("rules") { [jobs] in
            while let job = jobs.take() { job() }
        }
    }

    /// Where other nodes lead, what changes here is handed to them.
    func hand(to leader: @escaping @Sendable (RuleSources) -> Void) { passOn.withLock { $0 = leader } }

    /// This node leads: it goes on with what the one before it had begun, and says how the first administrator comes in.
    func led(_ invite: @escaping @Sendable () throws -> Void) {
        send { reloader in
            try reloader.installation.fill()
            try invite()
        }
        finishInterrupted()
    }

    /// Goes on with what was interrupted. Told on standard error.
    func finishInterrupted() {
        send { reloader in
            guard reloader.installation.runtime.leads else { return }
            for line in try reloader.installation.finishInterrupted(isCancelled: reloader.isCancelled) { Log.notice(line) }
        }
    }

    /// Puts the folder in force where it changed. Rules that do not hold are told, and those in force stay in force.
    func reload() {
        send { reloader in
            let folder = try RulesFolder.load(reloader.folder, zones: reloader.installation.zones)
            guard reloader.installation.runtime.leads else { return reloader.passOn.withLock { $0 }?(folder.sources) ?? () }
            let changed = try reloader.installation.reloadChanged(folder, by: .administrator, isCancelled: reloader.isCancelled)
            if !changed.isEmpty { Log.notice("in force now: \(changed.joined(separator: ", "))") }
        }
    }

    /// Waits until all jobs so far are done, but no longer than this.
    func wait(atMost limit: Duration) {
        let signal = Signal()
        guard jobs.send({ signal.raise() }) == .delivered else { return }
        signal.wait(atMost: limit)
    }

    /// What is under way ends soon, and goes on at the next start.
    func stop() {
        isStopping.withLock { $0 = true }
        jobs.close()
        thread.join()
    }

    private func send(_ job: @escaping @Sendable (RulesReloader) throws -> Void) {
        _ = jobs.send { [weak self] in
            guard let self, !isStopping.withLock({ $0 }) else { return }
            do { try job(self) } catch is Interrupted {} catch where !installation.runtime.leads {
                // The node that leads by now goes on with it.
            } catch { Log.warning("the rules in force stay in force:\n\(words(error))") }
        }
    }

    private func words(_ error: any Error) -> String {
        guard error is WithheldChange else { return Terminal.words(error) }
        return "\(error)\nIf that is meant, publish it: laurel rules publish \(folder), or on the page of the rules"
    }

    private var isCancelled: @Sendable () -> Bool { { [weak self] in self?.isStopping.withLock { $0 } ?? true } }
}
