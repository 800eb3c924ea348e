import Glibc
import Synchronization

/// Accepts connections on a free port of loopback, each served on a thread of its own, until it is stopped.
final class Listener: Sendable {
    let port: UInt16
    private let socket: Int32
    private let open = Mutex<(sockets: Set<Int32>, isStopped: Bool)>(([], false))

    init(_ serve: @escaping @Sendable (Int32) -> Void) {
        let descriptor = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        var address = sockaddr_in()
        (address.sin_family, address.sin_addr.s_addr) = (sa_family_t(AF_INET), UInt32(0x7F00_0001).bigEndian)
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(descriptor, $0, length) == 0 && listen(descriptor, 128) == 0 && getsockname(descriptor, $0, &length) == 0 }
        }
        precondition(isBound, "no free port")
        (socket, port) = (descriptor, UInt16(bigEndian: address.sin_port))
        Self.thread { [self] in
            while true {
                let connection = accept(descriptor, nil, nil)
                guard connection >= 0 else { return _ = close(descriptor) }
                let isStopped = open.withLock { open in
                    if !open.isStopped { open.sockets.insert(connection) }
                    return open.isStopped
                }
                guard !isStopped else {
                    close(connection)
                    return _ = close(descriptor)
                }
                Self.thread { [self] in
                    serve(connection)
                    // Closed with the lock held: `stop` must not shut down a number that is somebody else's by now.
                    open.withLock { open in
                        open.sockets.remove(connection)
                        close(connection)
                    }
                }
            }
        }
    }

    func stop() {
        open.withLock { open in
            guard !open.isStopped else { return }
            open.isStopped = true
            for connection in open.sockets { shutdown(connection, Int32(SHUT_RDWR)) }
            // The thread that accepts closes it: until then the number is nobody else's.
            shutdown(socket, Int32(SHUT_RDWR))
        }
    }

    private static func thread(_ body: @escaping @Sendable () -> Void) {
        final class Body { let run: @Sendable () -> Void; init(_ run: @escaping @Sendable () -> Void) { self.run = run } }
        var handle = pthread_t()
        let result = pthread_create(&handle, nil, { context in
            if let context { Unmanaged<Body>.fromOpaque(context).takeRetainedValue().run() }
            return nil
        }, Unmanaged.passRetained(Body(body)).toOpaque())
        precondition(result == 0)
        pthread_detach(handle)
    }
}

/// A socket that is read line by line and written whole.
struct Line {
    let socket: Int32
    private var buffer: [UInt8] = []

    init(_ socket: Int32) { self.socket = socket }

    /// Without its end; nil: the other side is gone.
    mutating func read() -> String? {
        while true {
            if let end = buffer.firstIndex(of: 10) {
                let line = buffer[..<end]
                buffer.removeSubrange(...end)
                return String(decoding: line.last == 13 ? line.dropLast() : line, as: UTF8.self)
            }
            guard fill() else { return nil }
        }
    }

    mutating func read(count: Int) -> [UInt8]? {
        while buffer.count < count { guard fill() else { return nil } }
        defer { buffer.removeFirst(count) }
        return Array(buffer.prefix(count))
    }

    private mutating func fill() -> Bool {
        var bytes = [UInt8](repeating: 0, count: 16_384)
        let count = recv(socket, &bytes, bytes.count, 0)
        guard count > 0 else { return false }
        buffer += bytes.prefix(count)
        return true
    }

    /// False: the other side is gone.
    @discardableResult
    func write(_ text: String) -> Bool { write(Array(text.utf8)) }

    @discardableResult
    func write(_ bytes: [UInt8]) -> Bool {
        var sent = 0
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes { send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            guard count > 0 else { return false }
            sent += count
        }
        return true
    }
}
