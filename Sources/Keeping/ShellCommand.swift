import Glibc
import Mailboxes

/// A command of the administrator's, run by `/bin/sh` with standard error as ours and without standard input.
enum ShellCommand {
    /// `{}` becomes the path, quoted so that the shell takes it as one word.
    static func filled(_ command: String, _ path: String) -> String {
        command.replacing("{}", with: "'" + path.replacing("'", with: "'\\''") + "'")
    }

    /// - Returns: its exit code, 128 and more for a signal; nil where it had to be ended.
    static func run(_ command: String, atMost limit: Duration, isCancelled: () -> Bool) -> Int? {
        var actions = posix_spawn_file_actions_t(), attributes = posix_spawnattr_t()
        posix_spawn_file_actions_init(&actions)
        posix_spawnattr_init(&attributes)
        defer {
            posix_spawn_file_actions_destroy(&actions)
            posix_spawnattr_destroy(&attributes)
        }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_adddup2(&actions, 2, 1)
        // A group of its own, to be ended as a whole; and the signals that our threads leave to the main one.
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setpgroup(&attributes, 0)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK))
        var process = pid_t()
        let words: [UnsafeMutablePointer<CChar>?] = ["/bin/sh", "-c", command].map { (word: String) in strdup(word) } + [nil]
        defer { words.forEach { free($0) } }
        guard posix_spawn(&process, "/bin/sh", &actions, &attributes, words, environ) == 0 else { return 127 }
        return wait(for: process, until: .now + limit, isCancelled)
    }

    private static func wait(for process: pid_t, until end: ContinuousClock.Instant, _ isCancelled: () -> Bool) -> Int? {
        var status: Int32 = 0
        let pause = Signal()
        while waitpid(process, &status, WNOHANG) == 0 {
            pause.wait(atMost: .milliseconds(50))
            guard isCancelled() || .now >= end else { continue }
            kill(-process, SIGTERM)
            pause.wait(atMost: .milliseconds(500))
            kill(-process, SIGKILL)
            waitpid(process, &status, 0)
            return nil
        }
        return status & 0x7F == 0 ? Int(status >> 8 & 0xFF) : 128 + Int(status & 0x7F)
    }
}
