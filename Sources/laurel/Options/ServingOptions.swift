import Addresses
import API
import ArgumentParser
import Web

/// How a server is reached.
struct ServingOptions: ParsableArguments {
    @Option(name: .customLong("public"), help: ArgumentHelp("The folder of pages; Public here, or as installed. LAUREL_PUBLIC", valueName: "folder"))
    var pages: String?

    @Option(help: ArgumentHelp("The numeric address to listen on, or * for all; 127.0.0.1 where nothing is said. LAUREL_LISTEN", valueName: "address"))
    var listen: String?

    @Option(help: ArgumentHelp("The port; 8080 where nothing is said, and 0 for any that is free. LAUREL_PORT"))
    var port: UInt16?

    @Option(help: ArgumentHelp("The address by which browsers reach the server: https://points.example.com. LAUREL_PUBLIC_URL", valueName: "url"))
    var publicURL: String?

    @Option(help: ArgumentHelp("The address of a proxy whose X-Forwarded-For, X-Forwarded-Proto or Forwarded counts, or a network of them: 10.0.0.0/8; may be repeated. LAUREL_TRUSTED_PROXY", valueName: "address"))
    var trustedProxy: [String] = []

    @Option(
        help: ArgumentHelp(
            """
            Connections that strangers may hold from one address, or one IPv6 network (/64); 1000 where nothing is said. Who is signed in counts \
            apart, up to three quarters of all connections; a trusted proxy is not counted, for it bounds its own clients. LAUREL_CONNECTIONS_PER_ADDRESS
            """, valueName: "number"))
    var connectionsPerAddress: Int?

    @Option(name: .customLong("tls-certificate"), help: ArgumentHelp("A PEM file: the certificate and those above it. LAUREL_TLS_CERTIFICATE", valueName: "file"))
    var certificate: String?

    @Option(name: .customLong("tls-key"), help: ArgumentHelp("A PEM file: the certificate's key. LAUREL_TLS_KEY", valueName: "file"))
    var key: String?

    @Option(help: ArgumentHelp("With postgres://: where the other nodes are listened to, 10.0.0.2:8081. LAUREL_NODE_LISTEN", valueName: "address:port"))
    var nodeListen: String?

    @Option(help: ArgumentHelp("With postgres://: where the other nodes call this one, https://10.0.0.2:8081. LAUREL_NODE_URL", valueName: "url"))
    var nodeURL: String?

    @Option(name: .customLong("node-certificates"), help: ArgumentHelp("With postgres://: a PEM file of those whom the other nodes are certified by; whom the system trusts where nothing is said. LAUREL_NODE_CERTIFICATES", valueName: "file"))
    var nodeAuthorities: String?

    @Flag(help: "With postgres://: put what changes in the folder of rules in force. On one node alone. LAUREL_WATCH_RULES=1")
    var watchRules = false

    @Flag(help: "Look for changed pages before each request.")
    var reloadPages = false

    var address: String { Setting.text(listen, "LAUREL_LISTEN") ?? "127.0.0.1" }

    /// - Throws: usage errors.
    func configuration(socket: String?) throws -> Server.Configuration {
        var configuration = Server.Configuration(pages: Setting.text(pages, "LAUREL_PUBLIC") ?? Installed.folder("Public"))
        configuration.web.address = address == "*" ? nil : address
        configuration.web.port = try Setting.value(port, "LAUREL_PORT", expected: "a port from 0 to 65535") { UInt16($0) } ?? 8_080
        configuration.web.unixSocket = socket
        configuration.web.certificate = try tls()
        configuration.options.publicURL = try url()
        configuration.options.trustedProxies = try proxies()
        let most = try Setting.value(connectionsPerAddress, "LAUREL_CONNECTIONS_PER_ADDRESS", expected: "a number from 1") { Int($0) } ?? 1_000
        guard most >= 1 else { throw ValidationError("--connections-per-address is a number from 1") }
        configuration.web.connectionsPerAddress = most
        configuration.reloadsPages = reloadPages
        return configuration
    }

    /// Where other nodes call this one; nil: nowhere.
    struct NodeAddress {
        let address: String?
        let port: UInt16
        let url: String
    }

    /// - Throws: usage errors.
    func nodes() throws -> NodeAddress? {
        guard let place = Setting.text(nodeListen, "LAUREL_NODE_LISTEN") else {
            guard Setting.text(nodeURL, "LAUREL_NODE_URL") == nil else { throw ValidationError("--node-url goes with --node-listen") }
            return nil
        }
        guard let colon = place.lastIndex(of: ":"), let port = UInt16(place[place.index(after: colon)...]) else {
            throw ValidationError("--node-listen is an address and a port, such as 10.0.0.2:8081")
        }
        let host = String(place[..<colon]), bare = host.hasPrefix("[") && host.hasSuffix("]") ? String(host.dropFirst().dropLast()) : host
        guard let url = try Self.origin(Setting.text(nodeURL, "LAUREL_NODE_URL"), "--node-url") ?? (bare == "*" || port == 0 ? nil : "http://\(place)") else {
            throw ValidationError("--node-listen \(place) needs --node-url: where the other nodes call this one")
        }
        return NodeAddress(address: bare == "*" ? nil : bare, port: port, url: url)
    }

    var nodeCertificates: String? { Setting.text(nodeAuthorities, "LAUREL_NODE_CERTIFICATES") }
    var watchesRules: Bool { watchRules || Setting.text(nil, "LAUREL_WATCH_RULES") == "1" }

    private func proxies() throws -> [String] {
        let proxies = Setting.list(trustedProxy, "LAUREL_TRUSTED_PROXY")
        if let wrong = proxies.first(where: { AddressRange($0) == nil }) {
            throw ValidationError("--trusted-proxy \"\(wrong)\" is neither an address nor a network such as 10.0.0.0/8")
        }
        return proxies
    }

    private func tls() throws -> WebConfiguration.Certificate? {
        switch (Setting.text(certificate, "LAUREL_TLS_CERTIFICATE"), Setting.text(key, "LAUREL_TLS_KEY")) {
        case (nil, nil): return nil
        case (let certificate?, let key?): return WebConfiguration.Certificate(certificate: certificate, key: key)
        default: throw ValidationError("--tls-certificate and --tls-key go together")
        }
    }

    private func url() throws -> String? { try Self.origin(Setting.text(publicURL, "LAUREL_PUBLIC_URL"), "--public-url") }

    /// An origin: without a path and without a slash behind it.
    private static func origin(_ text: String?, _ option: String) throws -> String? {
        guard var url = text else { return nil }
        if url.hasSuffix("/") { url.removeLast() }
        let rest = url.hasPrefix("https://") ? url.dropFirst(8) : url.hasPrefix("http://") ? url.dropFirst(7) : ""
        guard !rest.isEmpty, !rest.contains(where: { "/?#@ ".contains($0) }) else {
            throw ValidationError("\(option) is an address such as https://points.example.com, without a path")
        }
        return url
    }

    /// The address as a browser types it.
    func shownAddress(port: UInt16, usesTLS: Bool) -> String {
        let host = address == "*" || address == "0.0.0.0" || address == "::" ? "localhost" : address.contains(":") ? "[\(address)]" : address
        return "\(usesTLS ? "https" : "http")://\(host):\(port)"
    }
}
