/// Appraisals, after programme.md, "Appraisals".
extension Model {
    // MARK: Opening

    /// "At the lock of each of its periods a form opens a sheet".
    func nextOpening(of form: Form) -> (period: Period, lock: Instant) {
        let period = calendar.period(form.kind, at: max(openedForms[form.id] ?? liveSince, liveSince))
        return (period, calendar.end(of: company.lockAfter, fromBoundary: period.end))
    }

    /// Whoever joined a company that had run empty had no sheet at the locks before.
    package mutating func missOpenings(until instant: Instant) {
        for form in company.forms {
            while case let (period, lock) = nextOpening(of: form), lock <= instant { openedForms[form.id] = period.end }
        }
    }

    mutating func openSheets(at instant: Instant) {
        for form in company.forms {
            while case let (period, lock) = nextOpening(of: form), lock <= instant {
                openedForms[form.id] = period.end
                // What was locked before the first command is opened with it.
                for member in members where member.joined < period.end && member.left.map({ $0 >= instant }) ?? true { open(form, period, for: member, at: instant) }
            }
        }
    }

    private mutating func open(_ form: Form, _ period: Period, for member: Member, at lock: Instant) {
        let subject: [String: Value] = ["member": .map([
            "id": .string(member.id), "role": .string(member.role.name), "team": member.team(at: lock).map { .string($0) } ?? .null,
        ])]
        if let who = form.who, (try? Expression.evaluate(who, subject)) != .bool(true) { return }
        let facts = self
        let worth = form.items.map { item -> Exact? in
            guard let measure = item.measure else { return nil }
            guard case .number(let value, _)? = try? Expression.evaluate(measure.expression, subject, call: { facts.answer($0, $1, member.id, period) }) else { return .zero }
            return min(value / measure.full, measure.most) * item.weight
        }
        sheets.append(Sheet(id: "\(form.id)/\(period.key)/\(member.id)", member: member.id, form: form, opened: lock, worth: worth))
    }

    /// "`metric`, `target` and `attainment` of the periods that contain the last instant of the sheet's"; "without a target nothing is attained".
    private func answer(_ name: String, _ arguments: [Value], _ member: String, _ period: Period) -> Value? {
        guard case .string(let of)? = arguments.first, case .string(let kind)? = arguments.last, let kind = PeriodKind(rawValue: kind) else { return nil }
        let key = calendar.period(kind, at: period.end - 1).key
        let target = target(of, of: member, in: key) ?? .zero
        switch name {
        case "metric": return .number(metric(of, of: member, in: key), whole: false)
        case "target": return .number(target, whole: false)
        case "attainment": return .number(target == .zero ? .zero : metric(of, of: member, in: key) / target, whole: false)
        default: return nil
        }
    }

    // MARK: Steps

    package mutating func appraise(_ id: String, _ step: String, by: String, ratings: [String: Exact], comment: String?) -> Answer {
        command += 1
        guard let place = sheets.firstIndex(where: { $0.id == id }), let wanted = Model.turns[step] else { return .refused("not-found") }
        let sheet = sheets[place], isOwn = by == sheet.member
        guard mayEver(by, step, wanted.turn, sheet) else { return .refused("not-permitted") }
        if sheet.state == "completed" { return .refused("already-decided") }
        let (turn, rungs) = waiting(sheet)
        // "A comment that did not come … is passed over", and may still come until somebody has acted.
        if step != "comment" || sheet.turn != "self" {
            let (mine, now) = (Sheet.order.firstIndex(of: wanted.turn) ?? 0, Sheet.order.firstIndex(of: turn) ?? 0)
            if mine < now { return .refused("already-decided") }
            if mine > now { return .refused("not-available") }
            if step == "object", sheet.log.contains(where: { $0.state == "objected" }) { return .refused("already-decided") }
            if !isOwn, !rungs.contains(rung(of: by, above: sheet.member) ?? -1) { return .refused("not-permitted") }
        }
        if comment == nil, step == "comment" || step == "object" { return .refused("malformed") }
        var worth = sheet.worth
        if step != "object" {
            for (index, item) in sheet.form.items.enumerated() {
                guard let rated = item.rated, rated.by == wanted.turn else { continue }
                guard let rating = ratings[item.id] else { return .refused("malformed") }
                guard rating >= .zero, rating <= rated.scale else { return .refused("bad-quantity") }
                worth[index] = rating / rated.scale * item.weight
            }
        }
        let expected = step == "object" ? [] : sheet.form.items.filter { $0.rated?.by == wanted.turn }.map(\.id)
        if !Set(ratings.keys).isSubset(of: expected) { return .refused("malformed") }
        sheets[place].worth = worth
        sheets[place].log.append((wanted.state, wanted.turn, by, now))
        if step == "sign" { sheets[place].log.append(("completed", "sign", "", now)) }
        return Answer("done")
    }

    private static let turns: [String: (turn: String, state: String)] = [
        "comment": ("self", "self"), "rate": ("manager", "assessed"), "confirm": ("director", "confirmed"), "sign": ("sign", "signed"),
        "object": ("sign", "objected"),
    ]

    /// "Nobody takes two steps of one sheet, and of their own only the comment and the signature".
    private func mayEver(_ by: String, _ step: String, _ turn: String, _ sheet: Sheet) -> Bool {
        guard let person = member(by), !person.hasLeft(by: now) else { return false }
        if by == sheet.member { return step == "comment" || step == "sign" || step == "object" }
        guard step != "comment", step != "object", let height = rung(of: by, above: sheet.member) else { return false }
        return (turn != "director" || height >= Model.director) && !sheet.log.contains { $0.by == by && $0.turn != turn }
    }

    /// Whose turn it is now, and who of those above may take it: "belongs to the next rung too; after as long again to the next, up to the top".
    private func waiting(_ sheet: Sheet) -> (turn: String, rungs: ClosedRange<Int>) {
        let owner = member(sheet.member), form = sheet.form
        let isThere = owner.map { !$0.hasLeft(by: now) } ?? false
        var turn = sheet.turn
        var due = sheet.log.last.map { calendar.end(of: form.due, fromDayOf: $0.at) } ?? calendar.end(of: form.due, fromBoundary: sheet.opened)
        if turn == "self", due <= now || !isThere {
            // Of who has left the time of the next begins on the day of the leaving.
            due = due <= now ? calendar.end(of: form.due, fromBoundary: due) : calendar.end(of: form.due, fromDayOf: max(owner?.left ?? now, sheet.opened))
            turn = form.turns.first { $0 != "self" } ?? "sign"
        }
        var late = 0
        while due <= now, late < 40 { (late, due) = (late + 1, calendar.end(of: form.due, fromBoundary: due)) }
        let base = turn == "director" ? Model.director : 0
        let heights = Set(members.compactMap { other -> Int? in
            guard !other.hasLeft(by: now), !sheet.log.contains(where: { $0.by == other.id && $0.turn != turn }) else { return nil }
            return rung(of: other.id, above: sheet.member)
        }).filter { $0 >= base }.sorted()
        let reached = turn == "sign" && isThere ? late - 1 : late
        guard reached >= 0 else { return (turn, -9 ... -9) }
        return (turn, base...(reached < heights.count ? heights[reached] : Model.top))
    }

    private static let director = 100
    private static let top = 102

    /// "managers of their team of now, of the teams around it from the inside out, directors, finance, administrators"; "above somebody stands
    /// only who has a higher role, a manager of a team around above managers, administrators above each other".
    private func rung(of by: String, above id: String) -> Int? {
        guard by != id, let person = member(by), let below = member(id) else { return nil }
        guard person.role > below.role || person.role == .admin || person.role == .manager && below.role == .manager else { return nil }
        switch person.role {
        case .rep: return nil
        case .director: return Model.director
        case .finance: return 101
        case .admin: return Model.top
        case .manager:
            var distance = 0, place = below.team(at: now)
            while let team = place, team != person.team(at: now) { (distance, place) = (distance + 1, company.teams[team] ?? nil) }
            return place == nil || distance == 0 && below.role == .manager ? nil : distance
        }
    }

    /// Ids of sheets with what their members see.
    package func seen(_ sheet: Sheet) -> String {
        let scores = sheet.scores.map { $0.map(String.init) ?? "?" }.joined(separator: " ")
        return "\(sheet.state) \(sheet.score.map(String.init) ?? "?") \(sheet.grade ?? "-") [\(scores)]"
    }
}

extension Role {
    fileprivate var name: String { ["rep", "manager", "director", "finance", "admin"][rawValue] }
}
