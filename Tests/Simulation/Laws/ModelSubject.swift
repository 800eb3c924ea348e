import NaiveModel

/// The naive model.
package struct ModelSubject: LawSubject {
    private var model: Model

    package init(_ company: LawCompany) throws {
        model = Model(company: try Company(reading: .map(company.head)), start: LawCompany.start)
    }

    package mutating func run(_ step: Tree) throws -> Answered {
        let result = try model.run(step)
        guard let answer = result.answers.first else { return Answered("done") }
        return Answered(answer.code ?? answer.status, model.given(in: result.commands).filter { $0.points != 0 }.map {
            "\($0.rule.id) \($0.part.member) \($0.points)\($0.wasHeld ? " held" : "")"
        })
    }

    package func seen() -> [String] {
        LawCompany.members.map { member in
            let balance = model.balance(member)
            let open = model.inOrderOfExpiry(member) { $0.remaining > 0 }.map { model.lots[$0] }
            let lots = open.map { "\($0.remaining) until \($0.expiresAt.map(InstantText.write) ?? "never")" }
            return "\(member): " + Self.kinds.map { "\($0) \(balance[$0] ?? 0)" }.joined(separator: ", ") + "; \(lots)"
        }
    }

    package func left() -> [String: Int] {
        var left: [String: Int] = [:]
        for member in LawCompany.members {
            let balance = model.balance(member)
            for kind in Self.kinds { left["\(kind) of \(member)"] = balance[kind] }
        }
        return left
    }

    private static let kinds = ["available", "pending", "held", "debt"]

    /// The model knows no such command.
    package mutating func judgeAgain() -> [String] { [] }
}
