import Boards
import Identity
import JSON
import Periods
import PointsEngine
import RuleEngine

/// `contest` of a campaign: who is compared by what, and what there is to win.
struct ContestReading {
    private let map: YAMLMapping
    private let kind: Campaign.Kind
    private let value: String?
    private let goal: Decimal?
    private let ties: TiePolicy?
    private var board = BoardDefinition(id: "", period: .all)

    init(_ reader: YAMLReader) throws {
        map = try reader.mapping(expected: "a contest: kind, value, entrants, goal, honours")
        let kind = map.optional("kind", default: .ranking) { try $0.word(Campaign.Kind.self) }
        let value = map.optional("value") { try $0.identifier() }
        let entrants = map.optional("entrants", default: .members) { try $0.word(BoardDefinition.Entrants.self) }
        let level = map.optional("level", default: .all) { try $0.word(Admission.Level.self) }
        let goal = map.optional("goal") { reader in
            let goal = try reader.decimal()
            guard goal > .zero else { throw reader.mismatch(expected: "a number above zero") }
            return goal
        }
        let ties = map.optional("ties") { try $0.word(TiePolicy.self) }
        let minimum = map.optional("minimum") { try BoardsFile.minimum($0) }
        let reveal = map.optional("reveal", default: .all) { try $0.parsed("all, quiet, or top:20", Reveal.init) }
        let perHead = map.optional("per_head", default: false) { try $0.bool() }
        let honours = map.optional("honours", default: []) { try $0.list(upTo: 100, BoardsFile.honour) }
        map.close()
        self.kind = try kind()
        self.value = try value()
        self.goal = try goal()
        self.ties = try ties()
        (board.entrants, board.minimum, board.reveal) = (try entrants(), try minimum(), try reveal())
        (board.perHead, board.honours) = (try perHead(), try honours())
        board.admits.level = try level()
    }

    func contest(of campaign: Campaign, _ calendar: CompanyCalendar) throws -> Campaign.Contest {
        var board = board
        board.id = campaign.id
        board.title = campaign.title
        board.span = Campaign.days(from: campaign.from, until: campaign.until, calendar)
        board.admits.teams = campaign.teams
        board.value = try measure(of: campaign)
        try checkKind()
        board.ties = kind == .race ? .first : ties ?? .competition
        board.goal = try boardGoal(board.value)
        try BoardsFile.check(board, map)
        return Campaign.Contest(kind: kind, goal: goal, board: board)
    }

    /// Points are those of the campaign's own rules.
    private func measure(of campaign: Campaign) throws -> BoardMeasure {
        guard let value, value != "points" else {
            guard !campaign.rules.isEmpty else {
                throw map.failure(at: "value", "the points of a contest are those of the campaign's rules, and there are none", expected: "rules, or a metric")
            }
            return .total(.campaign(campaign.id))
        }
        guard case .total(let quantity)? = BoardMeasure(value) else { throw map.failure(at: "value", "\"\(value)\" is no sum", expected: "points, or the name of a metric") }
        return .total(quantity)
    }

    private func checkKind() throws {
        switch kind {
        case .ranking:
            if goal != nil { throw map.failure(at: "goal", "a ranking has no goal", expected: "kind: race, or kind: shared") }
        case .race:
            guard goal != nil else { throw map.failure(at: "goal", "a race needs a goal") }
            if ties != nil { throw map.failure(at: "ties", "in a race who reached the goal first is ahead") }
            if board.perHead { throw map.failure(at: "per_head", "a goal is reached by sums") }
        case .shared:
            guard goal != nil else { throw map.failure(at: "goal", "what is reached together needs a goal") }
            if let honour = board.honours.first(where: { $0.rank != 1 }) {
                throw map.failure(at: "honours", "a shared goal has no place \(honour.rank)", expected: "one honour of rank 1, which everyone is given")
            }
        }
    }

    private func boardGoal(_ value: BoardMeasure) throws -> Goal? {
        guard let goal else { return nil }
        let amount: BoardValue
        if case .total(.campaign) = value {
            guard let points = goal.int64 else { throw map.failure(at: "goal", "points are whole", expected: "a whole number") }
            amount = .points(points)
        } else {
            guard let units = goal.fixed4 else { throw map.failure(at: "goal", "the goal is too fine", expected: "a number with at most four fraction digits") }
            amount = .decimal(Int128(units) * (BoardValue.unit / 10_000))
        }
        return kind == .race ? .race(amount) : .shared(amount)
    }
}
