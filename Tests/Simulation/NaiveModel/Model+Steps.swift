/// The steps of a scenario file, as commands to the model.
package struct StepResult: Sendable {
    /// One for each command: one but for a batch or a race.
    package var answers: [Answer] = []
    /// The number of the first and the last command of the step.
    package var commands = 0...0
    /// Given by due work on the way to the step.
    package var honours: [Honour] = []
}

extension Model {
    package mutating func run(_ step: Tree) throws(Unreadable) -> StepResult {
        guard let at = step["at"]?.text.flatMap({ InstantText.read($0, in: calendar) }) else { throw Unreadable(description: "a step without `at`") }
        var result = StepResult()
        let known = honours.count
        advance(to: at)
        result.honours = Array(honours[known...])
        let first = command + 1
        if let race = step["race"] {
            for item in race.items { result.answers += try perform(item) }
        } else {
            result.answers = try perform(step)
        }
        result.commands = first...max(first, command)
        return result
    }

    private mutating func perform(_ step: Tree) throws(Unreadable) -> [Answer] {
        func text(_ tree: Tree, _ key: String) -> String { tree[key]?.text ?? "" }
        if let activity = step["activity"] { return [record(Activity(reading: activity, at: now, calendar))] }
        if let batch = step["batch"] {
            var answers: [Answer] = []
            for item in batch.items { answers.append(record(Activity(reading: item, at: now, calendar))) }
            return answers
        }
        if let it = step["redeem"] { return [redeem(id: text(it, "id"), member: text(it, "member"), reward: text(it, "reward"), quantity: it["quantity"]?.int ?? 1)] }
        if let it = step["approve"] { return [decide(id: text(it, "id"), source: it["source"]?.text, by: text(it, "by"), approves: true)] }
        if let it = step["reject"] { return [decide(id: text(it, "id"), source: it["source"]?.text, by: text(it, "by"), approves: false)] }
        if let it = step["fulfil"] { return [fulfil(id: text(it, "id"), by: text(it, "by"))] }
        if let it = step["cancel"] { return [cancel(id: text(it, "id"), by: text(it, "by"))] }
        if let it = step["adjust"] { return [adjust(id: text(it, "id"), member: text(it, "member"), points: it["points"]?.int ?? 0, reason: text(it, "reason"), by: text(it, "by"))] }
        if let it = step["target"] { return [try aim(it)] }
        if let it = step["appraisal"] {
            let ratings = Dictionary((it["ratings"]?.pairs ?? []).map { ($0.key, $0.value.text.flatMap { Exact($0) } ?? .zero) }, uniquingKeysWith: { first, _ in first })
            return [appraise(text(it, "id"), text(it, "step"), by: text(it, "by"), ratings: ratings, comment: it["comment"]?.text)]
        }
        if let it = step["member"] { return [change(it)] }
        if let it = step["campaign"] { return [amend(it)] }
        if let it = step["leave"] { return [setLeave(it)] }
        if let it = step["withdraw"] { return [withdraw(it)] }
        if let it = step["question"] { return [handle(question: it)] }
        if let it = step["customer"] { return [tend(it)] }
        if let it = step["publish"] { return [try publish(it)] }
        return []
    }

    private mutating func aim(_ tree: Tree) throws(Unreadable) -> Answer {
        guard let metric = tree["metric"]?.text, let period = tree["period"]?.text, let value = tree["value"]?.text.flatMap({ Exact($0) }),
            let owner = (tree["member"] ?? tree["team"])?.text
        else { throw Unreadable(description: "a target without metric, period, value or owner") }
        let id = tree["id"]?.text ?? "target/\(metric)/\(period)/\(owner)"
        return setTarget(id: id, owner: owner, isTeam: tree["team"] != nil, metric: metric, period: period, value: value, by: tree["by"]?.text)
    }

    private mutating func change(_ tree: Tree) -> Answer {
        command += 1
        guard let place = tree["id"]?.text.flatMap({ places.memberNamed[$0] }) else { return .refused("unknown-member") }
        if let team = tree["team"]?.text {
            guard company.teams[team] != nil else { return .refused("unknown-team") }
            // Of two moves at one instant the first has lasted no time.
            members[place].moves.removeAll { $0.at == now }
            members[place].moves.append((now, team))
        }
        if let left = tree["left"]?.text {
            members[place].left = InstantText.read(left, in: calendar) ?? now
            members[place].leftKnown = now
        }
        return Answer("done")
    }

    /// "Publishing into the past is `bad-time`; without `effective` it is now".
    private mutating func publish(_ tree: Tree) throws(Unreadable) -> Answer {
        command += 1
        let effective = tree["effective"]?.text.flatMap { InstantText.read($0, in: calendar) } ?? now
        if effective < now { return .refused("bad-time") }
        if let campaigns = tree["campaigns"] {
            company.campaigns = []
            for item in campaigns.items { company.campaigns.append(try Campaign(reading: item, calendar)) }
            putBoards()
        }
        let base = try tree["rules"].map { tree throws(Unreadable) in try Company.rules(tree, calendar) } ?? rules(at: now).filter { !$0.id.contains("/") }
        versions.append((effective, (base + company.campaigns.flatMap(\.rules)).sorted { $0.id < $1.id }))
        return Answer("done")
    }
}

extension Activity {
    package init(reading tree: Tree, at now: Instant, _ calendar: CompanyCalendar) {
        source = tree["source"]?.text ?? "scenario"
        id = tree["id"]?.text ?? ""
        type = tree["type"]?.text ?? ""
        time = tree["time"]?.text.flatMap { InstantText.read($0, in: calendar) } ?? now
        subject = tree["member"]?.text
        sent = tree["data"].map { Value(reading: $0) } ?? .map([:])
    }
}

extension Value {
    /// Data as JSON: a text in quotes is a string, `true`, `false`, `null` and numbers are what they look like.
    package init(reading tree: Tree) {
        switch tree {
        case .list(let items): self = .list(items.map { Value(reading: $0) })
        case .map(let pairs): self = .map(Dictionary(pairs.map { ($0.key, Value(reading: $0.value)) }, uniquingKeysWith: { _, last in last }))
        case .text(let text, quoted: true): self = .string(text)
        case .text("true", _): self = .bool(true)
        case .text("false", _): self = .bool(false)
        case .text("null", _): self = .null
        case .text(let text, _): self = Exact(text).map { .number($0, whole: false) } ?? .string(text)
        }
    }
}
