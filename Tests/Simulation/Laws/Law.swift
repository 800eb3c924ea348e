import NaiveModel

/// The four laws of corrections (points.md, "The small print"), each asked of a history.
package enum Law: String, CaseIterable, Sendable {
    /// "a correction to the same points changes no lot, balance or debt, then or later"
    case neutral
    /// "a → b → c with nothing between leaves what a → c leaves"
    case path
    /// "when every activity of a member is reversed and every redemption rejected or cancelled, in any order and at any times, available and debt are 0 for ever after"
    case undo
    /// "judging again under the rules that judged changes nothing"
    case rejudge

    /// A law and the history it is asked of.
    package struct Question: Sendable {
        package let law: Law
        package let company: LawCompany
        package var before: [Happening]
        /// What one life has here and the other has not.
        package var one: [Happening]
        package let other: [Happening]
        package var after: [Happening]
    }

    /// Nil where this history is none for the law.
    package func question(seed: UInt64) -> Question? {
        var history = LawHistory(seed: seed)
        let all = history.happenings
        switch self {
        case .undo: return Question(law: self, company: history.company, before: all, one: history.ending(), other: [], after: [])
        case .rejudge: return Question(law: self, company: history.company, before: all, one: [], other: [], after: [])
        case .neutral, .path:
            guard let (index, activity, content) = history.place() else { return nil }
            // Other days come after it, when what was left differently would lapse or be spent.
            let at = all[index - 1].at
            var same = content
            same.note += 1
            var one = [Happening(at, .correct(activity, same))], other: [Happening] = []
            if self == .path {
                // A ladder moves with what its other lots have; what a limit forfeited does not return.
                guard content.type != "climb", !history.company.hasLimits else { return nil }
                let via = history.another(than: content), final = history.another(than: content)
                // Of two lots of one activity that pay the same debt, the first to come pays it.
                if content.vip || via.vip || final.vip { return nil }
                one = [Happening(at, .correct(activity, via)), Happening(at, .correct(activity, final))]
                other = [Happening(at, .correct(activity, final))]
            }
            // What a version between needed stays in mind for when the same activity needs it again: that is none of this law.
            let after = (Array(all[index...]) + [Happening(at, .look)].filter { _ in index == all.count } + history.ending()).filter { happening in
                self == .neutral || !happening.deed.isAbout(activity)
            }
            return Question(law: self, company: history.company, before: Array(all[..<index]), one: one, other: other, after: after)
        }
    }
}

extension Law.Question {
    /// What breaks the law; nil where it holds, or where the history turned out to be none for it.
    package func violation<Subject: LawSubject>(of subject: Subject.Type) throws -> String? {
        var life = try Life<Subject>(company)
        for happening in before { try life.live(happening) }
        switch law {
        case .undo:
            for happening in one { try life.live(happening) }
            // The last two only look: once at once, and once much later.
            let left = try life.subject.left().filter { $0.value != 0 }.sorted { $0.key < $1.key }
            return left.isEmpty ? nil : "after everything was undone there is left: " + left.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
        case .rejudge:
            let (seen, corrected) = (try life.subject.seen(), try life.subject.judgeAgain())
            if !corrected.isEmpty { return "judged again under the same rules: \(corrected.joined(separator: ", "))" }
            return try difference(seen, life.subject.seen())
        case .neutral, .path: return try compare(life)
        }
    }

    private func compare<Subject: LawSubject>(_ life: Life<Subject>) throws -> String? {
        var (first, second) = (life, life)
        var owes = try life.subject.owed(), hasPaid = false
        for happening in one {
            let known = first.lines(of: happening.deed)
            let answered = try first.live(happening)
            guard answered.isRecorded else { return nil }
            if law == .neutral, known != answered.lines || answered.isHeld { return nil }
            let owed = try first.subject.owed()
            hasPaid = hasPaid || zip(owes, owed).contains { $0 > $1 }
            owes = owed
        }
        for happening in other where !(try second.live(happening).isRecorded) { return nil }
        // A debt of something else that a version between paid stays paid by it: how much is the same, which lot answers is not.
        if law == .path, hasPaid {
            let (one, other) = (try first.subject.left(), try second.subject.left())
            return one == other ? nil : "at once: \(one.sorted { $0.key < $1.key }) | \(other.sorted { $0.key < $1.key })"
        }
        if let difference = try difference(first.subject.seen(), second.subject.seen()) { return "at once: \(difference)" }
        for happening in after {
            let (one, other) = (try first.live(happening), try second.live(happening))
            if one != other { return "\(happening.deed) later: \(one) and \(other)" }
            if let difference = try difference(first.subject.seen(), second.subject.seen()) { return "after \(happening.deed): \(difference)" }
        }
        return nil
    }

    private func difference(_ one: [String], _ other: [String]) -> String? {
        let different = zip(one, other).filter { $0.0 != $0.1 }
        return different.isEmpty ? nil : different.map { "\($0.0) | \($0.1)" }.joined(separator: "\n    ")
    }
}

/// A subject that lives through a history.
private struct Life<Subject: LawSubject> {
    var subject: Subject
    private var heads = Heads()
    /// What was given, by activity.
    private var lines: [Int: [String]] = [:]

    init(_ company: LawCompany) throws { subject = try Subject(company) }

    @discardableResult
    mutating func live(_ happening: Happening) throws -> Answered {
        let answered = try subject.run(heads.step(of: happening))
        guard answered.isRecorded else { return answered }
        heads.recorded(happening.deed)
        switch happening.deed {
        case .give(let activity, _, _), .correct(let activity, _): lines[activity] = answered.lines
        default: break
        }
        return answered
    }

    func lines(of deed: Deed) -> [String]? {
        if case .correct(let activity, _) = deed { return lines[activity] }
        return nil
    }
}
