import Foundation
import Synchronization

/// A certificate of a test's own, signed by itself, made by Debian's openssl.
package final class OwnCertificate: Sendable {
    package static let isPossible = FileManager.default.isExecutableFile(atPath: openssl)
    static let openssl = "/usr/bin/openssl"

    let folder: String
    package var certificate: String { folder + "/certificate.pem" }
    var key: String { folder + "/key.pem" }

    package init(of names: String = "IP:127.0.0.1,DNS:localhost") throws {
        folder = NSTemporaryDirectory() + "laurel-tls-" + String(UUID().uuidString.prefix(8))
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let process = Process()
        process.executableURL = URL(fileURLWithPath: Self.openssl)
        process.arguments = [
            "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-subj", "/CN=localhost",
            "-addext", "subjectAltName=" + names, "-keyout", folder + "/key.pem", "-out", folder + "/certificate.pem",
        ]
        (process.standardOutput, process.standardError) = (FileHandle.nullDevice, FileHandle.nullDevice)
        try process.run()
        process.waitUntilExit()
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }
}

/// TLS on a connection that is open already: `openssl s_server` speaks it, and gives what was said on a socket of this process.
final class SecureLine {
    /// What is said in the clear.
    let plain: Int32
    private let outside: Int32
    private let inside: Int32
    private let process = Process()
    private let path: String
    private let over = DispatchGroup()

    init?(over outside: Int32, _ certificate: OwnCertificate) {
        var pair: [Int32] = [-1, -1]
        guard socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &pair) == 0 else { return nil }
        self.outside = outside
        plain = pair[0]
        path = certificate.folder + "/" + String(UUID().uuidString.prefix(8))
        process.executableURL = URL(fileURLWithPath: OwnCertificate.openssl)
        process.arguments = ["s_server", "-unix", path, "-unlink", "-quiet", "-naccept", "1", "-cert", certificate.certificate, "-key", certificate.key]
        let end = FileHandle(fileDescriptor: pair[1], closeOnDealloc: true)
        (process.standardInput, process.standardOutput, process.standardError) = (end, end, FileHandle.nullDevice)
        var connected: Int32 = -1
        if (try? process.run()) != nil {
            while process.isRunning, connected < 0 {
                connected = Self.connect(path)
                if connected < 0 { _ = poll(nil, 0, 5) }
            }
        }
        try? end.close()
        inside = connected
        guard connected >= 0 else { return nil }
        carry(from: outside, to: connected)
        carry(from: connected, to: outside)
    }

    /// Ends it, and waits until nobody uses the connection any more.
    func finish() {
        shutdown(plain, Int32(SHUT_WR))
        process.waitUntilExit()
        for descriptor in [outside, inside] { shutdown(descriptor, Int32(SHUT_RDWR)) }
        over.wait()
        close(plain)
        close(inside)
    }

    private func carry(from source: Int32, to target: Int32) {
        over.enter()
        Thread.detachNewThread { [over] in
            var bytes = [UInt8](repeating: 0, count: 16_384)
            while case let count = recv(source, &bytes, bytes.count, 0), count > 0 {
                guard Line(target).write(Array(bytes.prefix(count))) else { break }
            }
            shutdown(target, Int32(SHUT_WR))
            over.leave()
        }
    }

    private static func connect(_ path: String) -> Int32 {
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8.prefix(107)) }
        let result = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { Foundation.connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) }
        }
        if result == 0 { return descriptor }
        close(descriptor)
        return -1
    }
}
