/// What the model says after a step, in the words of a scenario's `expect`.
extension Model {
    /// Status, points, awards and balances of the step; with `complete` also lots, entries, boards, tiers, redemptions and stock.
    package func expectation(after step: Tree, _ result: StepResult, complete: Bool) -> Tree {
        var pairs: [Tree.Pair] = []
        let isSingle = step["batch"] == nil && step["race"] == nil
        if isSingle, let answer = result.answers.first, answer.status == "refused" || step["member"] == nil && step["publish"] == nil {
            pairs.append(.init("status", .plain(answer.status)))
            if answer.status == "refused", let code = answer.code { pairs.append(.init("code", .plain(code))) }
        }
        let ids = members.map(\.id)
        if step["activity"] != nil || step["batch"] != nil, result.answers.contains(where: { $0.status == "recorded" }) {
            let touched = ids.filter { id in newest(of: id, in: result.commands).count > 0 }
            pairs.append(.init("points", .map(touched.map { .init($0, .number(given($0, in: result.commands))) })))
        }
        if step["activity"] != nil { pairs += decisionTrees(result) }
        pairs.append(.init("balance", .map(ids.map { id in .init(id, balanceTree(id)) })))
        guard complete else { return .map(pairs) }
        pairs.append(.init("lots", .map(ids.map { id in .init(id, lotsTree(id)) })))
        pairs.append(.init("entries", .map(ids.map { id in .init(id, entriesTree(id)) })))
        pairs.append(.init("board", .list(boardTrees())))
        if !company.tiers.isEmpty { pairs.append(.init("tier", .map(ids.map { .init($0, .plain(tier(of: $0))) }))) }
        pairs.append(.init("redemption", .map(redemptions.map { .init($0.id, .plain($0.state)) })))
        if !sheets.isEmpty { pairs.append(.init("appraisal", .map(sheets.map { .init($0.id, .map([.init("state", .plain($0.state))])) }))) }
        pairs.append(.init("stock", .map(company.rewards.compactMap { reward in stock(of: reward).map { .init(reward.id, .number($0)) } })))
        return .map(pairs)
    }

    /// The awards of an activity of one member, and the first decision in which a limit, a cooldown or a claim cut something.
    private func decisionTrees(_ result: StepResult) -> [Tree.Pair] {
        let awards = given(in: result.commands)
        guard !awards.isEmpty, awards.allSatisfy({ facts[$0.fact].parts.count == 1 }) else { return [] }
        var pairs: [Tree.Pair] = []
        if awards.allSatisfy({ $0.points != 0 }) {
            pairs.append(.init("awards", .list(awards.map { award in
                let state = award.state == .held ? [Tree.Pair("state", .plain("held"))] : []
                return .map([.init("rule", .plain(award.rule.id)), .init("points", .number(award.points))] + state)
            })))
        }
        if let cut = awards.first(where: { $0.before != $0.points }) {
            pairs.append(.init("decision", .map([.init("rule", .plain(cut.rule.id)), .init("before", .number(cut.before)), .init("after", .number(cut.points))])))
        }
        return pairs
    }

    private func balanceTree(_ member: String) -> Tree {
        let balance = balance(member)
        return .map(["available", "pending", "held", "debt", "lifetime"].map { .init($0, .number(balance[$0] ?? 0)) })
    }

    private func lotsTree(_ member: String) -> Tree {
        .list(ledgerLots(of: member).map { lot in
            .map([.init("points", .number(lot.points)), .init("remaining", .number(lot.remaining)), .init("expires", .string(lot.expiryText))])
        })
    }

    private func entriesTree(_ member: String) -> Tree {
        .list(places.entriesOfMember[member].map { entries[$0] }.map { .map([.init("kind", .plain($0.kind)), .init("points", .number($0.points))]) })
    }

    /// The period of now and the one before it of each board that shows whole values; at most 20 rows each.
    private func boardTrees() -> [Tree] {
        company.boards.filter { $0.isPlain(in: company) }.flatMap { board -> [Tree] in
            let current = board.span ?? calendar.period(board.period, at: now)
            let periods = board.period == .all ? [current] : [calendar.period(board.period, at: current.start - 1), current]
            return periods.map { period in
                let rows = rows(board, period).map { row in
                    Tree.map([.init(board.isOfTeams ? "team" : "member", .plain(row.entrant)), .init("value", .plain(row.value.description)), .init("rank", .number(row.rank))])
                }
                return .map([.init("id", .plain(board.id)), .init("period", .string(period.key)), .init("rows", .list(rows))])
            }
        }
    }

    /// When something will fall due, as things stand.
    package var dueInstants: [Instant] {
        places.openLots.map { lots[$0] }.filter { $0.remaining > 0 }.compactMap { $0.isPending ? $0.maturesAt : $0.expiresAt } + openLocks.values.map(\.lock)
            + standings.values.compactMap { $0.graceUntil ?? $0.reviewAt }
    }
}
