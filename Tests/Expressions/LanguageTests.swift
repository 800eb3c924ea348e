import Testing

@testable import Expressions

/// The language by tables of our own, independent of the official suite.
struct LanguageTests {
    @Test(arguments: [
        ("1 + 2 * 3 - 4 / 2 % 3", "int 5"), ("-2 - -2", "int 0"), ("!true || true", "bool true"), ("1 < 2 == true", "bool true"), ("(1 + 2) * 3", "int 9"),
        ("0x1F", "int 31"), ("0XfFu", "uint 255"), ("-9223372036854775808", "int -9223372036854775808"), ("1.5e3", "double 1500"), (".5", "double 0.5"),
        ("1e-2", "double 0.01"), ("true ? 1 : 2", "int 1"), ("false ? 1 : true ? 2 : 3", "int 2"), ("'a' + \"b\" + '''c''' + r'\\d'", "string abc\\d"),
        ("'\\u4f60\\x41\\101\\n\\U0001F600'", "string 你AA\n😀"), ("b'\\xff' + b'a'", "bytes bytes"), ("[1, 2,]", "[int 1, int 2]"), ("{'a': 1,}", "{string a: int 1}"),
        ("1 // comment", "int 1"), ("{'in': 1}.`in`", "int 1"), ("{'a-b': 2}.`a-b`", "int 2"), ("[[1], [2]][1][0]", "int 2"), ("9223372036854775807 + 1", "error: the result is out of range"),
        ("18446744073709551615u + 1u", "error: the result is out of range"), ("1u - 2u", "error: the result is out of range"), ("1 / 0", "error: division by zero"),
        ("1 % 0", "error: division by zero"), ("-9223372036854775808 / -1", "error: the result is out of range"), ("1.0 / 0.0", "double Infinity"),
        ("'你好'.size()", "int 2"), ("size('e\\u0301')", "int 2"), ("'\\u00e9' == 'e\\u0301'", "bool false"), ("null == null", "bool true"), ("type(1) == int", "bool true"),
        ("string(type([]))", "refused: no such function: string(type)"), ("{'a': 1}.b", "error: no such key: b"), ("{'a': 1}['b']", "error: no such key: b"), ("[1][1]", "error: index out of range: 1"),
        ("{'a': 1, 'a': 2}", "error: the key a stands twice in the map"), ("{1: 1, 1u: 2}", "error: the key 1 stands twice in the map"),
        ("has({'a': null}.a)", "bool true"), ("has({}.a)", "bool false"), ("'a' in {'a': 1}", "bool true"), ("dyn(2.0) in [1, 2]", "bool true"),
        ("int('12') + int(3u) + int(4.9)", "int 19"), ("bool('TRUE')", "bool true"), ("bool('yes')", "error: 'yes' is no bool"), ("string(b'\\xff')", "error: the bytes are no UTF-8"),
        ("math.greatest(1, 2u, 2.5)", "double 2.5"), ("math.least([3, 1, 2])", "int 1"), ("math.round(-2.5)", "double -3"), ("math.bitShiftRight(-1, 60)", "int 15"),
    ])
    func `expressions have their value`(source: String, expected: String) {
        #expect(outcome(source) == expected)
    }

    @Test(arguments: [
        ("data.x || true", "bool true"), ("true || data.x", "bool true"), ("false && data.x", "bool false"), ("data.x && false", "bool false"),
        ("data.x || false", "error: no such key: x"), ("true && data.x", "error: no such key: x"), ("false || data.x || true", "bool true"), ("1 / 0 == 1 || 2 > 1", "bool true"),
        ("[1, 0].exists(n, 1 / n == 1)", "bool true"), ("[0, 1].exists(n, 1 / n == 1)", "bool true"), ("[0, 2].exists(n, 1 / n == 1)", "error: division by zero"),
        ("[0, 2].all(n, 1 / n == 1)", "bool false"), ("[1, 0].all(n, 1 / n == 1)", "error: division by zero"), ("[0, 1].exists_one(n, 1 / n == 1)", "error: division by zero"),
    ])
    func `errors are absorbed where the other side decides`(source: String, expected: String) {
        #expect(outcome(source) == expected)
    }

    @Test(arguments: [
        ("[1, 2, 3].map(n, n * 2)", "[int 2, int 4, int 6]"), ("[1, 2, 3].map(n, n > 1, n * 2)", "[int 4, int 6]"), ("{'a': 1, 'b': 2}.map(k, k)", "[string a, string b]"),
        ("[1, 2, 3].filter(n, n != 2)", "[int 1, int 3]"), ("[1, 1].exists_one(n, n == 1)", "bool false"), ("[3, 1].existsOne(n, n == 1)", "bool true"),
        ("cel.bind(a, 2, cel.bind(b, a * a, a + b))", "int 6"), ("[1, 2].map(a, [10, 20].map(b, a * b))", "[[int 10, int 20], [int 20, int 40]]"),
        ("[5, 6].transformList(i, v, i + v)", "[int 5, int 7]"), ("{'a': 1}.transformMap(k, v, k + string(v))", "{string a: string a1}"), ("{'a': 1}.all(k, v, k == 'a' && v == 1)", "bool true"),
        ("data.?x.orValue(3)", "int 3"), ("data.?a.?b.hasValue()", "bool true"), ("data.?a.b.value()", "decimal 1"), ("optional.of(1).optMap(x, x + 1)", "optional int 2"),
        ("optional.none().optMap(x, x).orValue(0)", "int 0"), ("[1, ?data.?x, 2]", "[int 1, int 2]"), ("[1][?5]", "none"), ("optional.none().value()", "error: an optional without a value has no value()"),
    ])
    func `macros and optionals work`(source: String, expected: String) {
        #expect(outcome(source, data: #"{"a": {"b": 1}}"#) == expected)
    }

    @Test(arguments: [
        ("'tacocat'.charAt(3)", "string o"), ("'abc'.charAt(3)", "string "), ("'abc'.charAt(4)", "error: index out of range: 4"), ("'a你b你'.indexOf('你')", "int 1"),
        ("'a你b你'.indexOf('你', 2)", "int 3"), ("'a你b你'.lastIndexOf('你')", "int 3"), ("'a你b你'.lastIndexOf('你', 2)", "int 1"), ("'abc'.indexOf('')", "int 0"), ("'a'.indexOf('abc')", "int -1"),
        ("'ÀBc'.lowerAscii()", "string Àbc"), ("'àbc'.upperAscii()", "string àBC"), ("'aXbXc'.replace('X', '-')", "string a-b-c"), ("'aXbXc'.replace('X', '-', 1)", "string a-bXc"),
        ("'ab'.replace('', '_')", "string _a_b_"), ("'a,b,c'.split(',')", "[string a, string b, string c]"), ("'a,b,c'.split(',', 2)", "[string a, string b,c]"), ("'a,b'.split(',', 0)", "[]"),
        ("'你好'.split('')", "[string 你, string 好]"), ("'tacocat'.substring(4)", "string cat"), ("'tacocat'.substring(0, 4)", "string taco"),
        ("'abc'.substring(2, 1)", "error: substring ends at 1, before it starts at 2"), ("' \\t\\u3000x\\u00a0'.trim()", "string x"), ("['a', 'b'].join('-')", "string a-b"),
        ("'你好'.reverse()", "string 好你"), ("'hello'.contains('ell') && 'hello'.startsWith('he') && 'hello'.endsWith('lo')", "bool true"), ("'a'.contains('')", "bool true"),
        ("'%s %d %.2f %x %b %o %e %%'.format(['a', 5, 2.345, 255, 5, 8, 1500.0])", "string a 5 2.35 ff 101 10 1.500000e+03 %"), ("'%.1f'.format([0.25])", "string 0.2"),
        ("'%.0f'.format([2.5])", "string 2"), ("'%.2f'.format([9.999])", "string 10.00"), ("'%.3f'.format([0.0005])", "string 0.001"), ("'%f'.format([data.x])", "string 1.500000"),
        ("'%e'.format([0.0])", "string 0.000000e+00"), ("'%d'.format([1.5])", "error: %d does not take double"), ("'%s'.format([[1, {'b': 2, 'a': null}]])", "string [1, {a: null, b: 2}]"),
        ("strings.quote('a\"\\n')", "string \"a\\\"\\n\""), ("base64.encode(b'hi')", "string aGk="), ("string(base64.decode('aGk'))", "string hi"), ("base64.decode('a')", "error: the string is no base64"),
    ])
    func `strings are worked on by code points`(source: String, expected: String) {
        #expect(outcome(source, data: #"{"x": 1.5}"#) == expected)
    }

    @Test(arguments: [
        ("timestamp('2026-11-21T02:30:00+08:00')", "timestamp 2026-11-20T18:30:00Z"), ("timestamp('2024-02-29T00:00:00.120Z') + duration('24h')", "timestamp 2024-03-01T00:00:00.12Z"),
        ("timestamp('2026-03-01T00:00:00Z') - timestamp('2026-02-28T12:00:00Z')", "duration 43200s"), ("duration('1h30m') + duration('-90.5s')", "duration 5309.5s"), ("duration('1.5ms')", "duration 0.0015s"),
        ("int(timestamp('1969-12-31T23:59:59.5Z'))", "int -1"), ("timestamp(0)", "timestamp 1970-01-01T00:00:00Z"), ("timestamp(253402300800)", "error: '253402300800' is no timestamp"),
        ("timestamp('2026-02-29T00:00:00Z')", "refused: '2026-02-29T00:00:00Z' is no timestamp"), ("timestamp(string(data.t))", "error: '2026-13-01T00:00:00Z' is no timestamp"),
        ("timestamp('9999-12-31T23:59:59Z') + duration('1s')", "error: the result is out of range"), ("duration('300y')", "refused: '300y' is no duration"),
        ("timestamp('2026-03-08T06:59:59Z').getHours('America/New_York')", "int 1"), ("timestamp('2026-03-08T07:00:00Z').getHours('America/New_York')", "int 3"),
        ("timestamp('2026-12-31T16:00:00Z').getFullYear('Asia/Shanghai')", "int 2027"), ("timestamp('2026-12-31T16:00:00Z').getDate('+08:00')", "int 1"),
        ("timestamp('2026-12-31T16:00:00Z').getDayOfMonth('08:00')", "int 0"), ("timestamp('2026-12-31T16:00:00Z').getDayOfYear()", "int 364"), ("timestamp('2026-11-22T00:00:00Z').getDayOfWeek()", "int 0"),
        ("timestamp('2026-11-22T00:00:00Z').getMonth()", "int 10"), ("timestamp('2026-11-22T01:02:03.456Z').getMilliseconds()", "int 456"), ("duration('3h5m').getMinutes()", "int 185"),
        ("timestamp('2026-11-22T00:00:00Z').getHours('Mars/Base')", "refused: unknown time zone 'Mars/Base'"), ("timestamp('2026-11-22T00:00:00Z').getHours(string(data.z))", "error: unknown time zone 'Mars/Base'"),
        ("timestamp('2026-01-01T00:00:00Z') < timestamp('2026-01-01T00:00:00.000000001Z')", "bool true"),
    ])
    func `times follow calendar, zones and ranges`(source: String, expected: String) {
        #expect(outcome(source, data: #"{"t": "2026-13-01T00:00:00Z", "z": "Mars/Base"}"#) == expected)
    }
}
