import Glibc
import Mailboxes
import Synchronization

/// A way to PostgreSQL, or to another node, that can be cut without either end hearing of it: what is sent meanwhile is held, and goes on when the way is whole
/// again, as packets do that are sent once more.
final class CuttableLine: Sendable {
    let port: UInt16
    private let listener: Int32
    private let target: Target
    private let state = Mutex(State())

    private struct State {
        var isCut = false
        var isOver = false
    }

    enum Target: Sendable {
        case unixSocket(String)
        /// On loopback.
        case port(UInt16)
    }

    init(to target: Target) throws {
        self.target = target
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = Self.loopback(0), size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isOpen = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                bind(listener, address, size) == 0 && listen(listener, 64) == 0 && getsockname(listener, address, &size) == 0
            }
        }
        guard isOpen else { throw Trouble.socket(errno) }
        self.listener = listener
        port = UInt16(bigEndian: address.sin_port)
        _ = PlainThread("line") { [self] in accept() }
    }

    enum Trouble: Error { case socket(Int32) }

    var isCut: Bool {
        get { state.withLock { $0.isCut } }
        set { state.withLock { $0.isCut = newValue } }
    }

    func end() {
        state.withLock { $0.isOver = true }
        shutdown(listener, Int32(SHUT_RDWR))
    }

    private var isOver: Bool { state.withLock { $0.isOver } }

    private func accept() {
        while !isOver {
            let client = Glibc.accept(listener, nil, nil)
            guard client >= 0 else { continue }
            _ = PlainThread("line", stackBytes: 1 << 20) { [self] in pass(client) }
        }
        close(listener)
    }

    private func pass(_ client: Int32) {
        defer { close(client) }
        // A connection that is begun while the way is cut is not answered.
        while isCut, !isOver { pause(.milliseconds(20)) }
        guard let server = connected() else { return }
        defer { close(server) }
        var lines = [pollfd(fd: client, events: Int16(POLLIN), revents: 0), pollfd(fd: server, events: Int16(POLLIN), revents: 0)]
        while !isOver {
            if isCut {
                pause(.milliseconds(20))
                continue
            }
            guard poll(&lines, 2, 20) > 0 else { continue }
            for (from, to) in [(0, 1), (1, 0)] where lines[from].revents != 0 {
                guard move(from: lines[from].fd, to: lines[to].fd) else { return }
            }
        }
    }

    /// False: one of the ends is gone.
    private func move(from: Int32, to: Int32) -> Bool {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        let count = recv(from, &buffer, buffer.count, 0)
        guard count > 0 else { return false }
        var sent = 0
        while sent < count {
            let more = buffer[sent..<count].withUnsafeBytes { send(to, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            guard more > 0 else { return false }
            sent += more
        }
        return true
    }

    private func connected() -> Int32? {
        let descriptor: Int32, status: Int32
        switch target {
        case .unixSocket(let path):
            descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
            var address = sockaddr_un()
            address.sun_family = sa_family_t(AF_UNIX)
            withUnsafeMutableBytes(of: &address.sun_path) { room in
                for (index, byte) in path.utf8.prefix(room.count - 1).enumerated() { room[index] = byte }
            }
            status = Self.connect(descriptor, address)
        case .port(let port):
            descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
            status = Self.connect(descriptor, Self.loopback(port))
        }
        guard status == 0 else {
            close(descriptor)
            return nil
        }
        return descriptor
    }

    private static func connect<Address>(_ descriptor: Int32, _ address: Address) -> Int32 {
        withUnsafePointer(to: address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { Glibc.connect(descriptor, $0, socklen_t(MemoryLayout<Address>.size)) }
        }
    }

    private static func loopback(_ port: UInt16) -> sockaddr_in {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        address.sin_port = port.bigEndian
        return address
    }
}
