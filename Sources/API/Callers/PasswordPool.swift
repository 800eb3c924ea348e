import CSodium
import Mailboxes
import Runtime
import Synchronization

/// Hashes passwords with argon2id (`crypto_pwhash_str`) on threads of its own, as many as cores: some 50 ms and 64 MB a call, on purpose.
///
/// What waits is bounded to about a second's work, so that signing in cannot take the machine, and those who are known where they come
/// from wait in a line of their own (`TurnHolder.Line.first`): strangers who guess can fill the other one, and no more than that.
package final class PasswordPool: Sendable {
    private let workers: FairWorkers<Void>
    private let counter = Atomic<Int>(0)

    /// A core is busy, and 64 MB are taken, for each; more of them would be a way to spend the machine's memory.
    package static let threads = min(Processors.count, 8)

    /// - Parameter waiting: passwords that may wait in each line; half of them from one turnHolder.
    package init(threads: Int = PasswordPool.threads, waiting: Int? = nil) {
        precondition(sodium_init() >= 0, "libsodium does not start")
        let waiting = waiting ?? threads * 8
        workers = FairWorkers(
            "password", threads: threads,
            FairQueue.Limits(waiting: waiting, waitingOfOne: max(1, waiting / 2), runningOfOne: threads)
        ) {}
    }

    /// How many hashes were made, or compared with.
    package var hashes: Int { counter.load(ordering: .relaxed) }

    /// Passwords that wait.
    package var waiting: Int { workers.waiting }

    /// Tells the hash of a password, or why there is none.
    package func hash(_ password: String, for turnHolder: TurnHolder, _ body: @escaping @Sendable (Result<String, Unavailable>) -> Void) {
        perform(for: turnHolder, body) { () throws(Unavailable) in
            guard let hash = Password.hash(password) else { throw Unavailable(code: .overloaded) }
            return hash
        }
    }

    /// Tells whether a password is the one of `hash`. Without a hash (there is no such account) it takes as long, and is false.
    package func verify(_ password: String, _ hash: String?, for turnHolder: TurnHolder, _ body: @escaping @Sendable (Result<Bool, Unavailable>) -> Void) {
        perform(for: turnHolder, body) { () throws(Unavailable) in
            guard let matches = Password.matches(password, hash ?? Self.decoy) else { throw Unavailable(code: .overloaded) }
            return matches && hash != nil
        }
    }

    package func stop() { workers.stop() }

    /// Other work that keeps a core busy on purpose.
    func perform<Value>(
        for turnHolder: TurnHolder, _ body: @escaping @Sendable (Result<Value, Unavailable>) -> Void, _ work: @escaping @Sendable () throws(Unavailable) -> Value
    ) {
        workers.perform(for: turnHolder) { [self] turn in
            if case .failure(let failure) = turn { return body(.failure(Unavailable(failure))) }
            counter.add(1, ordering: .relaxed)
            body(Result(catching: work))
        }
    }

    /// A hash of the same cost that no password is known for.
    private static let decoy = "$argon2id$v=19$m=65536,t=2,p=1$bGF1cmVsbGF1cmVsbGF1cg$AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8"
}
