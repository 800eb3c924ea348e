extension BoardValue {
    /// A 64-bit word that never contradicts the order of values of one kind: `a < b` implies `a.word ≤ b.word`, and equal
    /// values have equal words. An index compares words first and the values themselves only where words are equal and
    /// the word does not say everything.
    ///
    /// Points are their own word. Of a decimal it is the floor in units of 10⁻⁸, within ±92,233,720,368 (beyond, the bound).
    /// A ratio is its floor in units of 2⁻³², within ±2³¹.
    var word: Int64 {
        switch self {
        case .points(let points): points
        case .decimal(let units): Int64(clamping: Self.floor(units, Self.unitsOfWord))
        case .ratio(let numerator, let denominator): Self.floorWord(numerator, denominator)
        }
    }

    private static let unitsOfWord = unit / 100_000_000

    private static func floor(_ units: Int128, _ divisor: Int128) -> Int128 {
        let (whole, rest) = units.quotientAndRemainder(dividingBy: divisor)
        return rest < 0 ? whole - 1 : whole
    }

    /// Whether the word says all of it. Where every value's does, values with the same word are equal.
    var isItsWord: Bool {
        switch self {
        case .points: true
        case .decimal(let units): word > .min && word < .max && units % Self.unitsOfWord == 0
        case .ratio: false
        }
    }

    /// The value of a word that says everything.
    static func value(of word: Int64, kind: Kind) -> BoardValue {
        kind == .points ? .points(word) : .decimal(Int128(word) * unitsOfWord)
    }

    private static func floorWord(_ numerator: Int128, _ denominator: Int128) -> Int64 {
        var (whole, rest) = numerator.quotientAndRemainder(dividingBy: denominator)
        if rest < 0 {
            rest += denominator
            whole -= 1
        }
        guard whole <= Int128(Int32.max) else { return .max }
        guard whole >= Int128(Int32.min) else { return .min }
        let wide = UInt128(rest).multipliedFullWidth(by: 1 << 32)
        let fraction = UInt128(denominator).dividingFullWidth((wide.high, wide.low)).quotient
        return Int64(whole) << 32 | Int64(fraction)
    }
}
