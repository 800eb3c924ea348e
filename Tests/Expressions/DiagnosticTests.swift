import RuleEngine
import Testing

@testable import Expressions

/// What is wrong with an expression is told when it is loaded, with the place and what was probably meant.
struct DiagnosticTests {
    @Test(arguments: [
        ("member.teem == 'x'", "unknown field 'teem' of member", "team"), ("membr.team == 'x'", "unknown variable 'membr'", "member"),
        ("size(data.tags) > sise(data.x)", "unknown function 'sise'", "size"), ("'a'.containz('b')", "unknown function 'containz'", "contains"),
        ("math.greatst(1, 2)", "unknown function 'math.greatst'", "math.greatest"), ("metrics('a', 'month') > 1", "unknown function 'metrics'", "metric"),
        ("zzzzz", "unknown variable 'zzzzz'", nil), ("data.list.exist(x, x == 1)", "unknown function 'exist'", "exists"),
    ])
    func `an unknown name is told with its likely spelling`(source: String, message: String, suggestion: String?) throws {
        let first = try #require(diagnostics(source)?.first)
        #expect(first.message == message)
        #expect(first.suggestion == suggestion)
    }

    @Test(arguments: [
        ("data.a > 1 and data.b > 1", "unexpected 'and'", "&&"), ("data.a > 1 OR data.b > 1", "unexpected 'OR'", "||"), ("not data.vip", "unexpected 'data'", "!"),
        ("not(data.vip)", "unknown function 'not'", "!"), ("AND(data.a, data.b)", "unknown function 'AND'", "&&"), ("data.a = 1", "unexpected character", "=="),
        ("data.a <> 1", "expected a value, found '>'", "!="), ("data.a & data.b", "unexpected character", "&&"), ("data.a | data.b", "unexpected character", "||"),
        ("data.a ≥ 1", "unexpected character", ">="), ("size（data.a）", "unexpected character", "("), ("data.a === 1", "unexpected character", "=="),
        ("data.vip == True", "unknown variable 'True'", "true"), ("data.vip == None", "unknown variable 'None'", "null"), ("data.a is null", "unexpected 'is'", "=="),
        ("data.a == “x”", "“ is a typographic quote; texts stand in straight ones, \"so\" or 'so'", nil),
        ("data.a\u{A0}> 1", "a special space (U+A0); write an ordinary one", nil),
    ])
    func `a habit from elsewhere is told how it is written here`(source: String, message: String, suggestion: String?) throws {
        let first = try #require(diagnostics(source)?.first)
        #expect(first.message == message)
        #expect(first.suggestion == suggestion)
    }

    @Test(arguments: [
        ("member.team == 3", "'==' does not compare string with int"), ("member.team < 3", "'<' does not compare string with int"), ("member.team + 1", "'+' does not take string and int"),
        ("!member.team", "expected bool, found string"), ("member.team && true", "expected bool, found string"), ("event.time + 1", "'+' does not take timestamp and int"),
        ("data.x ? 1 : 'a'", "both values of ?: have one type; these are int and string"), ("true == 1u", "'==' does not compare bool with uint"), ("[1, 2].all(x, x)", "expected bool, found int"),
        ("3 in member.team", "'in' takes a list or a map, not string"), ("'a' in [1]", "list(int) cannot contain string"), ("member.team.size", "string has no fields"), ("member.team.charAt('1')", "no such function: string.charAt(string)"),
        ("size(3)", "no such function: size(int)"), ("'a'.replace('b')", "replace() takes 2 or 3 arguments, not 1"), ("'abc'.matches('(')", "bad pattern: a group without ')'"), ("has(data)", "has() takes a field, as in has(data.amount)"),
        ("data.xs.map(1, 2)", "a macro's variable is a plain name"), ("metric(data.name, 'month')", "metric() takes a literal string here"), ("metric('revenue')", "metric() takes 2 arguments, not 1"), ("[1]['a']", "a list is indexed by int, not string"),
        ("1 +", "expected a value, found the end"), ("(1", "expected ')', found the end"), ("a b", "unexpected 'b'"), ("'abc", "the string does not end"), ("'\\q'", "unknown escape"), ("99999999999999999999", "the number is beyond the range of int"),
        ("1e999", "the number is beyond the range of double"), ("while", "'while' is a reserved word"), ("Foo{a: 1}", "messages are no part of this language"), ("#", "unexpected character"), ("", "expected a value, found the end"),
        ("12abc", "a number ends before a letter"), ("{1.5: 2}", "a map key is an int, uint, bool or string, not double"), ("-'a'", "'-' does not take string"), ("data.x.in", "expected the name of a field, found 'in'"),
    ])
    func `what cannot work is refused`(source: String, message: String) {
        #expect(diagnostics(source)?.first?.message == message)
    }

    @Test(arguments: [
        "data.amount > 0 && member.team != 'trainees'", "data.amount * 0.29", "data.x == 'a' || data.x == 1", "metric('revenue', 'month') >= 10000", "has(data.bonus) ? data.bonus : 0",
        "event.time < timestamp('2026-01-01T00:00:00Z')", "member.attributes.level > 3", "'a' in data.tags && data['amount'] > 1", "decimal(data.x) == 3", "attainment('revenue', 'month') >= 1.0",
        "[].map(n, n + 1) == []", "{}.all(k, k == 'a')", "member == null || team == 'x'", "1 == 1u && 1.0 in [1, 2] && {1: true}[1.0] && member.tier != null", "math.greatest(data.amount, 500) > 3.5", "(data.vip ? 2 : data.factor) * 1.5", "data.lines.map(l, l.qty * l.price)[0] > 3",
    ])
    func `what may work is accepted`(source: String) {
        #expect(diagnostics(source) == nil)
    }

    @Test func `a diagnostic shows line, column and a caret`() throws {
        let first = try #require(diagnostics("data.amount > 0 &&\n  // 名\n  '名' != membr.team")?.first)
        #expect(first.line == 3)
        #expect(first.column == 10)
        #expect(first.rendered == """
            3:10: unknown variable 'membr' (did you mean 'member'?)
              \u{20}\u{20}'名' != membr.team
              \u{20}\u{20}       ^^^^^
            """)
    }

    @Test func `all mistakes of an expression are told in their order`() {
        #expect(diagnostics("membr.team == 'x' && teem == 1 && member.nam == ''")?.map(\.column) == [1, 22, 42])
    }

    @Test(arguments: [(64, true), (65, false)])
    func `nesting is bounded`(levels: Int, isAccepted: Bool) {
        let parentheses = String(repeating: "(", count: levels - 1) + "1" + String(repeating: ")", count: levels - 1)
        #expect((diagnostics(parentheses) == nil) == isAccepted)
        #expect((diagnostics("data" + String(repeating: ".a", count: levels - 1)) == nil) == isAccepted)
        #expect((diagnostics(String(repeating: "[", count: levels) + String(repeating: "]", count: levels)) == nil) == isAccepted)
    }

    @Test func `a source has at most four kilobytes`() {
        #expect(diagnostics("1" + String(repeating: "+1", count: 2047)) == nil)
        #expect(diagnostics("1" + String(repeating: "+1", count: 2048))?.first?.message == "the expression is longer than 4096 bytes")
    }

    @Test func `what an expression reads is known`() throws {
        let source = "metric('revenue', 'month') > 1 && has(data.a) && data.b.c == member.team && data.?d.hasValue() && size(member.attributes) > 0 && data['x'] == team"
        let references = try Expression.compile(source, environment: RuleEnvironment.environment, zones: zones).references
        #expect(references.calls == [References.Call(function: "metric", literals: ["revenue", "month"])])
        #expect(references.fields == ["data": ["a", "b", "d", "x"], "member": ["team", "attributes"], "team": []])
        #expect(references.whole == ["team"])
        #expect(!references.reads("event"))
    }
}
