import Glibc

/// Nothing lasts for ever: looked at regularly, for all connections. O(connections).
extension WebLoop {
    func sweep() {
        let now = now
        for connection in table.all where !connection.isDoomed {
            if connection.stalledSince > 0, now - connection.stalledSince >= configuration.writeDeadline {
                doom(connection)
            } else if case .webSocket = connection.phase {
                keepAlive(connection, now)
            } else if now >= connection.deadline, !isTakingResponse(connection) {
                late(connection)
            }
        }
        endIfStopped()
    }

    /// A long download lasts as long as it goes on; only standing still ends it.
    private func isTakingResponse(_ connection: ClientConnection) -> Bool {
        connection.reader == nil && !connection.isClear
    }

    private func late(_ connection: ClientConnection) {
        switch connection.phase {
        case .head where connection.unused > 0: refuse(connection, .requestTimeout)
        case .head where stopDeadline != nil && hasMore(connection): return
        case .body: refuse(connection, .requestTimeout)
        case .admitting: refuse(connection, .noAnswer)
        case .answering:
            connection.keepsAlive = false
            respond(connection, handler?.response(to: .noAnswer) ?? HTTPRefusal.noAnswer.response)
        default: doom(connection)
        }
    }

    /// Whether the kernel has something of the peer that was not read: it was sent before the peer could know that nobody listens.
    private func hasMore(_ connection: ClientConnection) -> Bool {
        var byte: UInt8 = 0
        return recv(connection.descriptor, &byte, 1, Int32(MSG_PEEK) | Int32(MSG_DONTWAIT)) > 0
    }
}
