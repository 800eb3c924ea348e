import Boards
import FeedViewer
import HeadlessChromium
import JSON
import Seeds
import Testing
@testable import Live

/// The law of the feed (boards.md): snapshot + changes = snapshot, always; for clients that come and go, read slowly, and
/// survive restarts of the server. A seed reproduces a run.
@Suite struct FeedSimulation {
    private static let windows = [
        #""board": "all", "window": {"top": 3}"#, #""board": "all", "window": {"top": 200}"#, #""board": "dense", "window": {"top": 20}"#,
        #""board": "all", "window": {"around": "me", "radius": 2}"#, #""board": "dense", "window": {"around": "me", "radius": 25}"#,
        #""board": "quiet", "window": {"top": 5}"#, #""board": "mine", "window": {"top": 50}"#, #""board": "teams", "window": {"top": 9}"#,
        #""board": "day", "window": {"around": "m7", "radius": 1}"#, #""board": "all", "scope": "own-team", "window": {"top": 5}"#,
    ]

    @Test(arguments: 1...12 as ClosedRange<UInt64>)
    func `what a client shows is what the server showed at that number, and in the end what the board is`(seed: UInt64) throws {
        var dice = Seeded(seed: seed)
        var limits = LiveLimits()
        limits.keptMessages = 8
        let rig = FeedRig(limits: limits)
        var run = Run(rig: rig)
        for _ in 0..<400 {
            run.step(&dice)
            try #require(run.check() == nil, "seed \(seed)")
        }
        rig.slow.forEach { rig.read($0) }
        for _ in 0..<4 { rig.pass(limits.interval) }
        #expect(run.check() == nil && run.checkEnd() == nil, "seed \(seed)")
        #expect(run.compared > 200, "seed \(seed) compared \(run.compared) states")
    }

    /// The same law for what the pages do with the same messages: `live.js` and `standings.js`, as they are shipped.
    @Test(.enabled(if: Chromium.isThere, Comment(rawValue: Chromium.missing)))
    func `what the pages show is what the server showed at that number, and in the end what the board is`() throws {
        let histories = try (21...23 as ClosedRange<UInt64>).map { try Self.transcript(seed: $0) }
        let program = "import { replay } from \"\(ModulePage.address(of: "Tests/Live/replay.js"))\";\nimport data from \"./data.json\" with { type: \"json\" };\nreport(replay(data));"
        let answer = try ModulePage.run(program, data: .array(histories))
        #expect(answer["differences"]?.array == [])
        #expect((answer["compared"]?.int64 ?? 0) > 300, "\(answer)")
        #expect((answer["resumed"]?.int64 ?? 0) > 5, "\(answer)")
    }

    /// One random history, as it reached the clients: `{seed, events}`; see `replay.js`.
    private static func transcript(seed: UInt64) throws -> JSONValue {
        var dice = Seeded(seed: seed)
        var limits = LiveLimits()
        limits.keptMessages = 8
        let rig = FeedRig(limits: limits)
        var run = Run(rig: rig)
        for step in 0..<160 {
            run.step(&dice)
            if step.isMultiple(of: 4) { run.note() }
        }
        rig.slow.forEach { rig.read($0) }
        for _ in 0..<4 { rig.pass(limits.interval) }
        run.note(isEnd: true)
        return ["seed": .number(Decimal(Int64(seed))), "events": .array(run.events)]
    }

    /// One run: who is connected, and what the server showed at each number of each topic.
    private struct Run {
        let rig: FeedRig
        var next: UInt64 = 1
        var open: [LiveConnectionID] = []
        var history: [String: [Int64: FeedClient.Shown]] = [:]
        var compared = 0
        /// What happened to clients, in order; see `replay.js`.
        var events: [JSONValue] = []
        private var noted: [LiveConnectionID: [String: Int64]] = [:]

        init(rig: FeedRig) { self.rig = rig }

        mutating func step(_ dice: inout Seeded) {
            switch Int.random(in: 0..<20, using: &dice) {
            case 0..<9: sales(&dice)
            case 9, 10: connect(&dice)
            case 11, 12, 13: open.randomElement(using: &dice).map { ask($0, FeedSimulation.subscription(&dice)) }
            case 14: drop(&dice)
            case 15: open.randomElement(using: &dice).map { _ = rig.slow.insert($0) }
            case 16, 17: rig.slow.sorted { $0.rawValue < $1.rawValue }.randomElement(using: &dice).map { rig.read($0) }
            case 18: rig.pass(Int64.random(in: 0...150, using: &dice))
            default: Int.random(in: 0..<6, using: &dice) == 0 ? restart() : move(&dice)
            }
            rig.pass(Int64.random(in: 0...40, using: &dice))
            remember()
        }

        private func sales(_ dice: inout Seeded) {
            var commit = BoardCommit()
            for _ in 0..<Int.random(in: 1...5, using: &dice) {
                // Most sales keep the ranks close, some pull them apart, so that there is a far away.
                let weight: Int64 = Int.random(in: 0..<5, using: &dice) == 0 ? 20 : 1
                commit.moves += rig.company.sale(Int32.random(in: 0..<12, using: &dice), weight * Int64.random(in: -2...4, using: &dice))
            }
            rig.feed.commit(commit, now: rig.now)
        }

        private mutating func connect(_ dice: inout Seeded) {
            guard open.count < 12 else { return }
            let member = Int32.random(in: 0..<12, using: &dice)
            let id = rig.open(next, member: member, seesAll: member == 0)
            next += 1
            open.append(id)
            begin(id)
            for _ in 0..<3 { ask(id, FeedSimulation.subscription(&dice)) }
        }

        /// A connection is lost; most clients come back and say where they stopped.
        private mutating func drop(_ dice: inout Seeded) {
            guard let index = open.indices.randomElement(using: &dice), let client = rig.clients[open[index]] else { return }
            let id = open.remove(at: index)
            take(id)
            guard let viewer = rig.feed.connections[id]?.viewer else { return }
            let names = rig.feed.connections[id]?.subscriptions.map { ($0.name, $0.subject) } ?? []
            rig.feed.closed(id, now: rig.now)
            rig.clients[id] = nil
            rig.slow.remove(id)
            sales(&dice)
            var again = FeedClient()
            for (name, _) in names { (again.shown[name], again.topics[name]) = (client.shown[name], client.topics[name]) }
            let new = rig.open(next, member: viewer.member, seesAll: viewer.seesAll, client: again)
            next += 1
            open.append(new)
            begin(new, after: id)
            for (name, subject) in names {
                ask(new, FeedSimulation.message(name, subject, since: client.shown[name]))
            }
        }

        private mutating func restart() {
            rig.restart()
            let clients = open.compactMap { rig.clients[$0] }
            open = []
            rig.clients = [:]
            for client in clients {
                let id = rig.open(next, member: 1, client: FeedClient())
                next += 1
                open.append(id)
                begin(id)
                let since = client.shown["s0"]
                ask(id, FeedSimulation.message("s0", .board("all", period: "current", scope: nil, window: .top(3)), since: since))
            }
        }

        private func move(_ dice: inout Seeded) {
            let member = Int.random(in: 0..<12, using: &dice)
            rig.company.rows[member].team = Int32.random(in: 0..<4, using: &dice)
            rig.company.rows[member].name = "新名 \(Int.random(in: 0..<99, using: &dice))"
            rig.company.rows[member].left = Int.random(in: 0..<3, using: &dice) == 0
            var commit = BoardCommit()
            commit.members = [(Int32(member), rig.company.rows[member])]
            rig.feed.commit(commit, now: rig.now)
        }


        // MARK: What the pages replay

        private mutating func begin(_ id: LiveConnectionID, after old: LiveConnectionID? = nil) {
            events.append(["open": Self.number(id), "after": old.map(Self.number) ?? .null])
        }

        /// Messages that came before an answer stand before it.
        private mutating func ask(_ id: LiveConnectionID, _ text: String) {
            take(id)
            events.append(["ask": .string(text), "client": Self.number(id)])
            rig.send(id, text)
        }

        private mutating func take(_ id: LiveConnectionID) {
            for text in rig.clients[id]?.heard ?? [] { events.append(["heard": .string(text), "client": Self.number(id)]) }
            rig.clients[id]?.heard = []
        }

        /// What everyone has heard since, and what the server showed at that number.
        mutating func note(isEnd: Bool = false) {
            for id in open {
                take(id)
                for subscription in rig.feed.connections[id]?.subscriptions ?? [] {
                    guard let shown = rig.clients[id]?.shown[subscription.name], shown.epoch == subscription.topic.epoch else { continue }
                    guard let server = history[shown.epoch]?[shown.seq], isEnd || noted[id]?[subscription.name] != shown.seq else { continue }
                    noted[id, default: [:]][subscription.name] = shown.seq
                    events.append(Self.check(id, subscription.name, server, isEnd: isEnd))
                }
            }
        }

        private static func number(_ id: LiveConnectionID) -> JSONValue { .number(Decimal(Int64(id.rawValue))) }

        private static func check(_ id: LiveConnectionID, _ name: String, _ shown: FeedClient.Shown, isEnd: Bool) -> JSONValue {
            let rows = shown.rows.map { row -> JSONValue in
                ["id": .string(row.id), "name": .string(row.name), "value": .number(row.value), "rank": .number(Decimal(row.rank))]
            }
            return [
                "check": .string(name), "client": number(id), "epoch": .string(shown.epoch), "seq": .number(Decimal(shown.seq)), "isEnd": .bool(isEnd),
                "total": .number(Decimal(shown.total)), "next": shown.next ?? .null, "rows": .array(rows),
            ]
        }

        /// Notes what each topic says it shows.
        private mutating func remember() {
            let own = rig.feed.connections.values.flatMap { $0.subscriptions.map(\.topic) }
            for topic in Array(rig.feed.topics.values) + own where topic.isStarted {
                history[topic.epoch, default: [:]][Int64(topic.seq)] = FeedSimulation.shown(topic)
            }
        }

        /// The first client that broke, or shows something else than the server did at that number; or a bound that does not hold.
        mutating func check() -> String? {
            for id in open {
                guard let client = rig.clients[id], let connection = rig.feed.connections[id] else { return "\(id) is lost" }
                if let broken = client.broken { return broken }
                if connection.outbox.count + connection.unfinished.count > 65_536 { return "\(id) holds too much" }
                for subscription in connection.subscriptions {
                    guard let shown = client.shown[subscription.name], shown.epoch == subscription.topic.epoch,
                        let server = history[shown.epoch]?[shown.seq]
                    else { continue }
                    compared += 1
                    if shown.rows != server.rows || shown.total != server.total || shown.next != server.next {
                        return "\(subscription.name) shows \(shown), the server \(server)"
                    }
                }
            }
            return rig.feed.topics.values.contains { $0.log.count > 8 } ? "a log is too long" : nil
        }

        /// After quiet, every client shows the board as it is when it is built anew from what is on disk.
        func checkEnd() -> String? {
            var boards = rig.company.boards()
            for id in open where rig.closes[id] == nil {
                for subscription in rig.feed.connections[id]?.subscriptions ?? [] {
                    guard let part = subscription.topic.source.part, let (window, viewer) = subscription.topic.source.window,
                        let state = boards.window(part, window, viewer: viewer)
                    else { continue }
                    let board = FeedSimulation.rows(state, part)
                    let shown = rig.clients[id]?.shown[subscription.name]
                    if shown?.rows != board || shown?.epoch != subscription.topic.epoch { return "\(subscription.name) ends with \(String(describing: shown)), not \(board)" }
                }
            }
            return nil
        }
    }

    private static func subscription(_ dice: inout Seeded) -> String {
        #"{"subscribe": "s\#(Int.random(in: 0..<5, using: &dice))", \#(windows[Int.random(in: 0..<windows.count, using: &dice)])}"#
    }

    private static func message(_ name: String, _ subject: LiveSubject, since: FeedClient.Shown?) -> String {
        guard case .board(let board, let period, let scope, let window) = subject else { return "" }
        let shown = switch window {
        case .top(let count): #"{"top": \#(count)}"#
        case .around(let entrant, let radius): #"{"around": "\#(entrant)", "radius": \#(radius)}"#
        }
        let scoped = scope.map { #", "scope": "\#($0)""# } ?? ""
        let back = since.map { #", "since": {"epoch": "\#($0.epoch)", "seq": \#($0.seq)}"# } ?? ""
        return #"{"subscribe": "\#(name)", "board": "\#(board)", "period": "\#(period)", "window": \#(shown)\#(scoped)\#(back)}"#
    }

    private static func shown(_ topic: Topic) -> FeedClient.Shown {
        guard let part = topic.source.part else { return FeedClient.Shown() }
        let next = topic.state.next.map { JSONValue.object(["rank": .number(Decimal($0.rank)), "value": .number($0.value.number)]) }
        return FeedClient.Shown(
            epoch: topic.epoch, period: part.board.period, seq: Int64(topic.seq), total: Int64(topic.state.total), rows: rows(topic.state, part), next: next)
    }

    private static func rows(_ state: WindowState, _ part: LiveBoards.PartKey) -> [FeedClient.Row] {
        state.rows.map { row in
            FeedClient.Row(id: row.id, name: row.name, team: row.team, value: row.value.number, rank: Int64(row.rank), place: Int64(row.place))
        }
    }
}
