import Testing

@testable import Expressions

/// The one extension: numbers in data are decimals.
struct DecimalTests {
    @Test(arguments: [
        ("data.amount * 0.29", #"{"amount": 100}"#, "decimal 29"),
        ("data.amount * 0.29", #"{"amount": 4350.50}"#, "decimal 1261.645"),
        ("0.05 * data.amount", #"{"amount": 12.34}"#, "decimal 0.617"),
        ("data.amount + 1", #"{"amount": 0.1}"#, "decimal 1.1"),
        ("data.amount - 2u", #"{"amount": 0.5}"#, "decimal -1.5"),
        ("data.amount + data.other", #"{"amount": 0.1, "other": 0.2}"#, "decimal 0.3"),
        ("data.amount / 3", #"{"amount": 1}"#, "decimal 0.3333333333333333333333333333333333"),
        ("data.amount / 3", #"{"amount": 2}"#, "decimal 0.6666666666666666666666666666666667"),
        ("data.amount / 0", #"{"amount": 2}"#, "error: division by zero"),
        ("data.amount % 2", #"{"amount": 5}"#, "error: no such overload: _%_(decimal, decimal)"),
        ("-data.amount", #"{"amount": 5.5}"#, "decimal -5.5"),
        ("1 - data.amount * 2 - 0.1", #"{"amount": 0.25}"#, "decimal 0.4"),
        ("data.amount * (data.vip ? 0.1 : 0.05)", #"{"amount": 30, "vip": true}"#, "decimal 3"),
        ("cel.bind(rate, 0.29, data.amount * rate)", #"{"amount": 100}"#, "decimal 29"),
        ("double(data.amount) * 0.29", #"{"amount": 100}"#, "double 28.999999999999996"),
        ("int(data.amount)", #"{"amount": -7.9}"#, "int -7"),
        ("int(data.amount)", #"{"amount": 1e30}"#, "error: '1000000000000000000000000000000' is no int"),
        ("uint(data.amount)", #"{"amount": 7.9}"#, "uint 7"),
        ("string(data.amount)", #"{"amount": 1.50}"#, "string 1.5"),
        ("type(data.amount) == decimal", #"{"amount": 1.50}"#, "bool true"),
        ("decimal('12.50') * 2", "{}", "decimal 25"),
        ("decimal(0.1) + decimal(2) + decimal(3u)", "{}", "decimal 5.1"),
        ("decimal('x')", "{}", "error: 'x' is no decimal"),
        ("data.amount * double('NaN')", #"{"amount": 1}"#, "error: no such overload: _*_(decimal, double)"),
        ("data.amount * 0.1234567890123456789", #"{"amount": 10}"#, "decimal 1.234567890123456789"),
    ])
    func `arithmetic with decimals is exact`(source: String, data: String, expected: String) {
        #expect(outcome(source, data: data) == expected)
    }

    @Test(arguments: [
        ("data.rate == 0.1", true), ("data.rate != 0.1", false), ("data.rate < 0.10000000000000000001", true), ("0.1 >= data.rate", true),
        ("data.one == 1", true), ("data.one == 1u", true), ("1.0 == data.one", true), ("data.one < double('Infinity')", true),
        ("data.one > double('NaN')", false), ("data.one == '1'", false), ("data.one in [3, 2, 1]", true), ("1 in [data.one]", true),
        ("{1: true}[data.one]", true), ("[false, true][data.one]", true), ("data.big > 9223372036854775807", true), ("math.greatest(data.one, 0.5) == 1", true),
        ("math.least([data.one, data.rate]) == 0.1", true), ("math.ceil(data.rate) == 1", true), ("math.floor(-data.rate) == -1", true),
        ("math.round(data.half) == 3", true), ("math.round(-data.half) == -3", true), ("math.trunc(data.half) == 2", true), ("math.abs(-data.half) == 2.5", true),
        ("math.sign(-data.half) == -1", true), ("math.isFinite(data.half)", true), ("math.isNaN(data.half)", false), ("data == data", true),
    ])
    func `decimals are compared with every number`(source: String, expected: Bool) {
        #expect(outcome(source, data: #"{"rate": 0.1, "one": 1.0, "half": 2.5, "big": 9223372036854775808}"#) == "bool \(expected)")
    }

    @Test(arguments: [
        ("data.one / 3 * 2.5", "0.8333333333333333333333333333333332"), ("data.one / 3 * 3", "0.9999999999999999999999999999999999"), ("data.one / 3 + 1", "1.333333333333333333333333333333333"),
        ("data.two / 3 + 1", "1.666666666666666666666666666666667"), ("1000000 - data.one / 3", "999999.6666666666666666666666666667"), ("data.one / 3 - 1000000", "-999999.6666666666666666666666666667"),
        ("data.tiny + 1", "1"), ("1 - data.tiny", "1"), ("data.tiny - 1", "-1"), ("data.one + data.tie", "1"), ("data.one + data.tie + data.tie", "1"), ("data.one / 7 * (data.one / 7)", "0.02040816326530612244897959183673471"),
        ("data.long * data.long", "1.524157875323883675049535156256667e66"), ("data.long + data.tie", "1234567890123456789012345678901234"),
    ])
    func `what has more than 34 digits is rounded half-even`(source: String, expected: String) {
        let data = #"{"one": 1, "two": 2, "tiny": 1e-60, "tie": 5e-34, "long": 1234567890123456789012345678901234}"#
        #expect(outcome(source, data: data) == "decimal \(expected)")
    }
}
