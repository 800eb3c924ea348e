import CSodium
import Mailboxes
import Synchronization

/// Hashes passwords with argon2id (`crypto_pwhash_str`) on threads of its own: some 50 ms and 64 MB a call, on purpose. What waits is
/// bounded, so that signing in cannot take the machine.
package final class PasswordPool: Sendable {
    private let queue: WorkQueue<@Sendable () -> Void>
    private let threads: [PlainThread]
    private let counter = Atomic<Int>(0)

    package init(threads count: Int = 1, limit: Int = 64) {
        precondition(sodium_init() >= 0, "libsodium does not start")
        let queue = WorkQueue<@Sendable () -> Void>(limit: limit)
        self.queue = queue
        threads = (0..<count).map { index in
            PlainThread("password-\(index)") {
                while let job = queue.take() { job() }
            }
        }
    }

    /// How many hashes were made, or compared with.
    package var hashes: Int { counter.load(ordering: .relaxed) }

    /// Tells the hash of a password; nil where memory is short. False: too many wait.
    package func hash(_ password: String, _ body: @escaping @Sendable (String?) -> Void) -> Bool {
        perform { body(Password.hash(password)) }
    }

    /// Tells whether a password is the one of `hash`. Without a hash (there is no such account) it takes as long, and is false.
    package func verify(_ password: String, _ hash: String?, _ body: @escaping @Sendable (Bool) -> Void) -> Bool {
        perform {
            let matches = Password.matches(password, hash ?? Self.decoy)
            body(matches && hash != nil)
        }
    }

    package func stop() {
        queue.close()
        threads.forEach { $0.join() }
    }

    private func perform(_ work: @escaping @Sendable () -> Void) -> Bool {
        queue.send { [self] in
            counter.add(1, ordering: .relaxed)
            work()
        } == .delivered
    }

    /// A hash of the same cost that no password is known for.
    private static let decoy = "$argon2id$v=19$m=65536,t=2,p=1$bGF1cmVsbGF1cmVsbGF1cg$AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8"
}
