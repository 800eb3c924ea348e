import JSON
import Periods
import RuleEngine

/// `ladder` of an award.
enum LadderReading {
    private enum Over: String, CaseIterable {
        case event, week, month, quarter, year

        var period: PeriodKind? { PeriodKind(rawValue: rawValue) }
    }

    static func ladder(_ reader: YAMLReader, _ reading: RuleReading) throws -> Ladder {
        let map = try reader.mapping(expected: "{of: data.amount, over: event, mode: marginal, steps: […]}")
        let quantity = map.required("of") { try $0.number(reading) }
        let over = map.required("over") { try $0.word(Over.self) }
        let mode = map.required("mode") { try $0.word(Ladder.Mode.self) }
        let steps = map.required("steps") { try Self.steps($0) }
        map.close()
        let ladder = Ladder(quantity: try quantity(), over: try over().period, mode: try mode(), steps: try steps())
        if ladder.over != nil { try refuseFalling(ladder, map) }
        return ladder
    }

    private static func steps(_ reader: YAMLReader) throws -> [Ladder.Step] {
        let steps = try reader.list(upTo: 100) { Found(try step($0), $0) }
        guard !steps.isEmpty else { throw reader.mismatch(expected: "at least one step") }
        for (lower, upper) in zip(steps, steps.dropFirst()) where upper.value.from <= lower.value.from {
            throw upper.reader.failure("steps rise: \(upper.value.from) does not follow \(lower.value.from)")
        }
        return steps.map(\.value)
    }

    private static func step(_ reader: YAMLReader) throws -> Ladder.Step {
        let map = try reader.mapping(expected: "{from: 10000, rate: 0.02}")
        let from = map.required("from") { reader in
            let from = try reader.decimal()
            guard !from.isNegative else { throw reader.mismatch(expected: "a quantity, not below zero") }
            return from
        }
        let pay = Result { () throws -> Ladder.Pay in
            if try map.exactlyOne(of: ["rate", "points"]) == "rate" {
                return .rate(try map.required("rate") { try $0.decimal() }())
            }
            return .points(try map.required("points") { try AwardReading.points($0) }())
        }
        map.close()
        return Ladder.Step(from: try from(), pay: try pay.get())
    }

    /// Over a period, what a total is worth must not fall as the total grows: a sale would cost points.
    private static func refuseFalling(_ ladder: Ladder, _ map: YAMLMapping) throws {
        for (index, step) in ladder.steps.enumerated() {
            let pay: Decimal = switch step.pay {
            case .rate(let rate): rate
            case .points(let points): points
            }
            guard pay.isNegative || (ladder.mode == .whole && index > 0 && falls(ladder, at: index)) else { continue }
            throw map.failure(
                at: "steps", "the ladder falls at \(step.from)", expected: "over a period, no total is worth less than a smaller one")
        }
    }

    /// Whether just below a step of a whole ladder more is given than on it.
    private static func falls(_ ladder: Ladder, at index: Int) -> Bool {
        let step = ladder.steps[index]
        let below = Ladder(quantity: ladder.quantity, over: ladder.over, mode: .whole, steps: Array(ladder.steps[..<index]))
        guard let before = try? below.value(of: step.from), let after = try? ladder.value(of: step.from) else { return true }
        return after < before
    }
}
