import Boards
import Examples
import FeedViewer
import Identity
import JSON
import Live
import Periods
import PointsEngine
import RuleEngine
import Seeds
import Store
import Testing

@testable import Projection

/// The law of the feed (boards.md), from commits to what a viewer has: whatever is committed, and however late boards are read, the
/// projection shows what the tallies say, and a viewer who puts a snapshot and its changes together has the same.
@Suite("What the projection shows")
struct ProjectionLawTests {
    private static let people: [MemberID] = ["li.na", "wang.wei", "zhang.min", "chen.jie", "n-0", "n-1", "n-2"]

    @Test(arguments: 1...12 as ClosedRange<UInt64>) func `is what the tallies say`(seed: UInt64) throws {
        var random = Seeded(seed: seed)
        let rig = try ProjectionRig()
        let viewer = rig.open(1, ProjectionRig.viewer())
        for board in ProjectionRig.boards { rig.send(viewer, #"{"subscribe": "\#(board.id)", "board": "\#(board.id)", "scope": "company"}"#) }
        for step in 0..<70 {
            try rig.office.commit(try (0..<random.below(4)).map { try Self.command("\(step)-\($0)", rig, &random) })
            if random.chance(8) {
                rig.office.now = rig.office.now.adding(seconds: Int64(random.below(12 * 86_400)))
                rig.note(rig.projection.catchUp(at: rig.now))
            }
            // Boards are read late, from what was there at the time or since.
            if random.chance(40) { rig.answer() }
            rig.pass(Int64(random.below(80)))
            if random.chance(30) { try Self.compare(rig, viewer, "\(random), step \(step)") }
        }
        try Self.compare(rig, viewer, "\(random), at the end")
    }

    /// What is supposed leads where the same then leads.
    @Test(arguments: 1...8 as ClosedRange<UInt64>) func `of something supposed is what comes of it`(seed: UInt64) throws {
        var random = Seeded(seed: seed)
        let rig = try ProjectionRig()
        for step in 0..<50 {
            let command = try Self.command("\(step)", rig, &random)
            guard let activity = (command as? RecordActivity)?.activity, let member = activity.subject else {
                try rig.office.commit([command])
                continue
            }
            rig.answer()
            let now = rig.office.now, programme = rig.office.programme
            let estimate = try Estimate(of: activity, by: .token("crm"), for: member, on: rig.office.facts, under: programme, at: now)
            let supposed = Committed(head: .none, at: now, commands: estimate.commands, changes: estimate.changes, programme: programme)
            let ranks = rig.projection.ranks(of: member, for: ProjectionRig.viewer(), supposing: supposed, at: rig.now)
            try Self.expect(ranks, \.before, rig, "\(random), step \(step), before")
            try rig.office.commit([command])
            try Self.expect(ranks, \.after, rig, "\(random), step \(step), after")
            #expect(Set(ranks.map(\.board)).isSuperset(of: ProjectionRig.boards.filter { $0.entrants == .members && $0.span == nil && $0.admits.isOpenToAll }.map(\.id)), "\(random), step \(step)")
        }
    }

    private static func expect(_ ranks: [SupposedRank], _ side: KeyPath<SupposedRank, SupposedRank.Standing?>, _ rig: ProjectionRig, _ place: String) throws {
        for rank in ranks {
            let board = try #require(ProjectionRig.boards.first { $0.id == rank.board }), period = try #require(board.period(key: rank.period, rig.office.programme.calendar))
            let row = try rig.office.facts.rows(of: board, in: period, rig.office.programme, at: rig.office.now).first { $0.owner == rank.owner }
            #expect(rank[keyPath: side]?.rank == row?.rank, "\(rank.board), \(place)")
            #expect(rank[keyPath: side]?.value.number == row?.value.number, "\(rank.board), \(place)")
        }
    }

    private static func command(_ id: String, _ rig: ProjectionRig, _ random: inout Seeded) throws -> any Command {
        let member = random.one(people), now = rig.office.now
        switch random.below(12) {
        case 0: return PutMember(id: member, name: member.text, team: random.one(["east", "west", "north"]), joined: now.adding(seconds: -Int64(random.below(40)) * 86_400))
        case 1:
            var change = ChangeMember(id: member)
            change.move = .init(team: random.one(["east", "west", "north"]))
            change.from = random.chance(50) ? now.adding(seconds: Int64(random.below(10)) * 86_400) : nil
            return change
        case 2:
            var change = ChangeMember(id: member)
            if random.chance(50) { change.left = now.adding(seconds: Int64(random.below(10)) * 86_400) } else { change.returns = true }
            return change
        case 3:
            let period = rig.office.programme.calendar.period(.month, containing: now).key
            return SetTarget(id: RequestID("t-\(id)"), key: TargetKey(owner: .member(member), metric: "revenue", period: period), value: Decimal(random.below(90) * 100 + 100))
        case 4: return try Example.reversal("R-\(id)", of: "S-\(random.below(70))-\(random.below(3))", at: now)
        case 5: return PutTeam(id: random.one(["east", "west"]), name: LocalizedText("moved \(id)"), parent: random.chance(50) ? "north" : nil)
        default:
            let at = now.adding(seconds: -Int64(random.below(50)) * 86_400)
            return try Example.sale("S-\(id)", of: member.text, amount: random.below(40) * 100, at: random.chance(70) ? now : at)
        }
    }

    private static func compare(_ rig: ProjectionRig, _ viewer: LiveConnectionID, _ place: String) throws {
        rig.answer()
        rig.pass(200)
        #expect(rig.clients[viewer]?.broken == nil, "\(place)")
        for board in ProjectionRig.boards where board.scope == .company {
            let period = board.running(at: rig.office.now, rig.office.programme.calendar)
            let truth = try rig.office.facts.rows(of: board, in: period, rig.office.programme, at: rig.office.now)
            let expected = truth.map { Row(id: id(of: $0.owner), value: $0.value.number, rank: $0.rank) }
            let page = try #require(try rig.rows(board.id), "\(place)")
            #expect(page.map { Row(id: $0.id, value: $0.value.number, rank: $0.rank) } == expected, "\(board.id), \(place)")
            let shown = rig.clients[viewer]?.shown[board.id]?.rows.map { Row(id: $0.id, value: $0.value, rank: Int($0.rank)) }
            #expect(shown == expected, "the viewer of \(board.id), \(place)")
        }
    }

    private static func id(of owner: Owner) -> String {
        switch owner {
        case .member(let id): id.text
        case .team(let id): id.text
        case .customer, .company, .key: ""
        }
    }

    private struct Row: Equatable {
        let id: String, value: Decimal, rank: Int
    }
}
