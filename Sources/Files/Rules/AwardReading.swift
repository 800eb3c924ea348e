import Identity
import JSON
import Periods
import RuleEngine

/// `award` of a rule: exactly one of `fixed`, `points` per quantity, `ladder`, `expression`, each with its rounding.
enum AwardReading {
    static func award(_ reader: YAMLReader, _ reading: RuleReading) throws -> (award: AwardFormula, rounding: Rounding) {
        let map = try reader.mapping(expected: "an award: fixed, points per quantity, ladder, or expression")
        let rounding = map.optional("rounding", default: .down) { try $0.word(Rounding.self) }
        let formula: AwardFormula
        switch try map.exactlyOne(of: ["fixed", "points", "ladder", "expression"]) {
        case "fixed":
            let fixed = map.required("fixed") { try Self.points($0) }
            map.close()
            formula = .fixed(try fixed())
        case "points":
            formula = try perUnit(map, reading)
        case "ladder":
            let ladder = map.required("ladder") { try LadderReading.ladder($0, reading) }
            map.close()
            formula = .ladder(try ladder())
        default:
            let expression = map.required("expression") { try $0.number(reading) }
            map.close()
            formula = .expression(try expression())
        }
        return (formula, try rounding())
    }

    private static func perUnit(_ map: YAMLMapping, _ reading: RuleReading) throws -> AwardFormula {
        let points = map.required("points") { try Self.points($0) }
        let per = map.required("per") { reader in
            let per = try reader.decimal()
            guard per > .zero else { throw reader.mismatch(expected: "a number above zero") }
            return per
        }
        let quantity = map.required("of") { try $0.number(reading) }
        map.close()
        return .perUnit(points: try points(), per: try per(), of: try quantity())
    }

    /// A number of points; negative ones are a deduction.
    static func points(_ reader: YAMLReader) throws -> Decimal {
        let number = try reader.decimal()
        guard number.magnitude <= Decimal(Points.bound) else { throw reader.mismatch(expected: "at most \(Points.bound) points") }
        return number
    }
}
