import CEv
import CLibwebsockets
import Glibc

/// The context of libwebsockets and the sockets it listens on. `destroy` gives all of it back.
struct Listeners {
    let context: OpaquePointer
    let port: UInt16?
    /// Whose connections come by TCP, whether libwebsockets accepts them or we do.
    let tcp: OpaquePointer?
    let unix: OpaquePointer?
    let nodes: OpaquePointer?
    /// How many connections the process has file descriptors for, at most as many as configured.
    let maximumConnections: Int
    /// Connections by the Unix socket beyond these. Of the descriptors that are kept back, which are at least twice as many.
    static let keptForTheOwner = 8
    private let unixPath: String?
    private let memory: Memory

    /// - Parameters:
    ///   - loop: the libev loop that everything runs on.
    ///   - owner: given to the callback with every event.
    init(_ configuration: WebConfiguration, loop: OpaquePointer, owner: UnsafeMutableRawPointer) throws(WebServer.Failure) {
        maximumConnections = Self.raiseDescriptorLimit(for: configuration.maximumConnections)
        lws_set_log_level(Int32(LLL_ERR), nil)
        unixPath = configuration.unixSocket
        let memory = Memory()
        memory.loops[0] = UnsafeMutableRawPointer(loop)
        guard let context = Self.context(configuration, memory, owner) else {
            memory.free()
            throw .noContext
        }
        self.context = context
        self.memory = memory
        do throws(WebServer.Failure) {
            (tcp, port) = try Self.tcp(configuration, context, memory)
            unix = try configuration.unixSocket.map { path throws(WebServer.Failure) in try Self.unix(path, context, memory) }
            nodes = try configuration.nodes.map { place throws(WebServer.Failure) in try Self.nodes(place, configuration, context, memory) }
        } catch {
            lws_context_destroy(context)
            memory.free()
            throw error
        }
    }

    func destroy() {
        if let unixPath { unlink(unixPath) }
        lws_context_destroy(context)
        memory.free()
    }

    private static func context(_ configuration: WebConfiguration, _ memory: Memory, _ owner: UnsafeMutableRawPointer) -> OpaquePointer? {
        var info = lws_context_creation_info()
        info.port = CONTEXT_PORT_NO_LISTEN
        info.options = UInt64(LWS_SERVER_OPTION_LIBEV | LWS_SERVER_OPTION_EXPLICIT_VHOSTS | LWS_SERVER_OPTION_SKIP_SERVER_CANONICAL_NAME)
        if configuration.certificate != nil { info.options |= UInt64(LWS_SERVER_OPTION_DO_SSL_GLOBAL_INIT) }
        info.foreign_loops = memory.loops
        info.user = owner
        info.pt_serv_buf_size = 64 << 10
        info.timeout_secs = UInt32(max(1, configuration.headDeadline / 1000))
        return lws_create_context(&info)
    }

    private static func tcp(_ configuration: WebConfiguration, _ context: OpaquePointer, _ memory: Memory) throws(WebServer.Failure) -> (OpaquePointer?, UInt16?) {
        let inherited = configuration.inherited.map { Self.port(of: $0) }
        if inherited.contains(nil) { throw .cannotListen("a socket that was handed over: it does not listen on TCP") }
        guard !inherited.isEmpty || configuration.port != nil else { return (nil, nil) }
        var info = memory.vhost(named: "tcp")
        info.port = inherited.isEmpty ? Int32(configuration.port ?? 0) : CONTEXT_PORT_NO_LISTEN_SERVER
        bind(&info, to: configuration.address, memory)
        if let certificate = configuration.certificate { secure(&info, with: certificate, memory) }
        guard let vhost = lws_create_vhost(context, &info) else { throw .cannotListen("\(configuration.address ?? "*"):\(info.port)") }
        return (vhost, inherited.first ?? UInt16(truncatingIfNeeded: lws_get_vhost_listen_port(vhost)))
    }

    private static func nodes(
        _ place: WebConfiguration.NodeListener, _ configuration: WebConfiguration, _ context: OpaquePointer, _ memory: Memory
    ) throws(WebServer.Failure) -> OpaquePointer {
        var info = memory.vhost(named: "nodes")
        info.port = Int32(place.port)
        bind(&info, to: place.address, memory)
        if place.usesTLS {
            guard let certificate = configuration.certificate else { throw .cannotListen("the nodes' address by TLS: there is no certificate") }
            secure(&info, with: certificate, memory)
        }
        guard let vhost = lws_create_vhost(context, &info) else { throw .cannotListen("\(place.address ?? "*"):\(place.port)") }
        return vhost
    }

    private static func bind(_ info: inout lws_context_creation_info, to address: String?, _ memory: Memory) {
        guard let address else { return }
        info.iface = memory.string(address)
        if !address.contains(":") { info.options |= UInt64(LWS_SERVER_OPTION_DISABLE_IPV6) }
    }

    private static func secure(_ info: inout lws_context_creation_info, with certificate: WebConfiguration.Certificate, _ memory: Memory) {
        info.options |= UInt64(LWS_SERVER_OPTION_DO_SSL_GLOBAL_INIT)
        info.ssl_cert_filepath = memory.string(certificate.certificate)
        info.ssl_private_key_filepath = memory.string(certificate.key)
        info.alpn = memory.string("http/1.1")
        // Forward secrecy only: whoever gets hold of the key later reads nothing of before. Without tickets, whose key would
        // undo that for TLS 1.2; the suites of TLS 1.3 have it all.
        info.ssl_cipher_list = memory.string("ECDHE+AESGCM:ECDHE+CHACHA20:!aNULL")
        info.ssl_options_set = Int(tls_options)
    }

    /// The mask sees to it that the file is nobody else's from the first moment on. (With uid and gid set in the context
    /// libwebsockets would open it to the group.)
    private static func unix(_ path: String, _ context: OpaquePointer, _ memory: Memory) throws(WebServer.Failure) -> OpaquePointer {
        var info = memory.vhost(named: "unix")
        info.port = 0
        info.iface = memory.string(path)
        info.options |= UInt64(LWS_SERVER_OPTION_UNIX_SOCK)
        let before = umask(0o177)
        defer { umask(before) }
        guard let vhost = lws_create_vhost(context, &info) else { throw .cannotListen(path) }
        return vhost
    }

    /// libwebsockets sizes its tables by this limit when the context is made. Some descriptors are kept back: accepting at the limit
    /// would fail again and again without end.
    private static func raiseDescriptorLimit(for connections: Int) -> Int {
        let others = 1024
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return connections }
        let wanted = rlim_t(connections + others)
        if limit.rlim_cur < wanted {
            limit.rlim_cur = min(limit.rlim_max, wanted)
            setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        }
        let descriptors = Int(clamping: limit.rlim_cur)
        return min(connections, descriptors - min(others, descriptors / 2))
    }
}

/// C memory that libwebsockets refers to for as long as the context lives.
private final class Memory {
    let loops = UnsafeMutablePointer<UnsafeMutableRawPointer?>.allocate(capacity: 1)
    private let protocols = UnsafeMutablePointer<lws_protocols>.allocate(capacity: 2)
    private var strings: [UnsafeMutablePointer<CChar>] = []

    init() {
        protocols[0] = lws_protocols()
        protocols[0].name = UnsafePointer(string("web"))
        protocols[0].callback = WebLoop.callback
        protocols[0].tx_packet_size = 64 << 10
        protocols[1] = lws_protocols()
    }

    func string(_ text: String) -> UnsafePointer<CChar>? {
        guard let copy = strdup(text) else { return nil }
        strings.append(copy)
        return UnsafePointer(copy)
    }

    /// Every connection of the vhost is bare bytes to libwebsockets (after TLS, where there is TLS).
    func vhost(named name: String) -> lws_context_creation_info {
        var info = lws_context_creation_info()
        info.vhost_name = string(name)
        info.protocols = UnsafePointer(protocols)
        info.listen_accept_role = string("raw-skt")
        info.listen_accept_protocol = string("web")
        info.options = UInt64(LWS_SERVER_OPTION_ADOPT_APPLY_LISTEN_ACCEPT_CONFIG | LWS_SERVER_OPTION_FAIL_UPON_UNABLE_TO_BIND)
        return info
    }

    func free() {
        strings.forEach { Glibc.free($0) }
        strings = []
        protocols.deallocate()
        loops.deallocate()
    }
}
