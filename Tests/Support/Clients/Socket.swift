import Glibc

/// A plain socket for tests: blocking, with a deadline on everything, so that a test fails instead of hanging.
package final class Socket {
    package enum Failure: Error, Equatable {
        case cannotConnect(Int32)
        case timedOut
        case broken(Int32)
        /// The peer closed before all was there; what had come.
        case ended([UInt8])
    }

    package let descriptor: Int32
    private let milliseconds: Int
    private var isClosed = false

    /// - Parameters:
    ///   - milliseconds: the most that one operation may take.
    ///   - receiveBuffer: SO_RCVBUF, to be a slow reader; nil leaves it.
    ///   - own: the last number of the own address, 127.0.0.x; nil leaves it to the kernel.
    package init(port: UInt16, milliseconds: Int = 60_000, receiveBuffer: Int32? = nil, from own: UInt8? = nil) throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        self.milliseconds = milliseconds
        if var size = receiveBuffer { setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &size, socklen_t(MemoryLayout<Int32>.size)) }
        var noDelay: Int32 = 1
        setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &noDelay, socklen_t(MemoryLayout<Int32>.size))
        if let own {
            var address = Self.address(0, own)
            let result = withUnsafePointer(to: &address) { pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) }
            }
            if result != 0 { throw Failure.cannotConnect(errno) }
        }
        var address = Self.address(port, 1)
        try connect(&address)
    }

    /// 127.0.0.`host`.
    private static func address(_ port: UInt16, _ host: UInt8) -> sockaddr_in {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = (UInt32(0x7F00_0000) | UInt32(host)).bigEndian
        return address
    }

    package init(unix path: String, milliseconds: Int = 60_000) throws {
        descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        self.milliseconds = milliseconds
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { room in
            for (index, byte) in path.utf8.prefix(room.count - 1).enumerated() { room[index] = byte }
        }
        try connect(&address)
    }

    deinit { close() }

    package func close() {
        guard !isClosed else { return }
        isClosed = true
        Glibc.close(descriptor)
    }

    /// Says that nothing more will be sent.
    package func finishWriting() {
        shutdown(descriptor, Int32(SHUT_WR))
    }

    package func send(_ text: String) throws { try send(Array(text.utf8)) }

    package func send(_ bytes: some Collection<UInt8>) throws {
        let bytes = Array(bytes)
        let deadline = Self.now + milliseconds
        var sent = 0
        while sent < bytes.count {
            try wait(POLLOUT, until: deadline)
            let count = bytes[sent...].withUnsafeBytes { Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL | MSG_DONTWAIT)) }
            if count < 0, errno != EAGAIN { throw Failure.broken(errno) }
            sent += max(0, count)
        }
    }

    /// What has come, at least one byte; empty when the peer has closed.
    package func receiveSome(_ limit: Int = 65536) throws -> [UInt8] {
        try wait(POLLIN, until: Self.now + milliseconds)
        var buffer = [UInt8](repeating: 0, count: limit)
        let count = recv(descriptor, &buffer, limit, 0)
        if count < 0 { throw Failure.broken(errno) }
        return Array(buffer[..<count])
    }

    /// All until the peer closes; a reset counts as closing. The deadline is for all of it.
    package func receiveToEnd() throws -> [UInt8] {
        var all: [UInt8] = []
        let deadline = Self.now + milliseconds
        while Self.now < deadline {
            do {
                let some = try receiveSome()
                if some.isEmpty { return all }
                all += some
            } catch Failure.broken(ECONNRESET) {
                return all
            }
        }
        throw Failure.timedOut
    }

    /// Whether nothing comes for so long. Only for "nothing may happen".
    package func isQuiet(milliseconds: Int) -> Bool {
        var poller = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        return poll(&poller, 1, Int32(milliseconds)) == 0
    }

    private func wait(_ event: Int32, until deadline: Int) throws {
        var poller = pollfd(fd: descriptor, events: Int16(event), revents: 0)
        let left = deadline - Self.now
        guard left > 0, poll(&poller, 1, Int32(left)) > 0 else { throw Failure.timedOut }
    }

    private func connect<Address>(_ address: inout Address) throws {
        let result = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { Glibc.connect(descriptor, $0, socklen_t(MemoryLayout<Address>.size)) }
        }
        if result != 0 { throw Failure.cannotConnect(errno) }
    }

    /// Milliseconds on a clock that only goes forward.
    package static var now: Int {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return time.tv_sec * 1000 + time.tv_nsec / 1_000_000
    }
}
