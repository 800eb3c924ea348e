import Foundation
import TestClients

/// The end of a service manager at which a server says how it is.
final class NotifySocket {
    let path: String
    private let descriptor: Int32

    init(_ path: String) throws {
        self.path = path
        descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { room in
            for (index, byte) in path.utf8.prefix(room.count - 1).enumerated() { room[index] = byte }
        }
        let bound = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) }
        }
        guard bound == 0 else { throw Socket.Failure.cannotConnect(errno) }
        // Rather a test that fails than one that hangs.
        var limit = timeval(tv_sec: 120, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    }

    deinit { close(descriptor) }

    /// The next message that is wanted; nil: none came in two minutes.
    func next(_ wanted: (String) -> Bool) -> String? {
        var buffer = [UInt8](repeating: 0, count: 4_096)
        while true {
            let count = recv(descriptor, &buffer, buffer.count, 0)
            guard count > 0 else { return nil }
            let message = String(decoding: buffer[..<count], as: UTF8.self)
            if wanted(message) { return message }
        }
    }
}

/// A socket that listens before there is a server, and after it.
final class ListeningSocket {
    let handle: FileHandle
    let port: UInt16

    init() throws {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        var address = sockaddr_in(), length = socklen_t(MemoryLayout<sockaddr_in>.size)
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let bound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                bind(descriptor, address, length) == 0 && listen(descriptor, 1_024) == 0 && getsockname(descriptor, address, &length) == 0
            }
        }
        guard bound else { throw Socket.Failure.cannotConnect(errno) }
        port = UInt16(bigEndian: address.sin_port)
    }
}

extension Program {
    /// The shell hands its standard input on as the first socket, as a service manager would.
    static let handingOver = "exec 3<&0 </dev/null; LISTEN_PID=$$ LISTEN_FDS=1 exec \"$0\" \"$@\""

    func start(on socket: ListeningSocket, _ arguments: String..., environment: [String: String] = [:]) throws -> RunningServer {
        try RunningServer(
            ["-c", Self.handingOver, Self.executable.path()] + arguments, in: folder, environment: Self.environment(environment),
            executable: URL(fileURLWithPath: "/bin/sh"), input: socket.handle)
    }
}

/// Writers that send one activity after the other, each on a connection of its own, until they are told to end.
final class Load: @unchecked Sendable {
    // Proof of @unchecked: what changes is read and written only with `condition` locked.
    private let condition = NSCondition()
    private var acknowledged: [String] = []
    private var failures: [String] = []
    private var isEnding = false
    private var running: Int

    init(port: UInt16, token: String, writers: Int) {
        running = writers
        for writer in 0..<writers {
            Thread.detachNewThread { [self] in
                var number = 0
                while !condition.withLock({ isEnding }) {
                    number += 1
                    send("w\(writer)-\(number)", port, token)
                }
                condition.withLock {
                    running -= 1
                    condition.broadcast()
                }
            }
        }
    }

    private func send(_ id: String, _ port: UInt16, _ token: String) {
        let event = #"{"specversion":"1.0","id":"\#(id)","source":"/crm","type":"sale.won","time":"2026-01-05T10:00:00Z","subject":"li.na","data":{"amount":1}}"#
        let failure: String?
        do {
            let answer = try HTTPClient(port: port).request(
                "POST", "/api/v1/activities", headers: ["Authorization": "Bearer \(token)", "Content-Type": "application/cloudevents+json"], body: Array(event.utf8))
            failure = 200..<300 ~= answer.status ? nil : "\(id): \(answer.status) \(answer.text)"
        } catch { failure = "\(id): \(error)" }
        condition.withLock {
            if let failure { failures.append(failure) } else { acknowledged.append(id) }
            condition.broadcast()
        }
    }

    /// Until so many are answered, one way or the other.
    func wait(until count: Int) {
        condition.withLock { while acknowledged.count + failures.count < count { condition.wait() } }
    }

    func end() -> (acknowledged: [String], failures: [String]) {
        condition.withLock {
            isEnding = true
            while running > 0 { condition.wait() }
            return (acknowledged, failures)
        }
    }
}
