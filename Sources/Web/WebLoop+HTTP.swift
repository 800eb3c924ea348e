import CLibwebsockets
import Glibc
import Mailboxes

/// Requests in, responses out.
extension WebLoop {
    /// Responses up to here go out in one write, head and body together.
    private static let joinedResponse = 48 << 10
    /// What a peer may still send after it was refused.
    private static let drainLimit = 64 << 20
    private static let drainMilliseconds = 2_000

    /// Answers a request, once; a second answer, or one to a connection that is gone, is dropped. On the web thread.
    /// - Returns: whether it was not.
    @discardableResult
    package func answer(_ token: ReplyToken, _ response: Response) -> Bool {
        guard let connection = waiting(token) else { return false }
        switch connection.phase {
        case .answering:
            respond(connection, response)
            progress(connection)
        case .admitting: turnAway(connection, response)
        default: return false
        }
        return true
    }

    /// Lets a long body come, of which `WebHandler.admit` was asked. On the web thread.
    package func admit(_ token: ReplyToken) {
        guard let connection = waiting(token), case .admitting(let head) = connection.phase, expectBody(connection, head, isChecked: true) else { return }
        progress(connection)
    }

    /// The connection that waits for the answer to this request.
    func waiting(_ token: ReplyToken) -> ClientConnection? {
        guard let connection = table[token.connection], !connection.isDoomed, connection.requestNumber == token.request else { return nil }
        return connection
    }

    func received(_ connection: ClientConnection, _ bytes: UnsafeRawBufferPointer) {
        totals.received += bytes.count
        if !connection.isHeard {
            connection.isHeard = true
            // After a TLS handshake libwebsockets waits for a protocol that it will not see; deadlines are ours.
            if connection.peer.usesTLS { lws_set_timeout(connection.wsi, NO_PENDING_TIMEOUT, 0) }
        }
        switch connection.phase {
        case .head, .admitting, .body, .answering, .streaming:
            if case .head = connection.phase, connection.unused == 0 { connection.deadline = now + patience(configuration.headDeadline) }
            connection.inbox.append(contentsOf: bytes)
            // Bodies hold passwords and what was told in confidence: nothing of them stays in the buffer that all connections share.
            UnsafeMutableRawBufferPointer(mutating: bytes).initializeMemory(as: UInt8.self, repeating: 0)
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
    func progress(_ connection: ClientConnection) {
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

    private func readHead(_ connection: ClientConnection) -> Bool {
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

    private func begin(_ connection: ClientConnection, _ head: RequestHead) -> Bool {
        connection.requestTag = nextRequestTag()
        guard head.contentLength > 0 else {
            dispatch(connection, head, [])
            return true
        }
        guard let handler, head.contentLength <= min(configuration.maximumBody, handler.bodyLimit(head)) else {
            refuse(connection, .bodyTooLarge)
            return false
        }
        guard head.contentLength > configuration.unaskedBody else { return expectBody(connection, head, isChecked: false) }
        connection.requestNumber &+= 1
        connection.phase = .admitting(head)
        connection.deadline = now + configuration.answerDeadline
        handler.admit(HTTPRequest(head: head, of: connection, cancellation(of: connection)), ReplyToken(connection: connection.id, request: connection.requestNumber))
        return true
    }

    /// False: there is no room for it.
    private func expectBody(_ connection: ClientConnection, _ head: RequestHead, isChecked: Bool) -> Bool {
        let holder = BodyShares.Holder(bytes: head.contentLength, address: connection.network ?? "", isChecked: isChecked)
        guard let share = bodies.take(holder) else {
            refuse(connection, .noRoom)
            return false
        }
        connection.share = share
        connection.phase = .body(head)
        connection.deadline = now + patience(isChecked ? configuration.bodyDeadline : min(configuration.headDeadline, configuration.bodyDeadline))
        if head.expectsContinue, connection.unused < head.contentLength { send(connection, Array("HTTP/1.1 100 Continue\r\n\r\n".utf8)) }
        return true
    }

    private func cancellation(of connection: ClientConnection) -> Cancellation {
        let cancellation = Cancellation()
        connection.cancellation?.cancel()
        connection.cancellation = cancellation
        return cancellation
    }

    private func readBody(_ connection: ClientConnection, _ head: RequestHead) -> Bool {
        guard connection.unused >= head.contentLength else {
            connection.makeRoom(for: head.contentLength)
            return false
        }
        let end = connection.used + head.contentLength
        let body = Array(connection.inbox[connection.used..<end])
        connection.used = end
        dispatch(connection, head, body)
        return true
    }

    private func dispatch(_ connection: ClientConnection, _ head: RequestHead, _ body: [UInt8]) {
        totals.requests += 1
        connection.requestNumber &+= 1
        connection.phase = .answering
        connection.deadline = now + configuration.answerDeadline
        connection.keepsAlive = head.keepsAlive && (stopDeadline == nil || connection.unused > 0)
        connection.isHeadRequest = head.method == .head
        connection.takesChunks = head.takesChunks
        let request = HTTPRequest(head: head, body: body, of: connection, cancellation(of: connection), share: connection.share)
        connection.share = nil
        connection.isSecure = handler?.isSecure(request) ?? connection.peer.usesTLS
        if head.upgradesToWebSocket {
            upgrade(connection, request)
        } else {
            handler?.request(request, ReplyToken(connection: connection.id, request: connection.requestNumber))
        }
    }

    /// The answer to what is not passed on. The connection ends with it: where the next request would begin is not sure.
    func refuse(_ connection: ClientConnection, _ refusal: HTTPRefusal) {
        totals.refusals += 1
        if case .head = connection.phase { connection.requestTag = nextRequestTag() }
        turnAway(connection, handler?.response(to: refusal) ?? refusal.response)
    }

    /// The last answer on a connection, before all that was announced has come.
    private func turnAway(_ connection: ClientConnection, _ response: Response) {
        connection.keepsAlive = false
        connection.isRefused = true
        connection.isHeadRequest = false
        connection.inbox = []
        connection.used = 0
        connection.share = nil
        respond(connection, response)
    }

    func respond(_ connection: ClientConnection, _ response: Response) {
        scratch.removeAll(keepingCapacity: true)
        if let rest = response.rest { return stream(connection, response, rest) }
        writer.appendHead(of: response, keepsAlive: connection.keepsAlive, isSecure: connection.isSecure, id: connection.requestTag, to: &scratch)
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
        endAnswer(connection)
    }

    /// The answer is out, or on its way.
    func endAnswer(_ connection: ClientConnection) {
        connection.cancellation?.cancel()
        connection.cancellation = nil
        connection.phase = connection.keepsAlive ? .head : .closing
        awaitRequest(connection)
        endIfClosing(connection)
    }

    /// The next request may take its time; one that has begun may not.
    func awaitRequest(_ connection: ClientConnection) {
        connection.deadline = now + patience(connection.unused > 0 ? configuration.headDeadline : configuration.idleDeadline)
    }

    /// Half-closes, and waits for the peer to be done: closing on bytes that were not read would reset the connection and lose the answer.
    func endIfClosing(_ connection: ClientConnection) {
        guard case .closing = connection.phase, connection.isClear, !connection.isDoomed else { return }
        connection.phase = .draining
        connection.deadline = now + patience(Self.drainMilliseconds)
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
}
