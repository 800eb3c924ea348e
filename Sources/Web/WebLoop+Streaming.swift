/// Bodies that are made piece by piece (RFC 9112, 7.1): the next piece is asked for when the one before is out, so that a slow
/// client costs one piece of memory and no thread.
extension WebLoop {
    /// Gives a request that takes long so many milliseconds from now on. On the web thread.
    ///
    /// - Returns: whether it waits for its answer still.
    package func allow(_ token: ReplyToken, _ milliseconds: Int) -> Bool {
        guard let connection = waiting(token), case .answering = connection.phase else { return false }
        connection.deadline = now + milliseconds
        return true
    }

    func stream(_ connection: ClientConnection, _ response: Response, _ rest: @escaping @Sendable (WebLoop, ReplyToken) -> Void) {
        if !connection.takesChunks { connection.keepsAlive = false }
        writer.appendHead(of: response, keepsAlive: connection.keepsAlive, isSecure: connection.isSecure, takesChunks: connection.takesChunks, id: connection.requestTag, to: &scratch)
        guard !connection.isHeadRequest else {
            send(connection, scratch)
            return endAnswer(connection)
        }
        Self.appendPiece(response.body, inChunks: connection.takesChunks, to: &scratch)
        connection.phase = .streaming(rest)
        connection.deadline = now + configuration.answerDeadline
        connection.output.append(scratch[...])
        scratch = []
        flush(connection)
        askForPiece(connection)
    }

    /// The next piece of a body, once for each time it was asked for. On the web thread; dropped where the connection is gone.
    package func goOn(_ token: ReplyToken, with piece: [UInt8], isLast: Bool) {
        guard let connection = waiting(token), case .streaming = connection.phase, connection.awaitsPiece else { return }
        connection.awaitsPiece = false
        var bytes: [UInt8] = []
        bytes.reserveCapacity(piece.count + 32)
        Self.appendPiece(piece, inChunks: connection.takesChunks, to: &bytes)
        if isLast, connection.takesChunks { bytes += "0\r\n\r\n".utf8 }
        connection.output.append(bytes[...])
        flush(connection)
        if isLast {
            endAnswer(connection)
            progress(connection)
        } else {
            askForPiece(connection)
        }
    }

    /// Ends a body that cannot be made to its end; the client sees that something is missing.
    package func breakOff(_ token: ReplyToken) {
        guard let connection = waiting(token), case .streaming = connection.phase else { return }
        doom(connection)
    }

    func askForPiece(_ connection: ClientConnection) {
        guard case .streaming(let rest) = connection.phase, connection.isClear, !connection.isDoomed, !connection.awaitsPiece else { return }
        connection.awaitsPiece = true
        connection.deadline = now + configuration.answerDeadline
        rest(self, ReplyToken(connection: connection.id, request: connection.requestNumber))
    }

    /// An empty chunk would be the end.
    private static func appendPiece(_ piece: [UInt8], inChunks: Bool, to bytes: inout [UInt8]) {
        guard !piece.isEmpty else { return }
        guard inChunks else { return bytes += piece }
        bytes += String(piece.count, radix: 16).utf8
        bytes += "\r\n".utf8
        bytes += piece
        bytes += "\r\n".utf8
    }
}
