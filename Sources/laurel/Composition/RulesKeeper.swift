import Files
import Installation
import Mailboxes
import Runtime
import Synchronization

/// Reads the rules folder again and finishes what a stop has interrupted, on a thread of its own: it may take its time, and
/// signals are heard meanwhile.
final class RulesKeeper: Sendable {
    private let installation: Installation
    private let folder: String
    private let wishes = WorkQueue<@Sendable () -> Void>(limit: 100)
    private let isStopping = Mutex(false)
    private let thread: PlainThread

    init(_ installation: Installation, folder: String) {
        self.installation = installation
        self.folder = folder
        thread = PlainThread("rules") { [wishes] in
            while let wish = wishes.take() { wish() }
        }
    }

    /// Goes on with what was interrupted. Told on standard error.
    func finishInterrupted() {
        send { keeper in
            for line in try keeper.installation.finishInterrupted(isCancelled: keeper.isCancelled) { Terminal.error(line) }
        }
    }

    /// Puts the folder in force where it changed. Rules that do not hold are told, and those in force stay in force.
    func reload() {
        send { keeper in
            let folder = try RulesFolder.load(keeper.folder, zones: keeper.installation.zones)
            let changed = try keeper.installation.reloadChanged(folder, by: .administrator, isCancelled: keeper.isCancelled)
            if !changed.isEmpty { Terminal.error("in force now: \(changed.joined(separator: ", "))") }
        }
    }

    /// Waits until all wishes so far are fulfilled, but no longer than this.
    func wait(atMost limit: Duration) {
        let signal = Signal()
        guard wishes.send({ signal.raise() }) == .delivered else { return }
        signal.wait(atMost: limit)
    }

    /// What is under way ends soon, and goes on at the next start.
    func stop() {
        isStopping.withLock { $0 = true }
        wishes.close()
        thread.join()
    }

    private func send(_ wish: @escaping @Sendable (RulesKeeper) throws -> Void) {
        _ = wishes.send { [weak self] in
            guard let self, !isStopping.withLock({ $0 }) else { return }
            do { try wish(self) } catch is Interrupted {} catch { Terminal.error("the rules in force stay in force:\n\(words(error))") }
        }
    }

    private func words(_ error: any Error) -> String {
        guard error is WithheldChange else { return Terminal.words(error) }
        return "\(error)\nIf that is meant, publish it: laurel rules publish \(folder), or on the page of the rules"
    }

    private var isCancelled: @Sendable () -> Bool { { [weak self] in self?.isStopping.withLock { $0 } ?? true } }
}
