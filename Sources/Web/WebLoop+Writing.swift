import CLibwebsockets

/// Bytes out, for both protocols, and when to stop reading.
extension WebLoop {
    /// What may wait in a connection while a request before it is being answered.
    private static let inboxLimit = 64 << 10
    /// The most that is given to one connection in one turn.
    private static let writeLimit = 64 << 10

    /// Writes at once where nothing waits; else queues.
    func send(_ connection: ClientConnection, _ bytes: [UInt8]) {
        guard connection.isClear else {
            connection.output.append(bytes[...])
            lws_callback_on_writable(connection.wsi)
            return
        }
        write(connection, bytes[...])
    }

    /// One write, and no second one before the connection is writable again.
    func flush(_ connection: ClientConnection) {
        guard !connection.isBlocked, !connection.isDoomed, !connection.output.isEmpty else { return }
        let isSocket = connection.reader != nil
        write(connection, connection.output.take(isSocket ? configuration.socketWriteLimit : Self.writeLimit))
        if !connection.output.isEmpty {
            if connection.stalledSince == 0 { connection.stalledSince = now }
            lws_callback_on_writable(connection.wsi)
        }
    }

    func write(_ connection: ClientConnection, _ bytes: ArraySlice<UInt8>) { bytes.withUnsafeBytes { write(connection, $0) } }

    func write(_ connection: ClientConnection, _ bytes: UnsafeRawBufferPointer) {
        guard let start = bytes.bindMemory(to: UInt8.self).baseAddress else { return }
        connection.lastWriteTurn = turn
        totals.sent += bytes.count
        // Raw writes neither change the bytes nor use the room in front of them; the parameter is only not const.
        let written = lws_write(connection.wsi, UnsafeMutablePointer(mutating: start), bytes.count, lws_write_raw)
        guard written >= 0 else {
            doom(connection)
            return
        }
        connection.isBlocked = lws_partial_buffered(connection.wsi) != 0
        connection.stalledSince = connection.isBlocked ? now : 0
    }

    /// libwebsockets calls this only when nothing of the last write is left with it.
    func writable(_ connection: ClientConnection) {
        connection.isBlocked = false
        connection.stalledSince = 0
        flush(connection)
        if connection.isClear {
            if connection.wantsWritable, case .webSocket = connection.phase {
                connection.wantsWritable = false
                handler?.writable(connection.id)
            }
            if case .head = connection.phase { awaitRequest(connection) }
            endIfClosing(connection)
            askForPiece(connection)
            progress(connection)
        }
        adjustReading(connection)
    }

    /// Stops reading where it would only fill memory. While libwebsockets holds back a write it does not read either, but would be called again and again.
    func adjustReading(_ connection: ClientConnection) {
        guard !connection.isDoomed else { return }
        let reads: Bool
        switch connection.phase {
        case .head, .admitting, .answering, .streaming: reads = !connection.isBlocked && connection.unused < Self.inboxLimit
        default: reads = !connection.isBlocked
        }
        guard reads != connection.isReading else { return }
        connection.isReading = reads
        lws_rx_flow_control(connection.wsi, reads ? 1 : 0)
    }
}
