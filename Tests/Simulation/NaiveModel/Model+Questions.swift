/// A question about something of one's own (programme.md, "Questions").
package struct Question: Sendable {
    package let id: String
    package let member: String
    let kind: String
    let about: String
    let words: String
    package internal(set) var state = "open"
    var passedTo: String?
    /// Asked, passed on, answered …: by whom.
    var actors: [String]
    var wasReopened = false

    package var isWaiting: Bool { state == "open" || state == "reopened" }
}

extension Model {
    mutating func handle(question tree: Tree) -> Answer {
        let id = tree["id"]?.text ?? "", by = (tree["by"] ?? tree["member"])?.text ?? ""
        if tree["text"] != nil { return ask(id, by, tree) }
        guard let place = questions.firstIndex(where: { $0.id == id }) else { return refusing("not-found") }
        if tree["answer"] != nil { return answer(place, by, tree) }
        if let words = tree["reopen"] ?? tree["close"], words.text?.isEmpty ?? true { return refusing("malformed") }
        if let to = tree["pass"]?.text { return pass(place, by, to: to) }
        return tree["reopen"] != nil ? reopen(place, by) : close(place, by)
    }

    private mutating func refusing(_ code: String) -> Answer {
        command += 1
        return .refused(code)
    }

    private mutating func ask(_ id: String, _ by: String, _ tree: Tree) -> Answer {
        command += 1
        let kind = tree["about"]?["kind"]?.text ?? "", about = tree["about"]?["id"]?.text ?? "", words = tree["text"]?.text ?? ""
        if let known = questions.first(where: { $0.id == id }) {
            return known.member == by && known.kind == kind && known.about == about && known.words == words ? Answer("done") : .refused("conflict")
        }
        guard let member = member(by), !member.hasLeft(by: now) else { return .refused("not-permitted") }
        guard !words.isEmpty else { return .refused("malformed") }
        guard isThere(kind, about, of: member) else { return .refused("not-found") }
        questions.append(Question(id: id, member: by, kind: kind, about: about, words: words, actors: [by]))
        return Answer("done")
    }

    /// Redemptions, targets and rows of boards: entries are not numbered here as there.
    private func isThere(_ kind: String, _ about: String, of member: Member) -> Bool {
        let parts = about.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        switch kind {
        case "redemption": return redemptions.contains { $0.id == about && $0.member == member.id }
        case "target":
            guard parts.count == 3 else { return false }
            return targets.contains { target in
                guard target.metric == parts[0], target.period == parts[1], target.owner == parts[2] else { return false }
                return target.isOfTeam ? isTeam(member.team(at: now), inside: target.owner) : target.owner == member.id
            }
        case "board":
            guard parts.count >= 2, let board = board(parts[0]), board.span?.key == parts[1] || isPast(parts[1], board.period) else { return false }
            guard parts.count == 3 else { return true }
            return board.isOfMembers ? self.member(parts[2]) != nil : board.isOfTeams ? company.teams.keys.contains(parts[2]) : customers[parts[2]] != nil
        default: return false
        }
    }

    /// Whether a key is that of the running period, or of one before it.
    private func isPast(_ key: String, _ kind: PeriodKind) -> Bool {
        var period = calendar.period(kind, at: now)
        for _ in 0..<1_500 where period.key != key && kind != .all { period = calendar.period(kind, at: period.start - 1) }
        return period.key == key
    }

    /// "It goes to the member's manager (who may pass it on)".
    private func mayAnswer(_ by: String, _ question: Question) -> Bool {
        if by == question.member { return false }
        if by == question.passedTo { return member(by).map { !$0.hasLeft(by: now) && $0.role >= .manager } ?? false }
        return mayDecide(by, for: question.member, askedBy: nil, required: nil)
    }

    /// "answered with words and, where needed, with an adjustment, a correction or a reversal linked to it"
    private mutating func answer(_ place: Int, _ by: String, _ tree: Tree) -> Answer {
        let question = questions[place], words = tree["answer"]?.text ?? ""
        guard mayAnswer(by, question) else { return refusing("not-permitted") }
        guard question.isWaiting else { return refusing("already-decided") }
        guard !words.isEmpty else { return refusing("malformed") }
        if let points = tree["points"]?.int {
            // The adjustment is part of the same command.
            let given = adjust(id: "answer-\(question.id)-\(question.actors.count)", member: question.member, points: points, reason: words, by: by)
            if given.status == "refused" { return given }
        } else {
            command += 1
            if let id = tree["adjustment"]?.text, !adjustments.contains(where: { $0.id == id && $0.member == question.member }) { return .refused("malformed") }
            if let id = tree["activity"]?.text, !corrects(id, question.member) { return .refused("malformed") }
        }
        questions[place].actors.append(by)
        questions[place].state = "answered"
        return Answer("done")
    }

    private func corrects(_ id: String, _ member: String) -> Bool {
        facts.contains { fact in
            guard fact.activity.source == "scenario", fact.activity.id == id, let earlier = fact.link.target else { return false }
            return (fact.parts + facts[earlier].parts).contains { $0.member == member }
        }
    }

    private mutating func pass(_ place: Int, _ by: String, to: String) -> Answer {
        command += 1
        guard mayAnswer(by, questions[place]) else { return .refused("not-permitted") }
        guard questions[place].isWaiting else { return .refused("already-decided") }
        guard let other = member(to) else { return .refused("unknown-member") }
        guard !other.hasLeft(by: now), other.role >= .manager, to != questions[place].member, to != by else { return .refused("not-permitted") }
        questions[place].actors.append(by)
        questions[place].passedTo = to
        return Answer("done")
    }

    /// "`reopened` (once)"
    private mutating func reopen(_ place: Int, _ by: String) -> Answer {
        command += 1
        let question = questions[place]
        guard by == question.member else { return .refused("not-permitted") }
        let isClosedByOthers = question.state == "closed" && question.actors.last != by
        guard question.state == "answered" || isClosedByOthers, !question.wasReopened else { return .refused("already-decided") }
        questions[place].actors.append(by)
        (questions[place].state, questions[place].wasReopened) = ("reopened", true)
        return Answer("done")
    }

    private mutating func close(_ place: Int, _ by: String) -> Answer {
        command += 1
        let question = questions[place]
        guard by == question.member || mayAnswer(by, question) else { return .refused("not-permitted") }
        if question.state == "closed" { return .refused("already-decided") }
        guard by == question.member || question.state == "answered" else { return .refused("not-permitted") }
        questions[place].actors.append(by)
        questions[place].state = "closed"
        return Answer("done")
    }
}
