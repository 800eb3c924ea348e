import CLibwebsockets
import Glibc

/// WebSockets: opening, frames in and out, closing.
extension WebLoop {
    /// What may wait for a WebSocket, beyond what is in the kernel: a handler that gives more is refused until some is gone.
    private static let queueLimit = 64 << 10
    /// RFC 6455, 7.4.1.
    private static let policyViolation: UInt16 = 1008

    // MARK: For the handler

    /// Whether a write now would go out at once: the WebSocket is open, nothing waits, and it got nothing in this turn of the loop.
    package func isWritable(_ id: ConnectionID) -> Bool {
        guard let connection = table[id], isOpen(connection) else { return false }
        return connection.isClear && connection.lastWriteTurn != turn
    }

    /// Gives whole frames (`WebSocketFrame.text`) to a WebSocket. The bytes are shared, not copied, and go out in order, at most one write a turn.
    /// False: it is not open, or too much waits already, and nothing was taken. A single write may be larger than what may wait.
    @discardableResult
    package func write(_ id: ConnectionID, _ frames: ArraySlice<UInt8>) -> Bool {
        guard let connection = table[id], isOpen(connection) else { return false }
        guard connection.output.isEmpty || connection.output.cost + frames.count <= Self.queueLimit else { return false }
        if connection.isClear, connection.lastWriteTurn != turn, frames.count <= configuration.socketWriteLimit {
            write(connection, frames)
            adjustReading(connection)
        } else {
            enqueue(connection, frames)
        }
        return true
    }

    /// The same for bytes that are the caller's: they are copied only where they cannot go out at once.
    package func write(_ id: ConnectionID, copying frames: UnsafeRawBufferPointer) -> Bool {
        guard let connection = table[id], isOpen(connection) else { return false }
        guard connection.isClear, connection.lastWriteTurn != turn, frames.count <= configuration.socketWriteLimit else { return write(id, Array(frames)[...]) }
        write(connection, frames)
        adjustReading(connection)
        return true
    }

    /// Asks for one call of `WebHandler.writable` as soon as nothing waits any more.
    package func requestWritable(_ id: ConnectionID) {
        guard let connection = table[id], isOpen(connection) else { return }
        connection.wantsWritable = true
        lws_callback_on_writable(connection.wsi)
    }

    /// Whether all that was given has left for the kernel.
    package func isClear(_ id: ConnectionID) -> Bool { table[id]?.isClear ?? false }

    /// Bytes that wait here for the peer, not counting what libwebsockets and the kernel hold.
    package func buffered(_ id: ConnectionID) -> Int {
        table[id]?.output.count ?? 0
    }

    /// For how many milliseconds the peer has taken nothing of what waits; 0: nothing waits.
    package func stalled(_ id: ConnectionID) -> Int {
        guard let since = table[id]?.stalledSince, since > 0 else { return 0 }
        return max(1, now - since)
    }

    /// Closes with a code and a reason. The handler hears `closed` when the peer has answered, or does not in time.
    package func close(_ id: ConnectionID, _ code: UInt16, _ reason: String = "") {
        guard let connection = table[id], isOpen(connection) else { return }
        connection.phase = .socketClosing
        connection.closeCode = code
        connection.deadline = now + patience(configuration.closeDeadline)
        enqueue(connection, WebSocketFrame.close(code, reason)[...])
    }

    private func isOpen(_ connection: ClientConnection) -> Bool {
        guard case .webSocket = connection.phase else { return false }
        return !connection.isDoomed
    }

    /// Frames go to the end: between whole frames a control frame may always stand.
    private func enqueue(_ connection: ClientConnection, _ frames: ArraySlice<UInt8>) {
        connection.output.append(frames)
        if connection.lastWriteTurn != turn {
            flush(connection)
            adjustReading(connection)
        } else if !connection.isBlocked {
            lws_callback_on_writable(connection.wsi)
        }
    }

    // MARK: Opening

    func upgrade(_ connection: ClientConnection, _ request: HTTPRequest) {
        do {
            try WebSocketHandshake.check(request.head)
        } catch {
            return refuse(connection, error)
        }
        let offered = WebSocketHandshake.offered(request.head)
        switch handler?.upgrade(request, subprotocols: offered) ?? .refuse(Response(status: 404)) {
        case .refuse(let response): respond(connection, response)
        case .accept(let subprotocol): open(connection, request.head, subprotocol.flatMap { offered.contains($0) ? $0 : nil })
        }
    }

    private func open(_ connection: ClientConnection, _ head: RequestHead, _ subprotocol: String?) {
        var size = Int32(clamping: configuration.socketSendBuffer)
        setsockopt(connection.descriptor, SOL_SOCKET, SO_SNDBUF, &size, socklen_t(MemoryLayout<Int32>.size))
        connection.keepsAlive = true
        connection.isHeadRequest = false
        respond(connection, WebSocketHandshake.response(to: head, subprotocol: subprotocol))
        connection.phase = .webSocket
        connection.reader = WebSocketReader(limit: configuration.maximumMessage)
        connection.lightFrames = RateGate(burst: configuration.lightFrameBurst, interval: configuration.lightFrameInterval, now: now)
        connection.nextPing = now + configuration.pingInterval
        connection.isOpened = true
        totals.webSockets += 1
        handler?.opened(connection.id)
        let early = connection.inbox[connection.used...]
        connection.inbox = []
        connection.used = 0
        if !early.isEmpty { early.withUnsafeBytes { receivedFrames(connection, $0) } }
    }

    // MARK: Frames from the peer

    func receivedFrames(_ connection: ClientConnection, _ bytes: UnsafeRawBufferPointer) {
        connection.awaitsPong = false
        let light = connection.reader?.lightFrames ?? 0
        let events = connection.reader?.receive(bytes) ?? []
        guard connection.lightFrames?.pass((connection.reader?.lightFrames ?? 0) - light, now: now) ?? true else {
            connection.isRefused = true
            return finish(connection, Self.policyViolation, WebSocketFrame.close(Self.policyViolation))
        }
        for event in events {
            guard !connection.isDoomed else { return }
            switch event {
            case .text(let text): if isOpen(connection) { handler?.received(text, from: connection.id) }
            case .ping(let payload): if isOpen(connection) { pong(connection, payload) }
            case .pong: break
            case .closed(let code): closedByPeer(connection, code)
            case .failed(let code):
                connection.isRefused = true
                finish(connection, code, WebSocketFrame.close(code))
            }
        }
    }

    /// Pongs count towards what may wait like everything else: who pings and takes nothing is cut off.
    private func pong(_ connection: ClientConnection, _ payload: [UInt8]) {
        guard connection.output.cost < Self.queueLimit else { return doom(connection) }
        enqueue(connection, WebSocketFrame.pong(payload)[...])
    }

    /// The first close frame is answered with its own code, the answer to ours ends the connection (RFC 6455, 5.5.1).
    private func closedByPeer(_ connection: ClientConnection, _ code: UInt16?) {
        if case .socketClosing = connection.phase {
            finish(connection, connection.closeCode, [])
        } else {
            finish(connection, code ?? 1005, WebSocketFrame.close(code))
        }
    }

    private func finish(_ connection: ClientConnection, _ code: UInt16, _ frame: [UInt8]) {
        connection.closeCode = code
        connection.phase = .closing
        connection.deadline = now + configuration.closeDeadline
        if !frame.isEmpty { enqueue(connection, frame[...]) }
        endIfClosing(connection)
        tellClosed(connection)
    }

    // MARK: Peers that are not there any more

    /// Sends a ping when it is time; a peer that let us hear nothing since the last one is gone.
    func keepAlive(_ connection: ClientConnection, _ now: Int) {
        guard now >= connection.nextPing else { return }
        if connection.awaitsPong, connection.isReading {
            doom(connection)
            return
        }
        connection.nextPing = now + configuration.pingInterval
        guard connection.isClear else { return }
        connection.awaitsPong = true
        enqueue(connection, WebSocketFrame.ping()[...])
    }
}
