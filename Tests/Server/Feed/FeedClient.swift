import JSON
import TestClients

/// A viewer of the live feed over a real socket: reads message by message, and keeps what it has seen of each topic.
final class FeedClient {
    let socket: WebSocketClient

    init(_ laurel: ServerHarness, headers: [String: String], receiveBuffer: Int32? = nil) throws {
        guard let port = laurel.server.port else { throw HarnessFailure("no port") }
        socket = try WebSocketClient(Socket(port: port, receiveBuffer: receiveBuffer), "/live", subprotocol: "laurel.live.v1", headers: headers)
    }

    convenience init(_ laurel: ServerHarness, _ caller: TestCaller, receiveBuffer: Int32? = nil) throws {
        try self.init(laurel, headers: caller.reading, receiveBuffer: receiveBuffer)
    }

    func send(_ json: JSONValue) throws { try socket.send(text: String(decoding: json.bytes, as: UTF8.self)) }

    func next() throws -> JSONValue { try JSONValue.parse(Array(socket.text().utf8)) }

    /// The next message that has this member; others are passed over.
    func next(_ member: String) throws -> JSONValue {
        while true {
            let message = try next()
            if let found = message[member] { return found }
            if let error = message["error"] { throw HarnessFailure(String(decoding: error.bytes, as: UTF8.self)) }
        }
    }

    /// The code that the server closes with; messages before it are passed over.
    func closeCode() throws -> UInt16? {
        while true {
            let frame = try socket.frame()
            if frame.opcode == 8 { return frame.code }
            if frame.opcode == 9 { try socket.send(opcode: 10, frame.payload) }
        }
    }
}

/// What a subscriber knows of a board's window: a snapshot, and the changes since.
struct SeenBoard {
    private(set) var seq: Int64
    private(set) var epoch: String
    private(set) var rows: [String: JSONValue] = [:]

    init(_ snapshot: JSONValue) {
        seq = snapshot["seq"]?.int64 ?? -1
        epoch = snapshot["epoch"]?.string ?? ""
        add(snapshot)
    }

    /// - Throws: where a message is missing.
    mutating func take(_ change: JSONValue) throws {
        guard change["seq"]?.int64 == seq + 1 else { throw HarnessFailure("after \(seq) came \(String(decoding: change.bytes, as: UTF8.self))") }
        seq += 1
        for gone in change["gone"]?.array ?? [] { rows[gone.string ?? ""] = nil }
        add(change)
    }

    /// Value by member, as the API would say it.
    var values: [String: Int64] { rows.compactMapValues { $0["value"]?.int64 } }
    var ranks: [String: Int64] { rows.compactMapValues { $0["rank"]?.int64 } }

    private mutating func add(_ message: JSONValue) {
        for row in message["rows"]?.array ?? [] { rows[row["member"]?.string ?? ""] = row }
    }
}
