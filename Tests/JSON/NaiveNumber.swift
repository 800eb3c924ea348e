import JSON

/// Arithmetic as taught at school, on digits one by one: slow, and obviously right. The model that `Decimal` is checked against.
struct NaiveNumber: Equatable {
    var negative: Bool
    /// Most significant first, no leading and no trailing zero; empty for zero.
    var digits: [Int]
    var exponent: Int

    init(negative: Bool, digits: [Int], exponent: Int) {
        var digits = Array(digits.drop { $0 == 0 })
        var exponent = exponent
        while digits.last == 0 {
            digits.removeLast()
            exponent += 1
        }
        self.negative = negative && !digits.isEmpty
        self.digits = digits
        self.exponent = digits.isEmpty ? 0 : exponent
    }

    init(_ value: Decimal) {
        let text = "\(value.coefficient.magnitude)"
        self.init(negative: value.isNegative, digits: text.compactMap(\.wholeNumberValue), exponent: value.exponent)
    }

    /// The same value as a decimal; nil if it has too many digits.
    var decimal: Decimal? {
        guard digits.count <= Decimal.maximumDigits else { return nil }
        let coefficient = digits.reduce(Int128(0)) { $0 * 10 + Int128($1) }
        return Decimal(coefficient: negative ? -coefficient : coefficient, exponent: exponent)
    }

    func adding(_ other: NaiveNumber) -> NaiveNumber {
        let exponent = min(exponent, other.exponent)
        let (left, right) = (aligned(to: exponent), other.aligned(to: exponent))
        if negative == other.negative {
            return NaiveNumber(negative: negative, digits: Self.sum(left, right), exponent: exponent)
        }
        return Self.less(left, right)
            ? NaiveNumber(negative: other.negative, digits: Self.difference(right, left), exponent: exponent)
            : NaiveNumber(negative: negative, digits: Self.difference(left, right), exponent: exponent)
    }

    func multiplied(by other: NaiveNumber) -> NaiveNumber {
        var result = Array(repeating: 0, count: digits.count + other.digits.count + 1)
        for (row, left) in digits.reversed().enumerated() {
            for (column, right) in other.digits.reversed().enumerated() { result[row + column] += left * right }
        }
        for place in 0..<result.count - 1 {
            result[place + 1] += result[place] / 10
            result[place] %= 10
        }
        return NaiveNumber(negative: negative != other.negative, digits: result.reversed(), exponent: exponent + other.exponent)
    }

    /// The quotient cut after the digit 10^`last`, and whether the rest is below, at or above half a unit of it, or nothing.
    func divided(by other: NaiveNumber, last: Int) -> (NaiveNumber, Rest) {
        let shift = exponent - other.exponent - last
        // Either the dividend gets zeros, or the divisor does.
        let top = digits + Array(repeating: 0, count: max(shift, 0))
        let bottom = other.digits + Array(repeating: 0, count: max(-shift, 0))
        var (quotient, rest): ([Int], [Int]) = ([], [])
        for digit in top {
            rest = Array((rest + [digit]).drop { $0 == 0 })
            var count = 0
            while !Self.less(rest, bottom) {
                rest = Array(Self.difference(rest, bottom).drop { $0 == 0 })
                count += 1
            }
            quotient.append(count)
        }
        let twice = Self.sum(rest, rest)
        let kind: Rest = rest.isEmpty ? .nothing : Self.less(twice, bottom) ? .below : Self.less(bottom, twice) ? .above : .half
        return (NaiveNumber(negative: negative != other.negative, digits: quotient, exponent: last), kind)
    }

    enum Rest { case nothing, below, half, above }

    /// A cut quotient (whose last digit stands at 10^`last`) after rounding.
    func rounded(_ rest: Rest, last: Int, _ rounding: Rounding, negative: Bool) -> NaiveNumber {
        let odd = exponent == last && (digits.last ?? 0) % 2 == 1
        let up = switch (rounding, rest) {
        case (_, .nothing), (.down, _): false
        case (.up, _): true
        case (.halfUp, let rest): rest != .below
        case (.halfEven, let rest): rest == .above || (rest == .half && odd)
        }
        guard up else { return self }
        var size = self
        size.negative = false
        var result = size.adding(NaiveNumber(negative: false, digits: [1], exponent: last))
        result.negative = negative
        return result
    }

    private func aligned(to exponent: Int) -> [Int] {
        digits.isEmpty ? [] : digits + Array(repeating: 0, count: self.exponent - exponent)
    }

    private static func less(_ left: [Int], _ right: [Int]) -> Bool {
        let (left, right) = (left.drop { $0 == 0 }, right.drop { $0 == 0 })
        return left.count != right.count ? left.count < right.count : left.lexicographicallyPrecedes(right)
    }

    private static func sum(_ left: [Int], _ right: [Int]) -> [Int] {
        let width = max(left.count, right.count) + 1
        var result = Array(repeating: 0, count: width)
        var carry = 0
        for place in 0..<width {
            let sum = carry + digit(left, place) + digit(right, place)
            result[width - 1 - place] = sum % 10
            carry = sum / 10
        }
        return result
    }

    private static func difference(_ left: [Int], _ right: [Int]) -> [Int] {
        var result = left
        var borrow = 0
        for place in left.indices {
            let difference = digit(left, place) - digit(right, place) - borrow
            result[left.count - 1 - place] = difference < 0 ? difference + 10 : difference
            borrow = difference < 0 ? 1 : 0
        }
        return result
    }

    private static func digit(_ digits: [Int], _ place: Int) -> Int {
        place < digits.count ? digits[digits.count - 1 - place] : 0
    }
}
