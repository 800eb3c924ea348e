/// An exact fraction. The model adds, multiplies and divides without any rounding but the one a rule names, so that a
/// reader can check an amount with pencil and paper. A fraction beyond 128 bits traps: workloads stay far below.
package struct Exact: Sendable, Hashable, Comparable {
    package let top: Int128
    package let bottom: Int128

    package static let zero = Exact(0)
    package static let one = Exact(1)

    package init(_ whole: Int) {
        top = Int128(whole)
        bottom = 1
    }

    /// The fraction in lowest terms, with a positive denominator.
    package init(top: Int128, bottom: Int128) {
        guard bottom != 1 else {
            (self.top, self.bottom) = (top, 1)
            return
        }
        var (a, b) = (top.magnitude, bottom.magnitude)
        while b != 0 { (a, b) = (b, a % b) }
        let common = Int128(max(a, 1)) * (bottom < 0 ? -1 : 1)
        self.top = top / common
        self.bottom = bottom / common
    }

    /// Reads a decimal such as `-12.50` or `1e3`; nil where the text is no number.
    package init?(_ text: String) {
        let parts = text.split(whereSeparator: { $0 == "e" || $0 == "E" }).map(String.init)
        guard let mantissa = parts.first, parts.count <= 2 else { return nil }
        guard let power = parts.count == 2 ? Int(parts[1]) : 0, abs(power) <= 18 else { return nil }
        let digits = mantissa.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard digits.count <= 2, let first = digits.first, let last = first.last, last.isASCII, last.isNumber else { return nil }
        let fraction = digits.count == 2 ? digits[1] : ""
        guard fraction.allSatisfy({ $0.isASCII && $0.isNumber }), let number = Int128(first + fraction) else { return nil }
        let shift = power - fraction.count
        self.init(top: shift > 0 ? number * Exact.ten(shift) : number, bottom: shift < 0 ? Exact.ten(-shift) : 1)
    }

    private static func ten(_ power: Int) -> Int128 {
        (0..<power).reduce(Int128(1)) { product, _ in product * 10 }
    }

    package static func < (a: Exact, b: Exact) -> Bool { a.bottom == b.bottom ? a.top < b.top : a.top * b.bottom < b.top * a.bottom }

    package static func + (a: Exact, b: Exact) -> Exact {
        if a.bottom == b.bottom { return Exact(top: a.top + b.top, bottom: a.bottom) }
        return Exact(top: a.top * b.bottom + b.top * a.bottom, bottom: a.bottom * b.bottom)
    }

    package static func - (a: Exact, b: Exact) -> Exact { a + -b }
    package static func * (a: Exact, b: Exact) -> Exact { Exact(top: a.top * b.top, bottom: a.bottom * b.bottom) }
    package static func / (a: Exact, b: Exact) -> Exact { Exact(top: a.top * b.bottom, bottom: a.bottom * b.top) }
    package static prefix func - (a: Exact) -> Exact { Exact(top: -a.top, bottom: a.bottom) }

    package var magnitude: Exact { top < 0 ? -self : self }
    package var isWhole: Bool { bottom == 1 }

    /// The whole number that the named rounding gives; nil beyond ±(2^53 − 1) ("Overflow is refused, never wrapped").
    package func rounded(_ rounding: Rounding) -> Int? {
        let size = top.magnitude
        let whole = size / bottom.magnitude
        let rest = size % bottom.magnitude
        let away = switch rounding {
        case .down: false
        case .up: rest > 0
        case .halfUp: rest * 2 >= bottom.magnitude
        case .halfEven: rest * 2 > bottom.magnitude || (rest * 2 == bottom.magnitude && whole % 2 == 1)
        }
        let result = whole + (away ? 1 : 0)
        guard result <= 9_007_199_254_740_991 else { return nil }
        return top < 0 ? -Int(result) : Int(result)
    }

    /// "Every number in `data` is rounded to four digits when read", half-even.
    package var atFourDigits: Exact? {
        guard let scaled = (self * Exact(10_000)).rounded(.halfEven) else { return nil }
        return Exact(scaled) / Exact(10_000)
    }
}

extension Exact: CustomStringConvertible {
    /// A plain decimal where the fraction ends within twelve digits, else `a/b`.
    package var description: String {
        if isWhole { return "\(top)" }
        for digits in 1...12 {
            let scaled = self * Exact(top: Exact.ten(digits), bottom: 1)
            guard scaled.isWhole else { continue }
            let text = String(scaled.top.magnitude)
            let padded = String(repeating: "0", count: max(0, digits + 1 - text.count)) + text
            return (top < 0 ? "-" : "") + padded.dropLast(digits) + "." + padded.suffix(digits)
        }
        return "\(top)/\(bottom)"
    }
}

/// How a fraction of a point becomes a whole one. `down` is towards zero; `up` and `half-up` are away from it.
package enum Rounding: String, Sendable {
    case down
    case up
    case halfUp = "half-up"
    case halfEven = "half-even"
}
