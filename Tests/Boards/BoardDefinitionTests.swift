import Identity
import Testing
@testable import Boards

@Suite struct BoardDefinitionTests {
    @Test(arguments: [
        ("points", nil, BoardMeasure.points), ("revenue", nil, .total(.metric("revenue"))), ("growth", nil, .growth(of: .points)),
        ("growth", "points", .growth(of: .points)), ("growth", "revenue", .growth(of: .metric("revenue"))),
        ("attainment", "revenue", .attainment(metric: "revenue")), ("attainment(revenue)", nil, .attainment(metric: "revenue")),
        ("growth(points)", nil, .growth(of: .points)), ("attainment", nil, nil), ("attainment", "points", nil), ("revenue", "x", nil),
        ("", nil, nil), ("a b", nil, nil), ("sum(x)", nil, nil), ("growth()", nil, nil),
    ] as [(String, String?, BoardMeasure?)])
    func `what a board compares is read from its words`(value: String, of: String?, measure: BoardMeasure?) {
        #expect(BoardMeasure(value, of: of) == measure)
    }

    @Test func `reveal is read`() {
        #expect(Reveal("all") == .all && Reveal("quiet") == .quiet && Reveal("top:20") == .top(20))
        #expect(Reveal("top:0") == nil && Reveal("top") == nil && Reveal("") == nil)
    }

    @Test func `what does not hold is named`() {
        #expect(BoardDefinition(id: "b", period: .month).problems == [])
        #expect(BoardDefinition(id: "", value: .growth(of: .points), period: .all) { $0.perHead = true }.problems == [.emptyID, .allTimeGrowth, .perHeadOfMembers])
        #expect(BoardDefinition(id: "b", entrants: .teams, period: .day) { $0.scope = .ownTeam }.problems == [.ownTeamOfTeams])
        #expect(BoardDefinition(id: "b", period: .day) { $0.honours = [Honour(rank: 1), Honour(rank: 1)] }.problems == [.honourPlace])
        #expect(BoardDefinition(id: "b", period: .day) { $0.honours = [Honour(rank: 1, points: -1)] }.problems == [.honourPlace])
    }

    @Test(arguments: [
        // ranks by value; prizes 100, 50, 25
        ([9, 8, 7, 6], TiePolicy.competition, [100, 50, 25]),
        ([9, 9, 7, 6], .competition, [75, 75, 25]),
        ([9, 8, 8, 8], .competition, [100, 25, 25, 25]),
        ([9, 9, 9, 9], .competition, [43, 43, 43, 43]),
        ([9, 9, 7, 6], .dense, [50, 50, 50, 25]),
        ([9, 9, 9, 9], .dense, [25, 25, 25, 25]),
        ([9, 9, 7, 6], .first, [100, 50, 25]),
        ([9], .competition, [100]),
        ([], .competition, []),
    ] as [([Int64], TiePolicy, [Points])])
    func `the tied share the prizes of their places`(values: [Int64], ties: TiePolicy, prizes: [Points]) {
        let titles = ["冠军", "亚军", "季军"].map { LocalizedText($0) }
        let definition = BoardDefinition(id: "b", period: .month, ties: ties) {
            $0.honours = [
                Honour(rank: 3, title: titles[2], points: 25), Honour(rank: 1, title: titles[0], points: 100), Honour(rank: 2, title: titles[1], points: 50),
            ]
        }
        var index = StandingIndex(of: .points, ties: ties)
        for (entrant, value) in values.enumerated() { index.set(.points(value), of: Int32(entrant), reachedBy: UInt64(entrant), name: 0) }
        let grants = definition.honourGrants(index.page(offset: 0, limit: 99))
        #expect(grants.map(\.points) == prizes)
        #expect(grants.allSatisfy { $0.title == titles[$0.rank - 1] })
        var teams = definition
        teams.entrants = .teams
        #expect(teams.honourGrants(index.page(offset: 0, limit: 99)).allSatisfy { $0.points == 0 && $0.title != nil })
    }

    @Test func `the first shares where one command brought several`() {
        let definition = BoardDefinition(id: "b", period: .month, ties: .first) { $0.honours = [Honour(rank: 1, points: 10), Honour(rank: 2, points: 5)] }
        var index = StandingIndex(of: .points, ties: .first)
        for (entrant, command) in [(0, 4), (1, 4), (2, 5)] as [(Int32, UInt64)] { index.set(.points(7), of: entrant, reachedBy: command, name: 0) }
        #expect(definition.honourGrants(index.page(offset: 0, limit: 9)).map(\.points) == [7, 7])
    }
}
