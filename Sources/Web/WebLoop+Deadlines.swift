/// Nothing lasts for ever: looked at regularly, for all connections. O(connections).
extension WebLoop {
    func sweep() {
        let now = now
        for connection in table.all where !connection.isDoomed {
            if connection.stalledSince > 0, now - connection.stalledSince >= configuration.writeDeadline {
                doom(connection)
            } else if case .webSocket = connection.phase {
                keepAlive(connection, now)
            } else if now >= connection.deadline {
                late(connection)
            }
        }
        endIfStopped()
    }

    private func late(_ connection: Connection) {
        switch connection.phase {
        case .head where connection.isClear && connection.unused > 0: refuse(connection, .requestTimeout)
        case .body where connection.isClear: refuse(connection, .requestTimeout)
        case .answering:
            connection.keepsAlive = false
            respond(connection, handler?.response(to: .noAnswer) ?? Refusal.noAnswer.response)
        default: doom(connection)
        }
    }
}
