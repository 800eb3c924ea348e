import JSON
import Testing

struct DecimalTests {
    @Test(arguments: [
        ("0", "0"), ("-0", "0"), ("0.000", "0"), ("0e999999999999999999999", "0"), ("007", "7"), ("+5", "5"),
        ("1.50", "1.5"), ("100", "100"), ("1e2", "100"), ("-12.5e-3", "-0.0125"), ("0.0001", "0.0001"),
        ("9007199254740993", "9007199254740993"), ("18446744073709551616", "18446744073709551616"),
        ("1234567890123456789012345678901234", "1234567890123456789012345678901234"),
        ("1000000000000000000000000000000000000000", "1000000000000000000000000000000000000000"),
        ("10000000000000000000000000000000000000000", "1e40"), ("12e40", "1.2e41"), ("1e-41", "1e-41"), ("1.25e-50", "1.25e-50"),
        ("0.1000000000000000000000000000000000000000000000000000000000", "0.1"), ("1e6144", "1e6144"), ("1e-6144", "1e-6144"),
    ])
    func `text is read and written canonically`(_ text: String, _ canonical: String) {
        #expect(Decimal(parsing: text)?.description == canonical)
    }

    @Test(arguments: [
        "", "-", "+", ".5", "5.", "1e", "1e+", "--1", "1 ", " 1", "0x10", "NaN", "Infinity", "1_000", "1,5", "１",
        "12345678901234567890123456789012345", "1.0000000000000000000000000000000001e-1000000000000", "1e6145", "1e-6145", "1e99999999999999999999",
    ])
    func `anything else is no number`(_ text: String) {
        #expect(Decimal(parsing: text) == nil)
    }

    @Test func `equal values are equal however they are made`() throws {
        let values = [1.5, Decimal(parsing: "1.500"), Decimal(parsing: "15e-1"), try? Decimal(3).dividing(by: 2), Decimal(fixed4: 15_000)]
        #expect(Set(values) == [1.5])
    }

    @Test(arguments: [
        ("2.5", Rounding.down, "2"), ("2.5", .halfUp, "3"), ("2.5", .halfEven, "2"), ("2.5", .up, "3"),
        ("3.5", .halfEven, "4"), ("-2.5", .down, "-2"), ("-2.5", .halfUp, "-3"), ("-2.5", .halfEven, "-2"), ("-2.5", .up, "-3"),
        ("0.1", .up, "1"), ("-0.1", .up, "-1"), ("0.9", .down, "0"), ("7", .up, "7"), ("1e-6000", .up, "1"), ("1e-6000", .halfUp, "0"),
    ])
    func `rounding goes the named way`(_ text: String, _ rounding: Rounding, _ expected: String) {
        #expect(Decimal(parsing: text)?.rounded(rounding).description == expected)
    }

    @Test func `points of percentages are exact`() throws {
        let amount = try #require(Decimal(parsing: "100"))
        #expect(try amount.multiplied(by: 0.29) == 29)
    }

    @Test func `what has more than 34 digits is refused`() throws {
        let large = try #require(Decimal(parsing: "9999999999999999999999999999999999"))
        #expect(throws: DecimalError.overflow) { try large.adding(2) }
        #expect(try large.adding(1).description == "10000000000000000000000000000000000")
        #expect(throws: DecimalError.overflow) { try large.multiplied(by: large) }
        #expect(throws: DecimalError.overflow) { try large.adding(0.1) }
    }

    @Test func `exponents beyond the bounds are refused`() throws {
        let (huge, tiny) = (try #require(Decimal(parsing: "1e6000")), try #require(Decimal(parsing: "1e-6000")))
        #expect(throws: DecimalError.overflow) { try huge.multiplied(by: huge) }
        #expect(throws: DecimalError.overflow) { try huge.dividing(by: tiny) }
        #expect(throws: DecimalError.overflow) { try huge.adding(tiny) }
        #expect(huge > tiny)
        #expect(huge.double == .infinity)
        #expect(tiny.double == 0)
        #expect(huge.int64 == nil)
        #expect(huge.negated < tiny.negated)
    }

    @Test func `nothing is divided by zero`() {
        #expect(throws: DecimalError.divisionByZero) { try Decimal.one.dividing(by: 0) }
        #expect(throws: DecimalError.divisionByZero) { try Decimal.one.dividing(by: 0, toFractionDigits: 2, .down) }
    }

    @Test func `a quotient rounded once is not tipped over`() throws {
        let below = try #require(Decimal(parsing: "2999999999999999999999999999999999"))
        let third = try #require(Decimal(parsing: "3e33"))
        #expect(try below.dividing(by: third, toFractionDigits: 0, .down) == 0)
        #expect(try Decimal(250).dividing(by: 100, toFractionDigits: 0, .down) == 2)
        let exact = try #require(Decimal(parsing: "1e30"))
        #expect(try exact.dividing(by: 1, toFractionDigits: 30, .down) == exact)
    }

    @Test func `integers are exact or nothing`() {
        #expect(Decimal(Int64.min).int64 == .min)
        #expect(Decimal(UInt64.max).int64 == nil)
        #expect(Decimal(UInt64.max).uint64 == .max)
        #expect((1.5 as Decimal).int64 == nil)
        #expect((-1 as Decimal).uint64 == nil)
    }

    @Test func `quantities are ten thousandths`() {
        #expect((1.2345 as Decimal).fixed4 == 12_345)
        #expect((0.00001 as Decimal).fixed4 == nil)
        #expect(Decimal(Int64.max).fixed4 == nil)
        #expect(Decimal(fixed4: -1).description == "-0.0001")
        #expect(Decimal(fixed4: 0) == .zero)
    }

    @Test func `doubles are taken by their shortest digits`() {
        #expect(Decimal(0.1).description == "0.1")
        #expect(Decimal(1e23).description == "100000000000000000000000")
        #expect(Decimal(-0.0) == .zero)
        #expect(Decimal(Double.nan) == nil)
        #expect(Decimal(Double.infinity) == nil)
        #expect(Decimal(Double.leastNonzeroMagnitude)?.double == .leastNonzeroMagnitude)
        #expect(Decimal(Double.greatestFiniteMagnitude)?.double == .greatestFiniteMagnitude)
    }
}
