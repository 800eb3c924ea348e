import FeedViewer
import Foundation
import JSON
import Mailboxes
import Synchronization
import TestClients

/// Somebody who watches a board, at any node, and comes back to any when the connection ends.
final class Viewer: Sendable {
    private let client = Mutex(FeedClient())
    private let connections = Atomic(0)
    private let isStopping = Atomic(false)
    private let thread = Mutex<PlainThread?>(nil)

    init(_ ports: [UInt16], token: String) {
        let made = PlainThread("viewer") { [self] in
            while !isStopping.load(ordering: .relaxed) {
                do { try watch(ports.randomElement() ?? 0, token) } catch { pause(.milliseconds(50)) }
            }
        }
        thread.withLock { $0 = made }
    }

    /// What is seen now.
    var rows: [String: String] { client.withLock { Dictionary(uniqueKeysWithValues: ($0.shown["b"]?.rows ?? []).map { ($0.id, "\($0.value)") }) } }
    /// The first thing that was against the protocol.
    var broken: String? { client.withLock { $0.broken } }
    var connected: Int { connections.load(ordering: .relaxed) }

    func stop() {
        isStopping.store(true, ordering: .relaxed)
        thread.withLock { $0 }?.join()
    }

    private func watch(_ port: UInt16, _ token: String) throws {
        let socket = try Socket(port: port, milliseconds: 5_000)
        let connection = try WebSocketClient(socket, "/live", subprotocol: "laurel.live.v1", headers: ["Authorization": "Bearer \(token)"])
        connections.add(1, ordering: .relaxed)
        client.withLock { if $0.broken == nil { $0 = FeedClient() } }
        try connection.send(text: "{\"subscribe\":\"b\",\"board\":\"points\",\"period\":\"current\",\"scope\":\"company\",\"window\":{\"top\":50}}")
        while !isStopping.load(ordering: .relaxed) {
            let frame: WebSocketClient.Frame
            do { frame = try connection.frame() } catch Socket.Failure.timedOut { continue }
            switch frame.opcode {
            case 0, 1: client.withLock { $0.take(WebSocketClient.frame(frame.opcode, frame.payload, isFinal: frame.isFinal, masked: false)) }
            case 8: return
            case 9: try connection.send(opcode: 10, frame.payload)
            default: break
            }
        }
    }
}
