import Boards
import Identity
import JSON
import Ledger
import NaiveModel
import Periods
import PointsEngine
import RuleEngine

// Both sides in the same words.

extension Answer {
    /// A code where something was refused, else the status.
    var told: String { code ?? status }
}

extension Outcome {
    package var told: String {
        switch self {
        case .refused(let refusal): refusal.code.rawValue
        case .done(let receipt as ActivityReceipt, _): receipt.isRepetition ? "duplicate" : "recorded"
        case .done(let receipt as RequestReceipt, _) where receipt.step != .decided: receipt.request.firstState.rawValue
        case .done: "done"
        }
    }

    /// What an activity was found to give.
    var lines: [String] {
        guard case .done(let receipt as ActivityReceipt, _) = self, !receipt.isRepetition else { return [] }
        return receipt.recorded.decision.lines.map { "\($0.rule) \($0.member) \($0.before) \($0.after)\($0.state == .held ? " held" : "")" }
    }
}

extension NaiveModel.Award {
    /// As it was decided; what was decided about it later does not count.
    var told: String { "\(rule.id) \(part.member) \(before) \(points)\(wasHeld ? " held" : "")" }
}

extension PointsEngine.Sheet {
    /// Scores in tenths.
    var told: String {
        func tenths(_ score: Decimal?) -> String { score.flatMap { try? $0.multiplied(by: 10).int64 }.map { "\($0)" } ?? "?" }
        return "\(state.rawValue) \(tenths(score)) \(grade ?? "-") [\(items.map { tenths($0.score) }.joined(separator: " "))]"
    }
}

extension Ledger.Lot {
    var told: String { "\(opened)/\(remaining) until \(expires.map { InstantText.write(Int($0.seconds)) } ?? "never")" }
}

extension Ledger.Lot {
    /// Those that lapse at one instant stand in the order in which they were opened, though a new version is spent in the place of the old one.
    static func isListedBefore(_ a: Self, _ b: Self) -> Bool {
        (a.expires ?? .latest, a.id.number) < (b.expires ?? .latest, b.id.number)
    }
}

extension Model {
    /// What is left in the order in which it is spent, each with the last version of its lot.
    func spendable(of member: String) -> [String] {
        inOrderOfExpiry(member) { $0.remaining > 0 }.map { lots[$0] }.map { lot in
            "\(lot.remaining) of \(lot.issues.last?.points ?? 0)/\(lot.remaining) until \(lot.expiresAt.map(InstantText.write) ?? "never")"
        }
    }

    func lots(of member: String) -> [String] { ledgerLots(of: member).map(\.text) }

    /// Redemptions, adjustments and changes of targets with their states.
    var requests: [(id: String, state: String)] {
        redemptions.map { ($0.id, $0.state) } + adjustments.map { ($0.id, $0.state) } + targetRequests.map { ($0.id, $0.state) }
    }
}

extension Owner {
    var name: String {
        switch self {
        case .company: "company"
        case .member(let id): id.text
        case .team(let id): id.text
        case .customer(let id): id.text
        case .key(let key): key.text
        }
    }
}

extension Exact {
    init(_ value: BoardValue) { self.init(top: value.fraction.numerator, bottom: value.fraction.denominator) }
}
