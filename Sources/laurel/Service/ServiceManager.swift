import Glibc
import Mailboxes

/// What runs this program as a service (sd_notify(3)): told when it is ready, alive, and about to stop. Where nothing does, nothing is said.
///
/// Datagrams to the socket that `NOTIFY_SOCKET` names; no library is needed for that.
final class ServiceManager: Sendable {
    private let descriptor: Int32
    private let address: [UInt8]
    /// How often it wants to hear that all is well, in milliseconds; nil: it does not ask.
    let watchdog: Int?

    /// Nil where no service manager runs this program. Its variables are taken away, so that no child of ours speaks for us.
    init?() {
        let watchdog = Self.variable("WATCHDOG_USEC").flatMap { Int($0) }, watched = Self.variable("WATCHDOG_PID").flatMap { Int32($0) }
        let path = Self.variable("NOTIFY_SOCKET")
        for name in ["NOTIFY_SOCKET", "WATCHDOG_USEC", "WATCHDOG_PID"] { unsetenv(name) }
        guard let path, let address = Self.address(path) else { return nil }
        descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { return nil }
        self.address = address
        self.watchdog = watched.map { $0 == getpid() } ?? true ? watchdog.flatMap { $0 >= 1_000 ? $0 / 1_000 : nil } : nil
    }

    deinit { close(descriptor) }

    func ready(_ status: String) { say("READY=1", "STATUS=" + status) }
    func alive() { say("WATCHDOG=1") }
    func stopping() { say("STOPPING=1") }

    /// What it does now takes its time: not to be given up before that many seconds are over.
    func extend(seconds: Int, _ status: String) { say("EXTEND_TIMEOUT_USEC=\(seconds * 1_000_000)", "STATUS=" + status) }

    /// Says `status` again and again until `body` is done, for twenty minutes at most: what has not begun by then never will.
    func during<Result>(_ status: String, _ body: () throws -> Result) rethrows -> Result {
        let done = Signal()
        let thread = PlainThread("notify") { [self] in
            for _ in 0..<120 {
                extend(seconds: 30, status)
                if done.wait(atMost: .seconds(10)) { return }
            }
        }
        defer {
            done.raise()
            thread.join()
        }
        return try body()
    }

    /// A manager that does not listen is no reason to fail.
    private func say(_ lines: String...) {
        let message = Array(lines.map { $0.filter { $0 != "\n" } }.joined(separator: "\n").utf8)
        var storage = sockaddr_un()
        storage.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &storage.sun_path) { $0.copyBytes(from: address) }
        let length = socklen_t(MemoryLayout<sa_family_t>.size + address.count)
        _ = withUnsafePointer(to: &storage) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { sendto(descriptor, message, message.count, Int32(MSG_NOSIGNAL), $0, length) }
        }
    }

    /// A path, or a name in the kernel's own space, which begins with a zero byte and is written with `@`.
    private static func address(_ path: String) -> [UInt8]? {
        var bytes = Array(path.utf8)
        guard let first = bytes.first, first == UInt8(ascii: "/") || first == UInt8(ascii: "@"), bytes.count < 108 else { return nil }
        if first == UInt8(ascii: "@") { bytes[0] = 0 }
        return bytes
    }

    private static func variable(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }
}

/// Sockets that a service manager listens on for us (sd_listen_fds(3)).
enum InheritedSockets {
    /// The first that is handed over.
    private static let first: Int32 = 3

    /// Takes those that are meant for this process; it alone knows them from then on.
    static func take() -> [Int32] {
        defer { for name in ["LISTEN_PID", "LISTEN_FDS", "LISTEN_FDNAMES"] { unsetenv(name) } }
        guard let process = number("LISTEN_PID"), process == Int(getpid()), let count = number("LISTEN_FDS"), 1...64 ~= count else { return [] }
        return (first..<first + Int32(count)).filter { fcntl($0, F_SETFD, FD_CLOEXEC) == 0 }
    }

    private static func number(_ name: String) -> Int? { getenv(name).flatMap { Int(String(cString: $0)) } }
}
