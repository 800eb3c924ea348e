import NaiveModel

/// What a law is asked of: the engine, or the naive model.
package protocol LawSubject {
    init(_ company: LawCompany) throws
    mutating func run(_ step: Tree) throws -> Answered
    /// What members have now: balances, and the lots with something in them in the order in which they are spent.
    func seen() throws -> [String]
    /// What members have in all that should be nothing once everything was undone: available, pending, held and debt.
    func left() throws -> [String: Int]
    /// Judges everything again under the rules that judged it.
    /// - Returns: what was corrected.
    mutating func judgeAgain() throws -> [String]
}

package struct Answered: Equatable, Sendable {
    /// The status or the code.
    package let told: String
    /// What each rule gave each member.
    package let lines: [String]

    package init(_ told: String, _ lines: [String] = []) {
        self.told = told
        self.lines = lines
    }

    var isRecorded: Bool { told == "recorded" }
    var isHeld: Bool { lines.contains { $0.hasSuffix("held") } }
}

extension LawSubject {
    /// The debt of each member.
    func owed() throws -> [Int] {
        let left = try left()
        return LawCompany.members.map { left["debt of \($0)"] ?? 0 }
    }
}
