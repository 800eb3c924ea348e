import Testing

/// With many parameters nobody knows at the call what stands where: what belongs together is a value.
@Suite("Parameters")
struct ParameterTests {
    private static let most = 7

    @Test
    func `No function and no initialiser takes more than seven`() throws {
        let wide = try Repository.sources.flatMap { file in try Signatures(file.text()).wide(than: Self.most).map { "\(file.path), \($0)" } }
        #expect(wide == [])
    }

    private static let counted: [(String, [String])] = [
        ("func f() {}", ["f 0"]), ("func f(a: Int) {}", ["f 1"]), ("init(a: Int, _ b: Int = 1, c: (Int, Int)) {}", ["init 3"]),
        ("init?(\n    a: Int,\n    b: [String: (Int, Int)] = [:]\n) {}", ["init 2"]),
        ("func f<A, B>(a: Dictionary<A, B>, b: @escaping (A, B) -> Void) where A: B {}", ["f 2"]),
        ("func f(a: Int = max(1, 2), b: (Int) -> Int = { $0 }) {}", ["f 2"]), ("static func < (a: Self, b: Self) -> Bool { a.x < b.x }", ["< 2"]),
        ("// func f(a: Int, b: Int)\n/* init(a: Int) */ let a = \"func g(a: Int)\"", []), ("x = .init(a, b)\nself.init(a, b, c)", []),
        ("let f = \"\"\"\n func g(a: Int, b: Int)\n\"\"\"\nfunc h(a: Int) {}", ["h 1"]), ("let q = \"\\\"\"; func h(a: Int) {}", ["h 1"]),
        ("func a(a: Int) { func b(b: Int, c: Int) {} }", ["a 1", "b 2"]), ("func f(a: (some P)? = nil, _ b: borrowing B<C, D>) {}", ["f 2"]),
        ("func f(" + (1...8).map { "a\($0): Int" }.joined(separator: ", ") + ") {}", ["f 8"]),
    ]

    @Test(arguments: counted)
    func `They are counted as they are written`(source: String, expected: [String]) {
        #expect(Signatures(source).all.map { "\($0.name) \($0.parameters)" } == expected)
    }

    @Test
    func `What is too wide is found, with its line`() {
        let found = Signatures("struct S {\n    init(" + (1...8).map { "a\($0): Int" }.joined(separator: ", ") + ") {}\n}").wide(than: 7)
        #expect(found == [Signatures.Signature(line: 2, name: "init", parameters: 8)])
    }
}
