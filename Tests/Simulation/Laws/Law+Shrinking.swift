import NaiveModel

extension Law.Question {
    /// The same question with as little history as still breaks the law.
    package func shrunk<Subject: LawSubject>(for subject: Subject.Type) throws -> Law.Question {
        var smallest = self
        var isSmaller = true
        while isSmaller {
            isSmaller = false
            for place in smallest.before.indices.reversed() {
                var question = smallest
                question.before.remove(at: place)
                if try question.violation(of: subject) != nil { (smallest, isSmaller) = (question, true) }
            }
            for place in smallest.after.indices.reversed() {
                var question = smallest
                question.after.remove(at: place)
                if try question.violation(of: subject) != nil { (smallest, isSmaller) = (question, true) }
            }
        }
        return smallest.law == .undo ? smallest.withoutWhatIsUnknown : smallest
    }

    /// Everything that is there must be undone; what is not there need not.
    private var withoutWhatIsUnknown: Law.Question {
        var activities: Set<Int> = [], redemptions: Set<Int> = []
        for happening in before {
            switch happening.deed {
            case .give(let activity, _, _): activities.insert(activity)
            case .redeem(let id, _, _): redemptions.insert(id)
            default: break
            }
        }
        var question = self
        question.one = one.filter { happening in
            switch happening.deed {
            case .reverse(let activity): activities.contains(activity)
            case .cancel(let id, _), .reject(let id): redemptions.contains(id)
            default: true
            }
        }
        return question
    }

    /// The life that breaks the law as a scenario file, for `laurel scenario`: it takes what was put in.
    package var yaml: String {
        var heads = Heads()
        let steps = (before + one + after).map { happening in
            let step = heads.step(of: happening)
            heads.recorded(happening.deed)
            return step
        }
        return Tree.map(company.head + [.init("steps", .list(steps))]).file
    }
}
