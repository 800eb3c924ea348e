import JSON

/// A finite number digit by digit, without any rounding, to be written with a fixed number of digits.
struct NumberText {
    private let isNegative: Bool
    /// Most significant first, without leading zeros; empty for zero.
    private let digits: [UInt8]
    /// How many of the digits, or of zeros behind them, stand before the point; below 0 for zeros behind it.
    private let point: Int

    /// At most some 1,100 multiplications of as many digits, for the smallest doubles.
    init(_ double: Double) {
        var digits = String(double.significandBitPattern | (double.exponentBitPattern == 0 ? 0 : 1 << 52)).utf8.map { $0 - 48 }
        let exponent = max(Int(double.exponentBitPattern), 1) - 1075
        // m × 2^−k is m × 5^k × 10^−k.
        for _ in 0..<abs(exponent) { Self.multiply(&digits, by: exponent < 0 ? 5 : 2) }
        self.init(isNegative: double.sign == .minus, digits: digits, point: digits.count + min(0, exponent))
    }

    init(_ decimal: Decimal) {
        let digits = String(decimal.coefficient.magnitude).utf8.map { $0 - 48 }
        self.init(isNegative: decimal.isNegative, digits: digits, point: digits.count + decimal.exponent)
    }

    private init(isNegative: Bool, digits: [UInt8], point: Int) {
        let zeros = digits.prefix { $0 == 0 }.count
        self.isNegative = isNegative
        self.digits = Array(digits.dropFirst(zeros))
        self.point = zeros == digits.count ? 0 : point - zeros
    }

    private static func multiply(_ digits: inout [UInt8], by factor: UInt8) {
        var carry: UInt8 = 0
        for place in digits.indices.reversed() {
            let product = digits[place] * factor + carry
            digits[place] = product % 10
            carry = product / 10
        }
        if carry > 0 { digits.insert(carry, at: 0) }
    }

    /// `-1.200`: so many digits behind the point, half-even.
    func fixed(_ precision: Int) -> String {
        let (digits, grown) = rounded(to: point + precision)
        let before = point + (grown ? 1 : 0)
        let padded = Array(repeating: 0, count: max(0, 1 - before)) + digits
        let whole = padded.count - precision
        return sign + text(padded[..<whole]) + (precision > 0 ? "." + text(padded[whole...]) : "")
    }

    /// `1.200e+05`: one digit before the point and so many behind it, half-even.
    func scientific(_ precision: Int) -> String {
        let (digits, grown) = rounded(to: precision + 1)
        let shown = self.digits.isEmpty ? Array(repeating: 0, count: precision + 1) : Array(digits.prefix(precision + 1))
        let exponent = self.digits.isEmpty ? 0 : point - 1 + (grown ? 1 : 0)
        let fraction = precision > 0 ? "." + text(shown[1...]) : ""
        return sign + text(shown[..<1]) + fraction + "e" + (exponent < 0 ? "-" : "+") + padded(abs(exponent), 2)
    }

    private var sign: String { isNegative ? "-" : "" }

    private func text(_ digits: ArraySlice<UInt8>) -> String { String(decoding: digits.map { $0 + 48 }, as: UTF8.self) }

    /// The first `count` digits with zeros where there are none, rounded half-even; and whether rounding made them one more.
    private func rounded(to count: Int) -> (digits: [UInt8], grown: Bool) {
        guard count >= 0 else { return ([], false) }
        var kept = Array(digits.prefix(count)) + Array(repeating: 0, count: max(0, count - digits.count))
        let rest = digits.dropFirst(count)
        let isOdd = (kept.last ?? 0) % 2 == 1
        guard let first = rest.first, first > 5 || first == 5 && (isOdd || rest.dropFirst().contains { $0 != 0 }) else { return (kept, false) }
        for place in kept.indices.reversed() {
            kept[place] += 1
            guard kept[place] == 10 else { return (kept, false) }
            kept[place] = 0
        }
        return ([1] + kept, true)
    }
}
