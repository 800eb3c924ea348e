import CLibwebsockets
import Glibc

/// What libwebsockets calls.
extension WebLoop {
    static let callback: @convention(c) (OpaquePointer?, lws_callback_reasons, UnsafeMutableRawPointer?, UnsafeMutableRawPointer?, Int) -> Int32 = {
        wsi, reason, user, bytes, count in
        guard let wsi, let context = lws_get_context(wsi), let owner = lws_context_user(context) else { return 0 }
        let loop = Unmanaged<WebLoop>.fromOpaque(owner).takeUnretainedValue()
        if reason == LWS_CALLBACK_FILTER_NETWORK_CONNECTION {
            let descriptor = user?.assumingMemoryBound(to: lws_filter_network_conn_args.self).pointee.accept_fd
            return loop.hasRoom(locally: loop.isLocal(wsi)) && loop.mayEnter(wsi, descriptor) ? 0 : 1
        }
        return loop.event(reason, wsi, UnsafeRawBufferPointer(start: bytes, count: bytes == nil ? 0 : count))
    }

    /// Negative: the connection ends.
    private func event(_ reason: lws_callback_reasons, _ wsi: OpaquePointer, _ bytes: UnsafeRawBufferPointer) -> Int32 {
        switch reason {
        case LWS_CALLBACK_RAW_RX: return serving(wsi) { received($0, bytes) }
        case LWS_CALLBACK_RAW_WRITEABLE: return serving(wsi) { writable($0) }
        case LWS_CALLBACK_RAW_ADOPT: adopt(wsi)
        case LWS_CALLBACK_WSI_DESTROY: destroyed(wsi)
        case LWS_CALLBACK_EVENT_WAIT_CANCELLED: woken()
        default: break
        }
        return 0
    }

    private func serving(_ wsi: OpaquePointer, _ body: (ClientConnection) -> Void) -> Int32 {
        guard let connection = connection(of: wsi), !connection.isDoomed else { return -1 }
        serviced = connection
        body(connection)
        serviced = nil
        return connection.isDoomed ? -1 : 0
    }

    private func connection(of wsi: OpaquePointer) -> ClientConnection? {
        table[ConnectionID(bits: UInt64(UInt(bitPattern: lws_get_opaque_user_data(wsi))))]
    }

    private func adopt(_ wsi: OpaquePointer) {
        let descriptor = lws_get_socket_fd(wsi)
        let isLocal = isLocal(wsi), isNode = isNode(wsi)
        let usesTLS = isNode ? configuration.nodes?.usesTLS ?? false : configuration.certificate != nil && !isLocal
        let peer = HTTPRequest.Peer(
            address: isLocal ? "" : Self.address(descriptor), usesTLS: usesTLS, localUser: isLocal ? UInt32(exactly: socket_peer_user(descriptor)) : nil,
            isNode: isNode)
        if !isLocal { keepAlive(descriptor) }
        let network = isLocal || isNode ? nil : network(of: peer.address)
        if let network { addresses.enter(network) }
        let id = table.reserve()
        table.insert(ClientConnection(id: id, wsi: wsi, descriptor: descriptor, peer: peer, network: network, deadline: now + configuration.headDeadline))
        lws_set_opaque_user_data(wsi, UnsafeMutableRawPointer(bitPattern: UInt(id.bits)))
    }

    /// Where connections of an address are counted; nil: nowhere.
    private func network(of address: String) -> String? {
        configuration.isUnbounded(address) ? nil : AddressCounts.network(of: address)
    }

    private func mayEnter(_ listener: OpaquePointer, _ descriptor: Int32?) -> Bool {
        guard !isLocal(listener), !isNode(listener), let descriptor else { return true }
        return mayEnter(descriptor)
    }

    /// Whether there is room for another connection of a stranger at its address.
    func mayEnter(_ descriptor: Int32) -> Bool {
        network(of: Self.address(descriptor)).map { addresses.hasRoom(for: $0) } ?? true
    }

    /// Who is at the other end has shown credentials: the connection no longer counts among those of strangers.
    package func know(_ id: ConnectionID) {
        guard let connection = table[id], !connection.isKnown, let network = connection.network else { return }
        connection.isKnown = addresses.know(network)
    }

    /// Whoever waits an hour for an answer sends nothing meanwhile; the kernel asks now and then whether they are still there, and
    /// keeps what stands between from forgetting them.
    private func keepAlive(_ descriptor: Int32) {
        for (level, option, value) in [(SOL_SOCKET, SO_KEEPALIVE, 1), (Int32(IPPROTO_TCP), TCP_KEEPIDLE, 60), (Int32(IPPROTO_TCP), TCP_KEEPINTVL, 30)] {
            var value = Int32(value)
            setsockopt(descriptor, level, option, &value, socklen_t(MemoryLayout<Int32>.size))
        }
    }

    private func destroyed(_ wsi: OpaquePointer) {
        guard let connection = connection(of: wsi) else { return }
        lws_set_opaque_user_data(wsi, nil)
        table.remove(connection.id)
        letGo(connection)
        if let network = connection.network { addresses.leave(network, wasKnown: connection.isKnown) }
        tellClosed(connection)
        endIfStopped()
    }

    /// The handler hears once that a WebSocket is gone.
    func tellClosed(_ connection: ClientConnection) {
        guard connection.isOpened else { return }
        connection.isOpened = false
        totals.webSockets -= 1
        handler?.closed(connection.id, code: connection.closeCode)
    }

    /// The numeric address at our end of a connection: which of this machine's the client called. Empty where it is gone.
    package func localAddress(of id: ConnectionID) -> String {
        table[id].map { Self.address($0.descriptor, getsockname) } ?? ""
    }

    private static func address(
        _ descriptor: Int32, _ name: (Int32, UnsafeMutablePointer<sockaddr>?, UnsafeMutablePointer<socklen_t>?) -> Int32 = getpeername
    ) -> String {
        var storage = sockaddr_storage()
        var size = socklen_t(MemoryLayout<sockaddr_storage>.size)
        var text = [CChar](repeating: 0, count: Int(NI_MAXHOST))
        let result = withUnsafeMutablePointer(to: &storage) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address -> Int32 in
                guard name(descriptor, address, &size) == 0 else { return -1 }
                return getnameinfo(address, size, &text, socklen_t(text.count), nil, 0, NI_NUMERICHOST)
            }
        }
        return result == 0 ? String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self) : ""
    }
}
