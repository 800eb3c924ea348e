import CEv
import CLibwebsockets
import Glibc

/// Accepts from a socket that somebody else listens on for us: a service manager that hands it over at each start (sd_listen_fds(3)),
/// so that clients wait in its queue while we are not there.
final class Acceptor {
    private let loop: OpaquePointer
    private let descriptor: Int32
    private let watcher = UnsafeMutablePointer<ev_io>.allocate(capacity: 1)
    private let accepted: (Int32) -> Void
    /// Nothing could be accepted: asks to be begun again a moment later, or a level that stays would be a loop without end.
    private let failed: () -> Void
    private var isBegun = false
    /// Others have their turn after so many.
    private static let atOnce = 64

    /// - Parameter descriptor: stays open until this is gone.
    init(_ loop: OpaquePointer, _ descriptor: Int32, accepted: @escaping (Int32) -> Void, failed: @escaping () -> Void) {
        self.loop = loop
        self.descriptor = descriptor
        self.accepted = accepted
        self.failed = failed
        _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK)
        ev_io_prepare(watcher, Acceptor.ready, descriptor, Unmanaged.passUnretained(self).toOpaque())
    }

    deinit {
        end()
        watcher.deallocate()
        close(descriptor)
    }

    func begin() {
        guard !isBegun else { return }
        isBegun = true
        ev_io_start(loop, watcher)
    }

    /// Who comes from now on waits for the next process.
    func end() {
        guard isBegun else { return }
        isBegun = false
        ev_io_stop(loop, watcher)
    }

    private func accept() {
        for _ in 0..<Self.atOnce where isBegun {
            let connection = socket_accept(descriptor)
            guard connection < 0 else {
                accepted(connection)
                continue
            }
            if errno == EINTR || errno == ECONNABORTED { continue }
            if errno != EAGAIN {
                end()
                failed()
            }
            return
        }
    }

    private static let ready: @convention(c) (OpaquePointer?, UnsafeMutablePointer<ev_io>?, Int32) -> Void = { _, watcher, _ in
        guard let data = watcher?.pointee.data else { return }
        Unmanaged<Acceptor>.fromOpaque(data).takeUnretainedValue().accept()
    }
}

extension Listeners {
    /// The port of a socket that listens on TCP; nil: it is none.
    static func port(of descriptor: Int32) -> UInt16? {
        var listens: Int32 = 0
        var length = socklen_t(MemoryLayout<Int32>.size)
        guard getsockopt(descriptor, SOL_SOCKET, SO_ACCEPTCONN, &listens, &length) == 0, listens == 1 else { return nil }
        var storage = sockaddr_storage()
        length = socklen_t(MemoryLayout<sockaddr_storage>.size)
        return withUnsafeMutablePointer(to: &storage) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                guard getsockname(descriptor, address, &length) == 0 else { return nil }
                switch Int32(address.pointee.sa_family) {
                case AF_INET: return address.withMemoryRebound(to: sockaddr_in.self, capacity: 1) { UInt16(bigEndian: $0.pointee.sin_port) }
                case AF_INET6: return address.withMemoryRebound(to: sockaddr_in6.self, capacity: 1) { UInt16(bigEndian: $0.pointee.sin6_port) }
                default: return nil
                }
            }
        }
    }
}

extension WebLoop {
    private static let pause = 100

    func makeAcceptors() -> [Acceptor] {
        configuration.inherited.enumerated().map { index, descriptor in
            Acceptor(loop, descriptor) { [unowned self] in
                take($0)
            } failed: { [unowned self] in
                after(Self.pause) { [unowned self] in if stopDeadline == nil { acceptors[index].begin() } }
            }
        }
    }

    /// What libwebsockets does with what it accepts itself.
    private func take(_ descriptor: Int32) {
        guard let vhost = listeners?.tcp, hasRoom(), mayEnter(descriptor) else {
            Glibc.close(descriptor)
            return
        }
        var kind = LWS_ADOPT_SOCKET.rawValue
        if configuration.certificate != nil { kind |= LWS_ADOPT_ALLOW_SSL.rawValue }
        // It closes the descriptor where it cannot take it.
        _ = lws_adopt_descriptor_vhost(vhost, lws_adoption_type(kind), lws_sock_file_fd_type(sockfd: descriptor), nil, nil)
    }
}
