import Backtest
import Boards
import Identity
import JSON
import Periods
import PointsEngine
import Projection
import RuleEngine

/// Where everybody would have stood in a contest, with what they would have won.
struct TriedContest: Sendable {
    struct Row: Sendable {
        let owner: Owner
        let name: String
        let value: BoardValue
        let rank: Int
        let honour: HonourGrant?

        func write(to writer: inout JSONWriter) {
            switch owner {
            case .member(let id): writer.member("member", id.text)
            case .team(let id): writer.member("team", id.text)
            case .customer(let id): writer.member("customer", id.text)
            case .company, .key: break
            }
            writer.member("name", name)
            writer.member("value", value.number)
            writer.member("rank", rank)
            writer.member("title", orNull: honour?.title)
            writer.member("points", honour?.points ?? 0)
        }
    }

    private(set) var rows: [Row] = []
    let together: Decimal
    let isReached: Bool

    var honoured: Points { rows.reduce(0) { $0 + ($1.honour?.points ?? 0) } }

    init(_ campaign: Campaign, _ count: ContestCount, in period: Period, _ directory: Directory, at now: Instant) {
        let teams = campaign.teams.map(Set.init)
        let outermost = teams.map { all in all.filter { directory.lineage(of: $0).dropFirst().allSatisfy { !all.contains($0) } }.map(Owner.team) } ?? [.company]
        together = outermost.reduce(Decimal.zero) { (try? $0.adding(count.sums[$1] ?? .zero)) ?? $0 }
        isReached = campaign.contest?.goal.map { [together] in together >= $0 } ?? false
        guard let board = campaign.contest?.board else { return }
        let standing = Self.standing(on: board, count, in: period, directory, at: now)
        let places = Self.standings(standing, board)
        let isWon = campaign.contest?.kind != .shared || isReached
        let grants = Dictionary((isWon ? board.honourGrants(places) : []).map { ($0.entrant, $0) }) { $1 }
        rows = zip(standing, places).map { one, place in
            Row(owner: one.owner, name: one.name, value: one.value, rank: place.rank, honour: grants[place.entrant])
        }
    }

    private struct One {
        let owner: Owner
        let name: String
        let value: BoardValue
        let reached: Int64
    }

    /// In order.
    private static func standing(on board: BoardDefinition, _ count: ContestCount, in period: Period, _ directory: Directory, at now: Instant) -> [One] {
        let heads = board.perHead ? TeamHeads(in: period, directory) : nil
        let languages = directory.languages
        let holders = Set(directory.teams.values.compactMap(\.parent))
        let all = count.sums.compactMap { owner, sum -> One? in
            let name: String
            switch owner {
            case .member(let id) where board.entrants == .members:
                guard let member = directory.members[id], member.isThere(at: now), board.admits.admits(directory.lineage(of: member.team(at: now))) else { return nil }
                name = member.name
            case .team(let id) where board.entrants == .teams:
                guard let team = directory.teams[id], board.admits.admits(team: directory.lineage(of: id), holders: holders) else { return nil }
                name = team.name.text(in: languages)
            default: return nil
            }
            var full: BoardValue = if case .total(.campaign) = board.value { .points(sum.int64 ?? 0) } else { BoardValue(sum) ?? .decimal(0) }
            if let heads, case .team(let id) = owner { full = full.divided(by: .points(Int64(heads.divisor(of: id)))) ?? full }
            if count.isRatio {
                guard let ratio = full.divided(by: count.divisors[owner].flatMap { BoardValue($0) } ?? .points(0)) else { return nil }
                full = ratio
            }
            guard case .race(let goal)? = board.goal, full >= goal else {
                return board.stands(full) ? One(owner: owner, name: name, value: full, reached: count.moved[owner] ?? 0) : nil
            }
            return One(owner: owner, name: name, value: goal, reached: count.arrivals[owner] ?? 0)
        }
        return all.sorted { a, b in
            if a.value != b.value { return a.value > b.value }
            return a.reached == b.reached ? directory.programme.isNameBefore(a.name, b.name) : a.reached < b.reached
        }
    }

    private static func standings(_ all: [One], _ board: BoardDefinition) -> [Standing] {
        var places: [Standing] = []
        for (index, one) in all.enumerated() {
            var rank = index + 1
            if let above = places.last, index > 0 {
                let isTied = all[index - 1].value == one.value && (board.ties != .first || all[index - 1].reached == one.reached)
                if isTied { rank = above.rank } else if board.ties == .dense { rank = above.rank + 1 }
            }
            places.append(Standing(entrant: Int32(index), value: one.value, rank: rank, place: index + 1, reachedBy: UInt64(one.reached)))
        }
        return places
    }
}
