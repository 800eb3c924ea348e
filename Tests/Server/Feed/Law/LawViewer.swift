import JSON
import TestServer
import TestClients

/// A client of the feed as a stranger would write it from boards.md: it keeps a snapshot and applies what follows, comes back
/// when it is cut off, and says where it stopped. What is against the protocol is thrown.
final class LawViewer {
    struct Row: Equatable {
        let id: String, name: String, team: String?, value: Decimal, rank: Int64, place: Int64
    }

    struct Shown: Equatable {
        var epoch = "", period = ""
        var seq: Int64 = -1
        var total: Int64 = -1
        var rows: [Row] = []
        var next: JSONValue?
    }

    /// What was asked for under a name, what is shown there, and which topic tells of it.
    struct Subscription {
        let asked: JSONObject
        var topic: String?
        var shown = Shown()
    }

    private var caller: TestCaller
    private let account: String
    private let laurel: ServerHarness
    private let receiveBuffer: Int32?
    private var socket: FeedClient
    private(set) var subscriptions: [String: Subscription] = [:]
    /// Topics of subscriptions that are over: something may still be on its way.
    private var former: Set<String> = []
    /// Topics that two subscriptions follow, or did: each message comes twice, the second time it is old.
    private var shared: Set<String> = []
    private(set) var returns = 0
    private(set) var snapshots = 0
    private(set) var changes = 0

    init(_ laurel: ServerHarness, _ account: String, receiveBuffer: Int32?) throws {
        (self.laurel, self.account, self.receiveBuffer) = (laurel, account, receiveBuffer)
        caller = try laurel.browser(account)
        socket = try FeedClient(laurel, caller, receiveBuffer: receiveBuffer)
    }

    // MARK: What it asks for

    func subscribe(_ name: String, _ asked: JSONObject) throws {
        try unsubscribe(name)
        subscriptions[name] = Subscription(asked: asked)
        try ask(name)
    }

    func unsubscribe(_ name: String) throws {
        guard let old = subscriptions.removeValue(forKey: name) else { return }
        if let topic = old.topic { former.insert(topic) }
        try saying { try socket.send(["unsubscribe": .string(name)]) }
    }

    /// The connection is lost, and another one goes on where it was.
    func comeBack() throws {
        socket.socket.socket.close()
        socket = try FeedClient(laurel, caller, receiveBuffer: receiveBuffer)
        returns += 1
        former = []
        for name in subscriptions.keys.sorted() { try ask(name) }
    }

    private func ask(_ name: String) throws {
        guard let subscription = subscriptions[name] else { return }
        var message = subscription.asked
        message["subscribe"] = .string(name)
        if subscription.topic != nil {
            message["since"] = ["epoch": .string(subscription.shown.epoch), "seq": .number(Decimal(subscription.shown.seq))]
        }
        try saying { try socket.send(.object(message)) }
    }

    /// A server that is going away takes nothing more; what follows is a new connection.
    private func saying(_ body: () throws -> Void) throws {
        do { try body() } catch Socket.Failure.broken { try comeBack() }
    }

    // MARK: What it hears

    /// Takes the next message; comes back where the connection is closed, as the code allows.
    func hear() throws {
        do {
            try take(try message())
        } catch is Closed {
            try comeBack()
        } catch Socket.Failure.ended, Socket.Failure.broken {
            try comeBack()
        }
    }

    private struct Closed: Error {}

    /// The next whole message, put together from its fragments.
    private func message() throws -> JSONValue {
        var bytes: [UInt8] = []
        while true {
            let frame = try socket.socket.frame()
            switch frame.opcode {
            case 0, 1:
                bytes += frame.payload
                if frame.isFinal { return try JSONValue.parse(bytes) }
            case 8:
                guard let code = frame.code, 4000...4499 ~= code else { throw HarnessFailure("closed with \(frame.code ?? 0)") }
                throw Closed()
            case 9: try saying { try socket.socket.send(opcode: 10, frame.payload) }
            default: continue
            }
        }
    }

    private func take(_ message: JSONValue) throws {
        if let error = message["error"] { throw HarnessFailure("error \(error["code"]?.string ?? "")") }
        guard let topic = message["topic"]?.string else { throw HarnessFailure("a message without a topic") }
        if let snapshot = message["snapshot"] {
            snapshots += 1
            guard let name = message["sub"]?.string, subscriptions[name] != nil else { return _ = former.insert(topic) }
            if subscriptions.contains(where: { $0.key != name && $0.value.topic == topic }) { shared.insert(topic) }
            subscriptions[name]?.topic = topic
            subscriptions[name]?.shown = Self.shown(snapshot)
        } else if let change = message["change"] {
            changes += 1
            let followers = subscriptions.filter { $0.value.topic == topic }.keys
            guard !followers.isEmpty || former.contains(topic) else { throw HarnessFailure("a change of a topic that nobody follows") }
            for name in followers { try follow(name, change, isShared: shared.contains(topic)) }
        } else {
            throw HarnessFailure("neither snapshot nor change")
        }
    }

    private func follow(_ name: String, _ change: JSONValue, isShared: Bool) throws {
        guard var shown = subscriptions[name]?.shown, let seq = change["seq"]?.int64 else { throw HarnessFailure("a change without a number") }
        if isShared, seq <= shown.seq { return }
        guard seq == shown.seq + 1 else { throw HarnessFailure("\(name): \(seq) after \(shown.seq)") }
        let rows = Self.rows(change["rows"])
        for (row, said) in zip(rows, change["rows"]?.array ?? []) {
            let before = shown.rows.first { $0.id == row.id }?.rank
            guard said["was"]?.int64 == (before == row.rank ? nil : before) else { throw HarnessFailure("was \(said), not \(before ?? 0)") }
        }
        let replaced = Set(rows.map(\.id) + (change["gone"]?.array ?? []).compactMap(\.string))
        shown.rows = (shown.rows.filter { !replaced.contains($0.id) } + rows).sorted { $0.place < $1.place }
        (shown.seq, shown.total, shown.next) = (seq, change["total"]?.int64 ?? -1, change["next"])
        subscriptions[name]?.shown = shown
    }

    /// What `GET /boards/{id}` answers; over another connection, where the server has ended this one, and again, where it has too
    /// much to do, as right after a start.
    func read(_ path: String) throws -> Shown {
        let end = Socket.now + 60_000
        while true {
            do {
                let answer = try caller.get(path)
                if answer.status == 200 { return Self.shown(answer.json) }
                guard answer.status == 503, Socket.now < end else { throw HarnessFailure("\(answer.status) \(answer.text)") }
            } catch is Socket.Failure {
                caller = try laurel.browser(account)
            }
        }
    }

    // MARK: What a board says

    /// A snapshot, or an answer of `GET /boards/{id}`.
    static func shown(_ value: JSONValue) -> Shown {
        Shown(
            epoch: value["epoch"]?.string ?? "", period: value["period"]?.string ?? "", seq: value["seq"]?.int64 ?? -1,
            total: value["total"]?.int64 ?? -1, rows: rows(value["rows"]), next: value["next"])
    }

    private static func rows(_ value: JSONValue?) -> [Row] {
        (value?.array ?? []).map { row in
            let isMember = row["member"] != nil
            return Row(
                id: (row["member"] ?? row["team"])?.string ?? "", name: row["name"]?.string ?? "", team: isMember ? row["team"]?.string : nil,
                value: row["value"]?.number ?? .zero, rank: row["rank"]?.int64 ?? 0, place: (row["place"] ?? row["rank"])?.int64 ?? 0)
        }
    }
}
