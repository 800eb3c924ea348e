import JSON

extension BoardValue {
    /// The number as pages show it: whole points; everything else with at most four fraction digits, half-even (api.md).
    package var number: Decimal {
        switch self {
        case .points(let points): return Decimal(points)
        case .decimal, .ratio:
            let (numerator, denominator) = fraction
            guard let top = Decimal(coefficient: numerator, exponent: 0), let bottom = Decimal(coefficient: denominator, exponent: 0),
                let number = try? top.dividing(by: bottom, toFractionDigits: 4, .halfEven)
            else { return .zero }
            return number
        }
    }
}
