import Foundation
import JSON
import PointsEngine
import Seeds
import TestServer
import TestClients
import Testing

/// The law of the feed (boards.md): snapshot + changes = snapshot, always; over real sockets, for clients that come and go, read
/// slowly, and survive restarts, publications and the turn of the day. `LAUREL_SEED` sets another seed.
@Suite struct FeedLawTests {
    private static let seeds: [UInt64] = ProcessInfo.processInfo.environment["LAUREL_SEED"].flatMap { UInt64($0) }.map { [$0] } ?? [1, 2, 3]

    @Test(arguments: seeds) func `what a client shows is what the server answers`(_ seed: UInt64) throws {
        print("seed \(seed)")
        var run = try Run(seed)
        for step in 0..<120 {
            try run.step()
            if step % 20 == 19 { try run.settle() }
        }
        try run.settle()
        #expect(run.compared.whole > 70 && run.compared.numbered > 40, "seed \(seed): \(run.compared)")
        let (returns, changes) = (run.viewers.map(\.returns).reduce(0, +), run.viewers.map(\.changes).reduce(0, +))
        #expect(returns > 4 && changes > 100, "seed \(seed): came back \(returns) times, \(changes) changes")
    }

    private struct Run {
        let world: LawWorld
        var viewers: [LawViewer] = []
        var compared = (whole: 0, numbered: 0)
        private var random: Seeded
        private let seed: UInt64

        init(_ seed: UInt64) throws {
            world = try LawWorld()
            (self.seed, random) = (seed, Seeded(seed: seed))
            for (index, account) in ["li.na", "ma.chao", "wang.wei", "chen.jie", "admin"].enumerated() {
                // Two in five have room for little, so that they fall behind when they pause.
                let viewer = try LawViewer(world.laurel, account, receiveBuffer: index % 2 == 0 ? 2_048 : nil)
                viewers.append(viewer)
                for name in 0..<3 { try viewer.subscribe("s\(name)", subject()) }
            }
        }

        mutating func step() throws {
            switch random.below(40) {
            case 0..<18: for _ in 0...random.below(5) { try world.sell(&random) }
            case 18..<22: try world.reverse(&random)
            case 22, 23: try world.leaveOrReturn(&random)
            case 24, 25: try world.moveOrRename(&random)
            case 26: try world.join(&random)
            case 27..<31: try viewer().subscribe("s\(random.below(4))", subject())
            case 31: try viewer().unsubscribe("s\(random.below(4))")
            case 32, 33: try viewer().comeBack()
            case 34..<37: try compareAtItsNumber(viewer())
            case 37: world.turnDay()
            case 38: if random.below(3) == 0 { try world.publish() }
            default: if random.below(3) == 0 { try world.restart() }
            }
        }

        private mutating func viewer() -> LawViewer { viewers[random.below(viewers.count)] }

        private mutating func subject() -> JSONObject {
            let board = ["points-day", "points-week", "points-month", "points-quarter", "dense", "first", "quiet", "regions", "teams-month"][random.below(9)]
            var subject: JSONObject = ["board": .string(board)]
            let isOfMembers = !["regions", "teams-month"].contains(board)
            switch random.below(4) {
            case 0 where isOfMembers: subject["window"] = ["around": .string(LawWorld.people[random.below(18)]), "radius": .number(Decimal(random.below(4)))]
            case 1 where isOfMembers: subject["window"] = ["top": .number(Decimal([1, 3, 5][random.below(3)]))]
            default: subject["window"] = ["top": .number(Decimal([2, 5, 20][random.below(3)]))]
            }
            if board == "points-day", random.below(3) == 0 { subject["period"] = .string("2026-11-\(world.day - random.below(2))") }
            return subject
        }

        // MARK: Comparing

        /// What the server answers tells its number on the feed: with that number the client shows the same.
        private mutating func compareAtItsNumber(_ viewer: LawViewer) throws {
            for name in viewer.subscriptions.keys.sorted() {
                while viewer.subscriptions[name]?.topic == nil { try viewer.hear() }
                guard let asked = viewer.subscriptions[name]?.asked else { continue }
                let answer = try answer(viewer, asked)
                guard !answer.epoch.isEmpty else { continue }
                // A connection that was closed meanwhile, or is about to be, follows another numbering.
                while let shown = viewer.subscriptions[name]?.shown, shown.epoch == answer.epoch, shown.seq < answer.seq { try viewer.hear() }
                guard let shown = viewer.subscriptions[name]?.shown, shown.epoch == answer.epoch, shown.seq == answer.seq else { continue }
                compared.numbered += 1
                guard shown == answer else { throw HarnessFailure("seed \(seed): \(asked) shows \(shown), the server says \(answer)") }
            }
        }

        /// After quiet every client shows what the server answers, and that is what counting gives.
        mutating func settle() throws {
            for viewer in viewers {
                for name in viewer.subscriptions.keys.sorted() {
                    guard let asked = viewer.subscriptions[name]?.asked else { continue }
                    let answer = try answer(viewer, asked)
                    do {
                        while try !shows(viewer, name, answer) { try viewer.hear() }
                    } catch Socket.Failure.timedOut {
                        throw HarnessFailure("seed \(seed): \(asked) stays at \(String(describing: viewer.subscriptions[name]?.shown)), the server says \(answer)")
                    }
                    compared.whole += 1
                    if !answer.epoch.isEmpty { compared.numbered += 1 }
                }
            }
            try expectStandings("points-month", world.standings { _ in true })
            try expectStandings("points-day", world.standings { $0 == world.day })
        }

        private func shows(_ viewer: LawViewer, _ name: String, _ answer: LawViewer.Shown) throws -> Bool {
            guard let shown = viewer.subscriptions[name]?.shown else { return false }
            // An answer without a number is of a window that is the viewer's own, or of a board that is ahead of its feed.
            guard answer.epoch.isEmpty else { return shown == answer }
            return shown.rows == answer.rows && shown.total == answer.total && shown.period == answer.period && shown.next == answer.next
        }

        private func answer(_ viewer: LawViewer, _ asked: JSONObject) throws -> LawViewer.Shown {
            let board = asked["board"]?.string ?? "", period = asked["period"]?.string ?? "current"
            let window: String
            if let around = asked["window"]?["around"]?.string {
                window = "around=\(around)&radius=\(asked["window"]?["radius"]?.int64 ?? 0)"
            } else {
                window = "limit=\(asked["window"]?["top"]?.int64 ?? 0)"
            }
            return try viewer.read("/boards/\(board)?period=\(period)&\(window)")
        }

        private func expectStandings(_ board: String, _ wanted: [String: [Int]]) throws {
            let rows = LawViewer.shown(try world.laurel.admin.get("/boards/\(board)?limit=200").json).rows.filter { $0.value != .zero }
            let found = Dictionary(uniqueKeysWithValues: rows.map { ($0.id, [Int($0.value.int64 ?? -1), Int($0.rank)]) })
            guard found == wanted else { throw HarnessFailure("seed \(seed): \(board) is \(found), counting gives \(wanted)") }
        }
    }
}
