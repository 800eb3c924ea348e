import Identity
import JSON

/// A share of an activity as a whole number of 10⁻³⁴: what it splits is split exactly, though the product of 34 digits with others
/// is wider than a decimal.
struct Share {
    /// The fraction digits that a share may have.
    static let digits = 34
    private let units: UInt128

    /// Nil for what is no share: below zero, zero, above 1, or with more digits.
    init?(_ value: Decimal) {
        guard value > .zero, value <= .one, value.exponent >= -Self.digits else { return nil }
        units = value.coefficient.magnitude * Self.powerOfTen(Self.digits + value.exponent)
    }

    /// `whole` × the share in units of 10^-`dropped`, and what is left of one such unit.
    ///
    /// - Parameter whole: such that the quotient has at most 38 digits.
    func part(of whole: UInt128, dropping dropped: Int) -> (part: UInt128, rest: UInt128) {
        let (part, rest) = Self.powerOfTen(dropped).dividingFullWidth(whole.multipliedFullWidth(by: units))
        return (part, rest)
    }

    /// 10^0 to 10^38.
    static func powerOfTen(_ exponent: Int) -> UInt128 { (0..<exponent).reduce(1) { power, _ in power * 10 } }
}

/// Splits points by shares with the largest remainder, ties to the order given: 100 in three equal parts is 34, 33, 33.
/// A deduction is split by its size.
///
/// - Parameter shares: sum to exactly 1.
package func split(_ points: Points, by shares: [Decimal]) throws(DecimalError) -> [Points] {
    let size = UInt128(points.magnitude)
    var parts: [Points] = []
    var remainders: [UInt128] = []
    for share in shares {
        guard let share = Share(share) else { throw .overflow }
        let (whole, rest) = share.part(of: size, dropping: Share.digits)
        parts.append(Points(whole))
        remainders.append(rest)
    }
    let missing = Int(Points(points.magnitude) - parts.reduce(0, +))
    let order = remainders.indices.sorted { remainders[$0] == remainders[$1] ? $0 < $1 : remainders[$0] > remainders[$1] }
    for index in order.prefix(missing) { parts[index] += 1 }
    return points < 0 ? parts.map { -$0 } : parts
}

/// Splits a quantity by shares so that the parts sum to the whole. They are exact to 18 fraction digits, which is what sums can bear:
/// of finer ones the rests, less than 10⁻¹⁸ each, go to the largest share, so that no smaller one is rounded up over a threshold.
///
/// - Parameters:
///   - quantity: not below zero, as quantities that are summed are: four fraction digits, at most 2^53 − 1.
///   - shares: sum to exactly 1.
package func splitQuantity(_ quantity: Decimal, by shares: [Decimal]) throws(DecimalError) -> [Decimal] {
    guard let whole = quantity.fixed4Units, let largest = shares.indices.max(by: { shares[$0] < shares[$1] }) else { throw .overflow }
    var parts: [UInt128] = []
    for share in shares {
        guard let share = Share(share) else { throw .overflow }
        parts.append(share.part(of: whole, dropping: Share.digits + 4 - finestDigits).part)
    }
    parts[shares.firstIndex(of: shares[largest]) ?? largest] += whole * Share.powerOfTen(finestDigits - 4) - parts.reduce(0, +)
    var split: [Decimal] = []
    for part in parts {
        guard let part = Decimal(coefficient: Int128(part), exponent: -finestDigits) else { throw .overflow }
        split.append(part)
    }
    return split
}

/// Fraction digits of a part of a quantity. 2^53 with as many has 34 digits, which is what a decimal holds.
private let finestDigits = 18

extension Decimal {
    /// The value × 10⁴; nil for what no sum takes.
    fileprivate var fixed4Units: UInt128? {
        guard !isNegative, self <= Decimal(Points.bound), exponent >= -4 else { return nil }
        return coefficient.magnitude * Share.powerOfTen(exponent + 4)
    }
}
