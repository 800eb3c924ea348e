import CSodium
import Mailboxes

/// Hashes passwords with argon2id on threads of its own; what waits is bounded.
package final class PasswordPool: Sendable {
    private let queue: WorkQueue<@Sendable () -> Void>
    private let threads: [PlainThread]

    /// - Precondition: `sodium_init` has been called; `Services` sees to that.
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

    /// False: too many wait.
    package func perform(_ job: @escaping @Sendable () -> Void) -> Bool { queue.send(job) == .delivered }

    package func stop() {
        queue.close()
        threads.forEach { $0.join() }
    }
}

/// Passwords and their argon2id strings (`crypto_pwhash_str`). Slow on purpose: some 50 ms and 64 MB a call.
package enum Password {
    /// Nil where memory is short.
    package static func hash(_ password: String) -> String? {
        var output = [CChar](repeating: 0, count: Int(crypto_pwhash_STRBYTES))
        let bytes = Array(password.utf8).map { CChar(bitPattern: $0) }
        let failed = crypto_pwhash_str(
            &output, bytes, UInt64(bytes.count), UInt64(crypto_pwhash_OPSLIMIT_INTERACTIVE), Int(crypto_pwhash_MEMLIMIT_INTERACTIVE))
        guard failed == 0 else { return nil }
        return String(decoding: output.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    package static func matches(_ password: String, _ hash: String) -> Bool {
        let bytes = Array(password.utf8).map { CChar(bitPattern: $0) }
        return crypto_pwhash_str_verify(hash, bytes, UInt64(bytes.count)) == 0
    }
}
