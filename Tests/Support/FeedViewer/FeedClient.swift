import JSON

/// A client as a stranger would write it from boards.md: it knows frames and JSON, and nothing of the server.
package struct FeedClient {
    package struct Row: Equatable, Sendable {
        package var id: String, name: String, team: String?, value: Decimal, rank: Int64, place: Int64

        package init(id: String, name: String, team: String?, value: Decimal, rank: Int64, place: Int64) {
            (self.id, self.name, self.team, self.value, self.rank, self.place) = (id, name, team, value, rank, place)
        }
    }

    package struct Shown: Equatable, Sendable {
        package var epoch = "", period = ""
        package var seq: Int64 = -1
        package var total: Int64 = 0
        package var rows: [Row] = []
        package var next: JSONValue?

        package init(epoch: String = "", period: String = "", seq: Int64 = -1, total: Int64 = 0, rows: [Row] = [], next: JSONValue? = nil) {
            (self.epoch, self.period, self.seq, self.total, self.rows, self.next) = (epoch, period, seq, total, rows, next)
        }
    }

    /// What each subscription shows, and which topic it follows.
    package var shown: [String: Shown] = [:]
    package var topics: [String: String] = [:]
    package var items: [JSONValue] = []
    package var errors: [JSONValue] = []
    package var messages = 0
    /// What it has heard, as it came, until somebody takes it.
    package var heard: [String] = []
    /// The first thing that is against the protocol.
    package var broken: String?
    private var fragments: [UInt8] = []
    private var inMessage = false

    package init() {}

    /// Takes one write, which must be whole frames.
    package mutating func take(_ write: [UInt8]) {
        if write.count > 16_384 { broken = "a write of \(write.count) bytes" }
        var rest = write[...]
        while let first = rest.first {
            guard rest.count >= 2, first & 0x70 == 0, rest[rest.startIndex + 1] & 0x80 == 0 else { return fail("a bad header") }
            let opcode = first & 0xF
            guard opcode == (inMessage ? 0 : 1) else { return fail("opcode \(opcode) in the wrong place") }
            var (length, header) = (Int(rest[rest.startIndex + 1]), 2)
            if length == 126 {
                guard rest.count >= 4 else { return fail("half a header") }
                (length, header) = (Int(rest[rest.startIndex + 2]) << 8 | Int(rest[rest.startIndex + 3]), 4)
            }
            guard length < 65_536, rest.count >= header + length else { return fail("a write that ends within a frame") }
            fragments += rest.dropFirst(header).prefix(length)
            rest = rest.dropFirst(header + length)
            inMessage = first & 0x80 == 0
            if !inMessage {
                message(fragments)
                fragments = []
            }
        }
    }

    private mutating func fail(_ reason: String) { broken = broken ?? reason }

    private mutating func message(_ bytes: [UInt8]) {
        messages += 1
        heard.append(String(decoding: bytes, as: UTF8.self))
        guard let message = try? JSONValue.parse(bytes) else { return fail("no JSON: \(String(decoding: bytes, as: UTF8.self))") }
        if message["error"] != nil {
            if let name = message["sub"]?.string, topics[name] != nil, message["error"]?["code"]?.string == "not-permitted" { topics[name] = nil }
            errors.append(message)
        } else if let snapshot = message["snapshot"] {
            guard let name = message["sub"]?.string, let topic = message["topic"]?.string else { return fail("a snapshot of nothing") }
            topics[name] = topic
            shown[name] = Shown(
                epoch: snapshot["epoch"]?.string ?? "", period: snapshot["period"]?.string ?? "", seq: snapshot["seq"]?.int64 ?? -1,
                total: snapshot["total"]?.int64 ?? 0, rows: Self.rows(snapshot["rows"]), next: snapshot["next"])
        } else if let change = message["change"] {
            follow(message["topic"]?.string, change)
        } else if let item = message["item"] {
            follow(message["topic"]?.string, nil, seq: item["seq"]?.int64)
            items.append(item)
        } else { fail("an unknown message") }
    }

    private mutating func follow(_ topic: String?, _ change: JSONValue?, seq: Int64? = nil) {
        let followers = topics.filter { $0.value == topic }.keys
        guard let seq = change?["seq"]?.int64 ?? seq, !followers.isEmpty else { return fail("a message of topic \(topic ?? "none")") }
        for name in followers {
            guard var state = shown[name] else { return fail("a change before a snapshot") }
            // Two subscriptions to one topic hear each message twice; the second time it is old.
            if followers.count > 1, seq <= state.seq { continue }
            guard seq == state.seq + 1 else { return fail("\(name): message \(seq) after \(state.seq)") }
            state.seq = seq
            if let change {
                let rows = Self.rows(change["rows"])
                for row in change["rows"]?.array ?? [] {
                    let before = state.rows.first { $0.id == (row["member"] ?? row["team"])?.string }?.rank
                    if row["was"]?.int64 != (before == row["rank"]?.int64 ? nil : before) { fail("was \(row) but it was \(before ?? 0)") }
                }
                let replaced = Set(rows.map(\.id) + (change["gone"]?.array ?? []).compactMap(\.string))
                state.rows = (state.rows.filter { !replaced.contains($0.id) } + rows).sorted { $0.place < $1.place }
                state.total = change["total"]?.int64 ?? -1
                state.next = change["next"]
            }
            shown[name] = state
        }
    }

    package static func rows(_ value: JSONValue?) -> [Row] {
        (value?.array ?? []).map { row in
            let isMember = row["member"] != nil
            return Row(
                id: (row["member"] ?? row["team"])?.string ?? "", name: row["name"]?.string ?? "", team: isMember ? row["team"]?.string : nil,
                value: row["value"]?.number ?? .zero, rank: row["rank"]?.int64 ?? 0, place: (row["place"] ?? row["rank"])?.int64 ?? 0)
        }
    }
}
