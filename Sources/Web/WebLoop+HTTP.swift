import CLibwebsockets
import Glibc

/// Requests in, responses out.
extension WebLoop {
    /// What may wait in a connection while a request before it is being answered.
    private static let inboxLimit = 64 << 10
    /// Responses up to here go out in one write, head and body together.
    private static let joinedResponse = 48 << 10
    /// What a peer may still send after it was refused.
    private static let drainLimit = 64 << 20
    private static let drainMilliseconds = 2_000

    /// Answers a request, once; a second answer, or one to a connection that is gone, is dropped. On the web thread.
    package func answer(_ token: ReplyToken, _ response: Response) {
        guard let connection = table[token.connection], !connection.isDoomed, connection.requestNumber == token.request,
            case .answering = connection.phase
        else { return }
        respond(connection, response)
        progress(connection)
    }

    func received(_ connection: Connection, _ bytes: UnsafeRawBufferPointer) {
        if !connection.isHeard {
            connection.isHeard = true
            // After a TLS handshake libwebsockets waits for a protocol that it will not see; deadlines are ours.
            if connection.peer.usesTLS { lws_set_timeout(connection.wsi, NO_PENDING_TIMEOUT, 0) }
        }
        switch connection.phase {
        case .head, .body, .answering:
            if case .head = connection.phase, connection.unused == 0 { connection.deadline = now + configuration.headDeadline }
            connection.inbox.append(contentsOf: bytes)
            progress(connection)
        case .webSocket, .socketClosing:
            receivedFrames(connection, bytes)
        case .closing, .draining:
            connection.discarded += bytes.count
            if connection.discarded > Self.drainLimit { doom(connection) }
        }
        adjustReading(connection)
    }

    /// Works through what has come, as far as requests can be answered: the next one waits until the answer before it is out.
    func progress(_ connection: Connection) {
        guard !connection.isProgressing else { return }
        connection.isProgressing = true
        defer {
            connection.isProgressing = false
            connection.compact()
            adjustReading(connection)
        }
        while connection.isClear, !connection.isDoomed {
            switch connection.phase {
            case .head: guard readHead(connection) else { return }
            case .body(let head): guard readBody(connection, head) else { return }
            default: return
            }
        }
    }

    private func readHead(_ connection: Connection) -> Bool {
        guard connection.unused > 0 else { return false }
        switch RequestParser.parse(connection.inbox[connection.used...], scanned: connection.scanned, limits: .init()) {
        case .incomplete(let scanned):
            connection.scanned = scanned
            return false
        case .refused(let refusal):
            refuse(connection, refusal)
            return false
        case .head(let head, let end):
            connection.scanned = 0
            connection.used = end
            return begin(connection, head)
        }
    }

    private func begin(_ connection: Connection, _ head: RequestHead) -> Bool {
        guard head.contentLength > 0 else {
            dispatch(connection, head, [])
            return true
        }
        guard let handler, head.contentLength <= min(configuration.maximumBody, handler.bodyLimit(head)) else {
            refuse(connection, .bodyTooLarge)
            return false
        }
        connection.phase = .body(head)
        connection.deadline = now + configuration.bodyDeadline
        if head.expectsContinue, connection.unused < head.contentLength { send(connection, Array("HTTP/1.1 100 Continue\r\n\r\n".utf8)) }
        return true
    }

    private func readBody(_ connection: Connection, _ head: RequestHead) -> Bool {
        guard connection.unused >= head.contentLength else {
            connection.compact()
            connection.inbox.reserveCapacity(head.contentLength)
            return false
        }
        let end = connection.used + head.contentLength
        let body = Array(connection.inbox[connection.used..<end])
        connection.used = end
        dispatch(connection, head, body)
        return true
    }

    private func dispatch(_ connection: Connection, _ head: RequestHead, _ body: [UInt8]) {
        totals.requests += 1
        connection.requestNumber &+= 1
        connection.phase = .answering
        connection.deadline = now + configuration.answerDeadline
        connection.keepsAlive = head.keepsAlive && stopDeadline == nil
        connection.isHeadRequest = head.method == .head
        let request = Request(head: head, body: body, peer: connection.peer, connection: connection.id)
        if head.upgradesToWebSocket {
            upgrade(connection, request)
        } else {
            handler?.request(request, ReplyToken(connection: connection.id, request: connection.requestNumber))
        }
    }

    /// The answer to what is not passed on. The connection ends with it: where the next request would begin is not sure.
    func refuse(_ connection: Connection, _ refusal: Refusal) {
        totals.refusals += 1
        connection.keepsAlive = false
        connection.isRefused = true
        connection.isHeadRequest = false
        connection.inbox = []
        connection.used = 0
        respond(connection, handler?.response(to: refusal) ?? refusal.response)
    }

    func respond(_ connection: Connection, _ response: Response) {
        scratch.removeAll(keepingCapacity: true)
        writer.appendHead(of: response, keepsAlive: connection.keepsAlive, to: &scratch)
        let hasBody = !connection.isHeadRequest && !response.hasNoContent && !response.body.isEmpty
        if hasBody, response.body.count > Self.joinedResponse {
            connection.output.append(scratch[...])
            connection.output.append(response.body[...])
            scratch = []
            flush(connection)
        } else {
            if hasBody { scratch += response.body }
            send(connection, scratch)
        }
        connection.phase = connection.keepsAlive ? .head : .closing
        connection.deadline = now + (connection.keepsAlive ? configuration.idleDeadline : configuration.writeDeadline)
        if connection.keepsAlive, connection.unused > 0 { connection.deadline = now + configuration.headDeadline }
        endIfClosing(connection)
    }

    /// Half-closes, and waits for the peer to be done: closing on bytes that were not read would reset the connection and lose the answer.
    func endIfClosing(_ connection: Connection) {
        guard case .closing = connection.phase, connection.isClear, !connection.isDoomed else { return }
        connection.phase = .draining
        connection.deadline = now + Self.drainMilliseconds
        connection.inbox = []
        connection.used = 0
        if !connection.peer.usesTLS {
            shutdown(connection.descriptor, Int32(SHUT_WR))
        } else if !connection.isRefused {
            // Under TLS a half-close cannot be said in this role; whoever may still be sending ends it, having heard "Connection: close".
            doom(connection)
        }
        adjustReading(connection)
    }

    // MARK: Writing

    /// Writes at once where nothing waits; else queues.
    func send(_ connection: Connection, _ bytes: [UInt8]) {
        guard connection.isClear else {
            connection.output.append(bytes[...])
            lws_callback_on_writable(connection.wsi)
            return
        }
        write(connection, bytes[...])
    }

    /// One write, and no second one before the connection is writable again.
    func flush(_ connection: Connection) {
        guard !connection.isBlocked, !connection.isDoomed, !connection.output.isEmpty else { return }
        let isSocket = connection.reader != nil
        write(connection, connection.output.take(isSocket ? configuration.socketWriteLimit : 64 << 10))
        if !connection.output.isEmpty {
            if connection.stalledSince == 0 { connection.stalledSince = now }
            lws_callback_on_writable(connection.wsi)
        }
    }

    func write(_ connection: Connection, _ bytes: ArraySlice<UInt8>) {
        connection.lastWriteTurn = turn
        let written = bytes.withUnsafeBufferPointer { buffer -> Int32 in
            guard let start = buffer.baseAddress else { return 0 }
            // Raw writes neither change the bytes nor use the room in front of them; the parameter is only not const.
            return lws_write(connection.wsi, UnsafeMutablePointer(mutating: start), buffer.count, lws_write_raw)
        }
        guard written >= 0 else {
            doom(connection)
            return
        }
        connection.isBlocked = lws_partial_buffered(connection.wsi) != 0
        connection.stalledSince = connection.isBlocked ? now : 0
    }

    /// libwebsockets calls this only when nothing of the last write is left with it.
    func writable(_ connection: Connection) {
        connection.isBlocked = false
        connection.stalledSince = 0
        flush(connection)
        if connection.isClear {
            if connection.wantsWritable, case .webSocket = connection.phase {
                connection.wantsWritable = false
                handler?.writable(connection.id)
            }
            endIfClosing(connection)
            progress(connection)
        }
        adjustReading(connection)
    }

    /// Stops reading where it would only fill memory. While libwebsockets holds back a write it does not read either, but would be called again and again.
    func adjustReading(_ connection: Connection) {
        guard !connection.isDoomed else { return }
        let reads: Bool
        switch connection.phase {
        case .head, .answering: reads = !connection.isBlocked && connection.unused < Self.inboxLimit
        default: reads = !connection.isBlocked
        }
        guard reads != connection.isReading else { return }
        connection.isReading = reads
        lws_rx_flow_control(connection.wsi, reads ? 1 : 0)
    }
}
