import Foundation
import TestClients
import Testing

@testable import Web

/// TLS is libwebsockets' part; what is ours is tested through curl.
@Suite(.enabled(if: ["/usr/bin/curl", "/usr/bin/openssl"].allSatisfy(FileManager.default.isExecutableFile), "curl and openssl are needed"))
struct TLSTests {
    private let folder = NSTemporaryDirectory() + "/tls-\(UUID().uuidString)"

    private func run(_ tool: String, _ arguments: [String], input: Data? = nil) throws -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/\(tool)")
        process.arguments = arguments
        let (output, source) = (Pipe(), Pipe())
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        process.standardInput = source
        try process.run()
        if let input { source.fileHandleForWriting.write(input) }
        try source.fileHandleForWriting.close()
        let bytes = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return String(decoding: bytes, as: UTF8.self)
    }

    /// - Parameter key: its kind, as openssl says it, and how.
    private func server(_ key: String = "ec", _ options: [String] = ["-pkeyopt", "ec_paramgen_curve:prime256v1"]) throws -> EchoServer {
        try makeCertificate(key, options)
        return try EchoServer {
            $0.certificate = .init(certificate: folder + "/certificate.pem", key: folder + "/key.pem")
            $0.certificateInterval = 20
        }
    }

    private func makeCertificate(_ key: String = "ec", _ options: [String] = ["-pkeyopt", "ec_paramgen_curve:prime256v1"]) throws {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        _ = try run("openssl", [
            "req", "-x509", "-newkey", key] + options + ["-nodes", "-days", "2", "-subj", "/CN=localhost",
            "-addext", "subjectAltName=DNS:localhost", "-keyout", folder + "/key.pem", "-out", folder + "/certificate.pem",
        ])
    }

    @Test func `a certificate that is replaced is served without a restart`() throws {
        let echo = try server()
        defer { echo.server.stop(); try? FileManager.default.removeItem(atPath: folder) }
        #expect(try curl(echo, "/ok") == "/ok||")
        // Half of a renewal: the key is another one. What is served stays, until both fit.
        let old = try Data(contentsOf: URL(fileURLWithPath: folder + "/certificate.pem"))
        try makeCertificate()
        let new = try Data(contentsOf: URL(fileURLWithPath: folder + "/certificate.pem"))
        try old.write(to: URL(fileURLWithPath: folder + "/certificate.pem"))
        for _ in 0..<3 { #expect(try curl(echo, "/ok") == "/ok||") }
        try new.write(to: URL(fileURLWithPath: folder + "/certificate.pem"))
        // The client trusts the new one alone.
        while try curl(echo, "/ok") != "/ok||" {}
    }

    private func curl(_ echo: EchoServer, _ path: String, _ arguments: [String] = [], input: Data? = nil) throws -> String {
        try run("curl", ["-s", "-m", "20", "--cacert", folder + "/certificate.pem"] + arguments + ["https://localhost:\(echo.port)\(path)"], input: input)
    }

    @Test func `requests are answered and told to come by TLS again`() throws {
        let echo = try server()
        defer { echo.server.stop(); try? FileManager.default.removeItem(atPath: folder) }
        let answer = try curl(echo, "/peer", ["-i", "--http2"])
        #expect(answer.hasPrefix("HTTP/1.1 200"))
        #expect(answer.contains("Strict-Transport-Security: max-age=31536000"))
        #expect(answer.hasSuffix("127.0.0.1 local no tls true"))
    }

    @Test func `large bodies pass both ways`() throws {
        let echo = try server()
        defer { echo.server.stop(); try? FileManager.default.removeItem(atPath: folder) }
        #expect(try curl(echo, "/large", ["--limit-rate", "20M"]).utf8.count == 3 << 20)
        let body = String(repeating: "0123456789", count: 200_000)
        #expect(try curl(echo, "/p", ["--data-binary", "@-"], input: Data(body.utf8)) == "/p||" + body)
    }

    @Test func `a refusal is heard`() throws {
        let echo = try server()
        defer { echo.server.stop(); try? FileManager.default.removeItem(atPath: folder) }
        let status = try curl(echo, "/small", ["-o", "/dev/null", "-w", "%{http_code}", "-H", "Expect:", "--data-binary", "@-"], input: Data(count: 6 << 20))
        #expect(status == "413")
    }

    @Test func `who speaks without TLS is cut off and nobody else`() throws {
        let echo = try server()
        defer { echo.server.stop(); try? FileManager.default.removeItem(atPath: folder) }
        let plain = try echo.socket()
        try plain.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(try !String(decoding: plain.receiveToEnd(), as: UTF8.self).contains("HTTP/1.1"))
        #expect(try curl(echo, "/ok") == "/ok||")
    }

    /// What a client that insists on one version and suite comes to.
    private func handshake(_ echo: EchoServer, _ arguments: [String]) throws -> String {
        try run("openssl", ["s_client", "-connect", "localhost:\(echo.port)", "-CAfile", folder + "/certificate.pem"] + arguments, input: Data())
    }

    @Test func `only suites with forward secrecy are spoken`() throws {
        let echo = try server("rsa:2048", [])
        defer { echo.server.stop(); try? FileManager.default.removeItem(atPath: folder) }
        // Those without would be possible with this key.
        for suites in ["AES128-SHA", "AES256-GCM-SHA384", "AES128-GCM-SHA256", "kRSA", "aNULL", "ECDHE-RSA-AES128-SHA", "DHE-RSA-AES128-GCM-SHA256"] {
            #expect(try handshake(echo, ["-tls1_2", "-cipher", suites + ":@SECLEVEL=0"]).contains("Cipher is (NONE)"), "\(suites)")
        }
        for version in ["-tls1", "-tls1_1"] {
            #expect(try handshake(echo, [version, "-cipher", "ALL:@SECLEVEL=0"]).contains("Cipher is (NONE)"), "\(version)")
        }
        for suite in ["ECDHE-RSA-AES256-GCM-SHA384", "ECDHE-RSA-AES128-GCM-SHA256", "ECDHE-RSA-CHACHA20-POLY1305"] {
            let answer = try handshake(echo, ["-tls1_2", "-cipher", suite])
            #expect(answer.contains("Cipher is \(suite)"), "\(suite)")
            // A ticket's key would undo it.
            #expect(!answer.contains("TLS session ticket:"))
        }
        #expect(try handshake(echo, ["-tls1_3"]).contains("TLSv1.3, Cipher is TLS_"))
    }

    @Test func `a certificate that is not there is an error`() {
        #expect(throws: WebServer.Failure.self) { try EchoServer { $0.certificate = .init(certificate: "/nothing.pem", key: "/nothing.pem") } }
    }
}
