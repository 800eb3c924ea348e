import Identity
import NaiveModel
import Periods
import PointsEngine
import RuleEngine
import Simulation

/// The engine in memory.
package struct EngineSubject: LawSubject, Sendable {
    private var engine: MemoryEngine
    private let translation: Translation

    /// Reading rules takes longer than living through a history: each company is set up once.
    private static let settings: [Result<EngineSubject, any Error>] = LawCompany.all.map { company in Result { try EngineSubject(settingUp: company) } }

    package init(_ company: LawCompany) throws { self = try Self.settings[company.number].get() }

    private init(settingUp company: LawCompany) throws {
        translation = try Translation(company.head, start: LawCompany.start)
        engine = MemoryEngine(translation.programme, now: Periods.Instant(seconds: Int64(LawCompany.start)))
        for command in translation.setting { try engine.carryOut(command, by: .administrator) }
    }

    package mutating func run(_ step: Tree) throws -> Answered {
        let at = step["at"]?.text.flatMap { InstantText.read($0, in: nil) } ?? LawCompany.start
        try engine.advance(to: Periods.Instant(seconds: Int64(at)))
        if step["restart"] != nil { engine = try engine.replayed() }
        var answered = Answered("done")
        for deed in try translation.deeds(of: step, at: at) {
            let outcome: Outcome = switch deed {
            case .command(let command, let actor), .amendment(let command, let actor): try engine.carryOut(command, by: actor)
            case .customer(let step, let actor): try engine.carryOut(step.command(given: engine.facts), by: actor)
            case .unreadable(let refusal): .refused(refusal)
            }
            answered = Answered(outcome.told, outcome.given)
        }
        return answered
    }

    package func seen() throws -> [String] {
        try LawCompany.members.map { member in
            let wallet = engine.facts.wallet(MemberID(member))
            let lots = wallet.lots.filter { $0.remaining > 0 }.map { "\($0.remaining) until \($0.expires.map { InstantText.write(Int($0.seconds)) } ?? "never")" }
            let left = try left(member)
            return "\(member): " + left.map { "\($0.0) \($0.1)" }.joined(separator: ", ") + "; \(lots)"
        }
    }

    package func left() throws -> [String: Int] {
        var all: [String: Int] = [:]
        for member in LawCompany.members {
            for (name, value) in try left(member) { all["\(name) of \(member)"] = value }
        }
        return all
    }

    private func left(_ member: String) throws -> [(String, Int)] {
        let wallet = engine.facts.wallet(MemberID(member)), now = engine.now
        return [
            ("available", Int(wallet.available(at: now))), ("pending", Int(wallet.pending(at: now))), ("held", Int(wallet.held)), ("debt", Int(wallet.debt)),
        ]
    }

    package mutating func judgeAgain() throws -> [String] {
        let rejudgement = Rejudgement(run: "1", reason: "a law")
        var corrected: [String] = []
        for recorded in engine.facts.activities(after: 0, limit: .max) {
            guard let correction = try rejudgement.correction(of: recorded) else { continue }
            if case .done(let receipt, _) = try engine.carryOut(RecordActivity(correction), by: .system), !receipt.isRepetition { corrected.append("\(recorded.activity.key.id)") }
        }
        return corrected
    }
}

extension Outcome {
    /// What an activity gives, where that is anything.
    fileprivate var given: [String] {
        guard case .done(let receipt as ActivityReceipt, _) = self, !receipt.isRepetition else { return [] }
        let recorded = receipt.recorded
        return recorded.decision.lines.filter { $0.after != 0 }.map { "\($0.rule) \($0.member) \($0.after)\($0.state == .held ? " held" : "")" }
    }
}
