import Testing

@testable import Expressions

struct RegexTests {
    private func matches(_ pattern: String, _ text: String) throws -> Bool {
        var matcher = RegexMatcher(try Regex(pattern))
        return try matcher.matches(text) { (_) throws(EvaluationError) in }
    }

    @Test(arguments: [
        ("", "", true), ("", "abc", true), ("b", "abc", true), ("^b", "abc", false), ("^a.c$", "abc", true), ("a|b|", "x", true), ("^(deal|课程)/[0-9]+$", "课程/7", true), ("^(deal|课程)/[0-9]+$", "deal/", false),
        ("a{2,3}", "aa", true), ("^a{2,3}$", "aaaa", false), ("^a{2}$", "aa", true), ("^a{2,}$", "aaaaa", true), ("a{,2}", "a{,2}", true), ("x{", "x{", true), ("^a*?b+?$", "aabb", true), ("^(?:ab)+$", "ababab", true),
        ("^\\d+\\s\\w+$", "12 ab_", true), ("\\D", "12", false), ("[^a-c]", "abc", false), ("[]a]", "]", true), ("[a-]", "-", true), ("[\\d\\-x]+", "x-1", true), ("[[:alpha:]]+[[:^digit:]]", "ab", true),
        ("\\bfoo\\b", "a foo b", true), ("\\bfoo\\b", "afoo", false), ("\\Bo", "foo", true), ("\\Aabc\\z", "abc", true), ("a$b", "a", false), ("(?m)^b$", "a\nb\nc", true), ("^b$", "a\nb\nc", false), ("a.b", "a\nb", false), ("(?s)a.b", "a\nb", true),
        ("(?i)ÄB[c-d]", "äBC", true), ("(?i:a)b", "Ab", true), ("(?i:a)b", "AB", false), ("(?i)k", "\u{212A}", true), ("\\x41\\x{1F600}\\101", "A😀A", true), ("\\Qa.b\\E+", "a.bb", true), ("\\.", "a", false), ("\\p{Han}+", "课程", true), ("\\p{Lu}\\P{Lu}", "Aa", true),
        ("\\pL+$", "é", true), ("[\\p{Greek}x]", "λ", true), ("(a*)*", "", true), ("(a*)+b", "aaac", false), ("(|a)+", "aa", true), ("(?P<year>\\d{4})-(?<month>\\d\\d)", "2026-11", true), ("(a|😀){2}", "🐱😀😀", true), ("é", "e\u{301}", false), ("\\n\\t", "\n\t", true),
    ])
    func `patterns match as in RE2`(pattern: String, text: String, expected: Bool) throws {
        #expect(try matches(pattern, text) == expected)
    }

    @Test(arguments: [
        "(", ")", "a)", "(a", "[a", "[b-a]", "*a", "a**", "a+*", "+", "?", "a{2}{3}", "a{3,2}", "a{1001}", "\\", "\\8", "\\1", "(a)\\1", "(?=a)", "(?!a)", "(?<=a)", "(?x)a", "\\q", "[[:nope:]]", "\\p{Nope}", "\\x{110000}", "\\xZ", "(?P<>a)", "(?P<n", "[\\",
        "(((a{100}){100}){100})", "((((((){1000}){1000}){1000}){1000}){1000})", "\\C", "\\G",
    ])
    func `other patterns are refused`(pattern: String) {
        #expect(throws: EvaluationError.self) { try Regex(pattern) }
    }

    /// The patterns that take backtracking engines exponential or quadratic time.
    @Test(arguments: ["(a*)*b", "(a|a)*b", "(a+)+$b", "(a|aa)+b", "(.*)(.*)(.*)(.*)x", "(a?){30}a{30}b", "^(([a-z])+.)+[A-Z]([a-z])+$"])
    func `steps grow in a straight line with the text`(pattern: String) throws {
        let regex = try Regex(pattern)
        func steps(_ length: Int) throws -> Int {
            var matcher = RegexMatcher(regex)
            #expect(try !matcher.matches(String(repeating: "a", count: length)) { (_) throws(EvaluationError) in })
            return matcher.steps
        }
        let (once, twice, tenfold) = (try steps(1000), try steps(2000), try steps(10_000))
        // Past its first code points every further one costs the same.
        #expect(tenfold - twice == 8 * (twice - once))
        // A state is entered once and left once for each code point.
        #expect(tenfold <= 10_001 * 2 * regex.instructions.count)
    }
}
