import JSON
import Seeds
import Testing

/// Random decimals against `NaiveNumber`.
struct DecimalPropertyTests {
    private let rounds = 1_000

    @Test func `sums are exact or refused`() {
        var seed = Seeded()
        for _ in 0..<rounds {
            let (left, right) = (Decimal.random(&seed), Decimal.random(&seed))
            let expected = NaiveNumber(left).adding(NaiveNumber(right)).decimal
            #expect((try? left.adding(right)) == expected, "\(left) + \(right), \(seed)")
            #expect((try? left.adding(right).subtracting(right)) == expected.map { _ in left }, "\(left) + \(right) - \(right), \(seed)")
        }
    }

    @Test func `products are exact or refused`() {
        var seed = Seeded()
        for _ in 0..<rounds {
            let (left, right) = (Decimal.random(&seed), Decimal.random(&seed))
            let expected = NaiveNumber(left).multiplied(by: NaiveNumber(right)).decimal
            #expect((try? left.multiplied(by: right)) == expected, "\(left) * \(right), \(seed)")
        }
    }

    @Test func `order is that of the difference`() {
        var seed = Seeded()
        for _ in 0..<rounds {
            let left = Decimal.random(&seed)
            let right = Bool.random(using: &seed) ? Decimal.random(&seed) : left.neighbour(&seed)
            let difference = NaiveNumber(left).adding(NaiveNumber(right.negated))
            #expect((left < right) == difference.negative, "\(left) < \(right), \(seed)")
            #expect((left == right) == difference.digits.isEmpty, "\(left) == \(right), \(seed)")
        }
    }

    @Test func `quotients have 34 digits half even`() {
        var seed = Seeded()
        for _ in 0..<rounds {
            let (left, right) = (Decimal.random(&seed), Decimal.random(&seed))
            guard !right.isZero, !left.isZero else { continue }
            let (top, bottom) = (NaiveNumber(left), NaiveNumber(right))
            var last = (top.digits.count + top.exponent) - (bottom.digits.count + bottom.exponent) - 34
            if top.divided(by: bottom, last: last).0.digits.count + top.divided(by: bottom, last: last).0.exponent - last > 34 { last += 1 }
            let (cut, rest) = top.divided(by: bottom, last: last)
            let expected = cut.rounded(rest, last: last, .halfEven, negative: top.negative != bottom.negative)
            #expect((try? left.dividing(by: right)) == expected.decimal, "\(left) / \(right), \(seed)")
        }
    }

    @Test(arguments: Rounding.allCases)
    func `quotients are rounded once`(_ rounding: Rounding) {
        var seed = Seeded()
        for _ in 0..<rounds / 2 {
            let (left, right) = (Decimal.random(&seed), Decimal.random(&seed))
            let digits = Int.random(in: -3...8, using: &seed)
            guard !right.isZero, !left.isZero else { continue }
            let (top, bottom) = (NaiveNumber(left), NaiveNumber(right))
            let (cut, rest) = top.divided(by: bottom, last: -digits)
            let expected = cut.rounded(rest, last: -digits, rounding, negative: top.negative != bottom.negative)
            let actual = try? left.dividing(by: right, toFractionDigits: digits, rounding)
            #expect(actual == expected.decimal, "\(left) / \(right) to \(digits), \(rounding), \(seed)")
        }
    }

    @Test(arguments: Rounding.allCases)
    func `rounding is by the digits`(_ rounding: Rounding) {
        var seed = Seeded()
        let one = NaiveNumber(negative: false, digits: [1], exponent: 0)
        for _ in 0..<rounds {
            let value = Decimal.random(&seed)
            let digits = Int.random(in: -6...30, using: &seed)
            let (cut, rest) = NaiveNumber(value).divided(by: one, last: -digits)
            let expected = value.exponent >= -digits
                ? value : cut.rounded(rest, last: -digits, rounding, negative: value.isNegative).decimal
            #expect(value.rounded(toFractionDigits: digits, rounding) == expected, "\(value) to \(digits), \(rounding), \(seed)")
        }
    }

    @Test func `text reads back`() {
        var seed = Seeded()
        for _ in 0..<rounds {
            let value = Decimal.random(&seed)
            #expect(Decimal(parsing: value.description) == value, "\(value), \(seed)")
            #expect((try? JSONValue.parse(value.description)) == .number(value), "\(value), \(seed)")
        }
    }

    @Test func `doubles read back by their shortest digits`() {
        var seed = Seeded()
        for round in 0..<rounds {
            let double = round % 2 == 0
                ? Double(bitPattern: seed.next()) : Double(Int.random(in: -1_000_000_000...1_000_000_000, using: &seed)) / 10_000
            guard double.isFinite else { continue }
            let value = Decimal(double)
            #expect(value == Decimal(parsing: double.description), "\(double), \(seed)")
            #expect(value?.double == double, "\(double), \(seed)")
        }
    }

    @Test func `integers read back`() {
        var seed = Seeded()
        for _ in 0..<rounds {
            let value = Int64(truncatingIfNeeded: seed.next()) >> Int.random(in: 0..<64, using: &seed)
            #expect(Decimal(value).int64 == value, "\(value), \(seed)")
            #expect(Decimal(fixed4: value).fixed4 == value, "\(value), \(seed)")
            #expect(Decimal(value.magnitude).uint64 == value.magnitude, "\(value), \(seed)")
            #expect(Decimal(value).description == "\(value)", "\(value), \(seed)")
        }
    }
}

extension Decimal {
    /// Few digits as often as many; powers of two and five, whose products end in zeros, now and then.
    static func random(_ seed: inout Seeded) -> Decimal {
        let exponent = Int.random(in: -22...22, using: &seed)
        var coefficient: Int128
        switch Int.random(in: 0..<8, using: &seed) {
        case 0: coefficient = 1 << Int128.random(in: 0...112, using: &seed)
        case 1: coefficient = (0..<Int.random(in: 0...48, using: &seed)).reduce(1) { power, _ in power * 5 }
        default:
            let digits = Int.random(in: 1...34, using: &seed)
            coefficient = (0..<digits).reduce(0) { value, _ in value * 10 + Int128.random(in: 0...9, using: &seed) }
        }
        if Bool.random(using: &seed) { coefficient = -coefficient }
        return Decimal(coefficient: coefficient, exponent: exponent) ?? .zero
    }

    /// A value that differs in the last digit, or the same.
    func neighbour(_ seed: inout Seeded) -> Decimal {
        Decimal(coefficient: coefficient + Int128.random(in: -1...1, using: &seed), exponent: exponent) ?? self
    }
}
