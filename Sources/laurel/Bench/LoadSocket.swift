import Glibc

/// A client's end of a loopback connection. Blocking, unless it is asked not to wait.
final class LoadSocket {
    let descriptor: Int32

    init(descriptor: Int32) {
        self.descriptor = descriptor
        var on: Int32 = 1
        setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<Int32>.size))
        // Nothing here may wait for ever.
        var patience = timeval(tv_sec: 30, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
        setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
    }

    /// - Parameter receiveBuffer: SO_RCVBUF, to be a slow reader; nil leaves it.
    convenience init(port: UInt16, receiveBuffer: Int32? = nil) throws {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { throw CLIError("no socket left: errno \(errno)") }
        if var size = receiveBuffer { setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &size, socklen_t(MemoryLayout<Int32>.size)) }
        self.init(descriptor: descriptor)
        var address = Self.loopback(port)
        let result = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) }
        }
        guard result == 0 else { throw CLIError("cannot connect: errno \(errno)") }
    }

    deinit { close(descriptor) }

    func send(_ bytes: [UInt8]) throws {
        var sent = 0
        while sent < bytes.count {
            let count = bytes.withUnsafeBytes { Glibc.send(descriptor, $0.baseAddress?.advanced(by: sent), bytes.count - sent, Int32(MSG_NOSIGNAL)) }
            guard count > 0 else { throw CLIError("cannot send: errno \(errno)") }
            sent += count
        }
    }

    /// What has come, into `buffer`: how many bytes. 0 where nothing is there and it must not wait.
    func receive(into buffer: UnsafeMutableRawBufferPointer, waits: Bool = true) throws -> Int {
        let count = recv(descriptor, buffer.baseAddress, buffer.count, waits ? 0 : Int32(MSG_DONTWAIT))
        if count > 0 { return count }
        guard count < 0, !waits, errno == EAGAIN else { throw CLIError(count == 0 ? "the server closed the connection" : "cannot receive: errno \(errno)") }
        return 0
    }

    /// Tries again until somebody listens, for so many seconds.
    static func reach(port: UInt16, within seconds: Double) throws -> LoadSocket {
        let end = Stopwatch.now + seconds
        while true {
            do { return try LoadSocket(port: port) } catch where Stopwatch.now < end { poll(nil, 0, 10) }
        }
    }

    /// A port that nobody listens on now.
    static func freePort() throws -> UInt16 {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        guard let port = listening(descriptor, backlog: 1) else { throw CLIError("no free port: errno \(errno)") }
        return port
    }

    /// Listens on a port that the kernel chooses, and names it; nil where it cannot.
    static func listening(_ descriptor: Int32, backlog: Int32) -> UInt16? {
        var address = loopback(0), length = socklen_t(MemoryLayout<sockaddr_in>.size)
        return withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                guard bind(descriptor, address, length) == 0, listen(descriptor, backlog) == 0, getsockname(descriptor, address, &length) == 0 else { return nil }
                return pointer.pointee.sin_port.bigEndian
            }
        }
    }

    static func loopback(_ port: UInt16) -> sockaddr_in {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        return address
    }

    /// The most descriptors that this process may have, after asking for all that it can get.
    static func raiseDescriptorLimit() -> Int {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return 1024 }
        limit.rlim_cur = limit.rlim_max
        setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        return Int(clamping: limit.rlim_cur)
    }
}
