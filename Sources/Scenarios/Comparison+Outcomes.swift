import Identity
import Ledger
import PointsEngine
import RuleEngine

/// What came of a step: its status, and what it gave.
extension Comparison {
    mutating func compareStatus(_ step: Step, _ outcomes: [Outcome]) {
        let expectation = step.expectation
        switch step.kind {
        case .look, .restart:
            if let status = expectation.status { differ("status", expected: status, found: "a step in which nobody does anything") }
        case .batch, .race:
            // Without a status, one that is refused does not stop the others.
            guard expectation.status != nil || expectation.code != nil else { return }
            for (index, outcome) in outcomes.enumerated() { compare(expectation, outcome, of: " of number \(index + 1)") }
        case .one:
            guard let outcome = outcomes.first else { return }
            if expectation.status == nil, let refusal = outcome.refusal {
                return differ("status", expected: "not refused", found: "refused: \(refusal.summary)")
            }
            compare(expectation, outcome, of: "")
        }
    }

    private mutating func compare(_ expectation: Expectation, _ outcome: Outcome, of what: String) {
        if let status = expectation.status {
            // A conflict is a refusal with a name of its own.
            let isConflict = outcome.code == Code.conflict.rawValue && (status == "refused" || status == "conflict")
            let found = outcome.refusal.map { "\(outcome.status): \($0.summary)" } ?? outcome.status
            if !isConflict, outcome.status != status { differ("status" + what, expected: status, found: found) }
        }
        if let code = expectation.code { same("code" + what, code, outcome.code ?? "none") }
    }

    mutating func comparePoints(_ expectation: Expectation, _ entries: ArraySlice<Ledger.Entry>) {
        for (member, points) in expectation.points {
            let given = entries.filter { $0.member.text == member && ($0.kind == .award || $0.kind == .reversal) }
            same("points of \(member)", "\(points)", "\(given.reduce(0) { $0 + $1.points })")
        }
    }

    mutating func compareAwards(_ expectation: Expectation, _ outcomes: [Outcome]) {
        let lines = outcomes.flatMap { $0.decision?.lines ?? [] }
        if let awards = expectation.awards { compare(awards, lines.filter { $0.after != 0 }) }
        for decision in expectation.decisions {
            let own = lines.filter { $0.rule == decision.rule }
            if own.isEmpty {
                let matched = Set(lines.map(\.rule)).sorted().joined(separator: ", ")
                differ("decision", expected: "that the rule \(decision.rule) matches", found: matched.isEmpty ? "no rule that does" : matched)
                continue
            }
            if let before = decision.before { same("\(decision.rule) before limits", "\(before)", "\(own.reduce(0) { $0 + $1.before })") }
            if let after = decision.after { same("\(decision.rule) after limits", "\(after)", "\(own.reduce(0) { $0 + $1.after })") }
            if let limit = decision.limit {
                same("the limit that cut \(decision.rule)", limit, own.flatMap(\.cuts).map(\.limit).first ?? "none")
            }
        }
    }

    private mutating func compare(_ awards: [Expectation.Award], _ lines: [DecisionLine]) {
        let withState = awards.contains { $0.state != nil }, withMember = awards.contains { $0.member != nil }
        func text(_ rule: String, _ member: String?, _ points: Points?, _ state: String?) -> String {
            rule + (withMember ? " \(member ?? "?")" : "") + " " + (points.map { "\($0)" } ?? "?") + (withState ? " \(state ?? "?")" : "")
        }
        let found = lines.map { text($0.rule, $0.member.text, $0.after, $0.stateName) }
        let expected = awards.enumerated().map { index, award in
            let own = index < lines.count ? lines[index] : nil
            return text(award.rule, award.member ?? own?.member.text, award.points ?? own?.after, award.state ?? own?.stateName)
        }
        same("awards", expected.joined(separator: ", "), found.joined(separator: ", "))
    }

    mutating func compareHonours(_ expectation: Expectation, _ engine: MemoryEngine) {
        guard let honours = expectation.honours else { return }
        let given = givenHonours(in: engine)
        let languages = programme.company.languages
        let withTitle = honours.contains { $0.title != nil }
        func text(_ member: String, _ title: String?, _ points: Points?) -> String {
            member + (withTitle ? title.map { " \"\($0)\"" } ?? "" : "") + " " + (points.map { "\($0)" } ?? "?")
        }
        let expected = honours.enumerated().map { index, honour in
            let own = index < given.count ? given[index] : nil
            let title = own?.title?.text(in: languages)
            // A title may be written in any of its languages.
            let isMeant = honour.title.map { own?.title?.byLanguage.values.contains($0) ?? false } ?? true
            return text(honour.member, isMeant ? title : honour.title, honour.points ?? own?.points)
        }
        same("honours", expected.joined(separator: ", "), given.map { text($0.owner.text, $0.title?.text(in: languages), $0.points) }.joined(separator: ", "))
    }

    /// What was given on the way to this step, in the order of the locks, and at one instant in that of the boards.
    private func givenHonours(in engine: MemoryEngine) -> [GivenHonour] {
        engine.programme.boards.flatMap { engine.facts.archives[$0.id] ?? [] }
            .filter { archive in before.map { archive.at > $0 } ?? true }
            .sorted { $0.at < $1.at }.flatMap(\.honours)
    }
}

extension Outcome {
    fileprivate var refusal: Refusal? {
        if case .refused(let refusal) = self { refusal } else { nil }
    }
}

extension Refusal {
    /// For those who read a difference, with the code that an expectation may name: `malformed (points: whole points other than 0)`.
    var summary: String { "\(code.rawValue) (\(words))" }
}
