import NaiveModel

extension Model: LawSubject {
    package init(_ company: LawCompany) throws {
        self.init(company: try Company(reading: .map(company.head)), start: LawCompany.start)
    }

    package mutating func run(_ step: Tree) throws -> Answered {
        let result: StepResult = try run(step)
        guard let answer = result.answers.first else { return Answered("done") }
        return Answered(answer.code ?? answer.status, given(in: result.commands).filter { $0.points != 0 }.map {
            "\($0.rule.id) \($0.part.member) \($0.points)\($0.wasHeld ? " held" : "")"
        })
    }

    package func seen() -> [String] {
        LawCompany.members.map { member in
            let balance = balance(member)
            let open = inOrderOfExpiry(member) { $0.remaining > 0 }.map { lots[$0] }.map { "\($0.remaining) until \($0.expiresAt.map(InstantText.write) ?? "never")" }
            return "\(member): available \(balance["available"] ?? 0), pending \(balance["pending"] ?? 0), held \(balance["held"] ?? 0), debt \(balance["debt"] ?? 0); \(open)"
        }
    }

    package func left() -> [String: Int] {
        var left: [String: Int] = [:]
        for member in LawCompany.members {
            for (name, value) in balance(member) where name != "lifetime" { left["\(name) of \(member)"] = value }
        }
        return left
    }

    /// The model knows no such command.
    package mutating func judgeAgain() -> [String] { [] }
}
