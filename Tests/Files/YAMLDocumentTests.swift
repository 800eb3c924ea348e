import Files
import JSON
import Testing

@Suite("YAML documents")
struct YAMLDocumentTests {
    /// The value of a document as data, or the message of its first diagnostic.
    static func read(_ text: String) -> Result<JSONValue, Diagnostic> {
        do {
            let findings = Findings()
            let document = try YAMLDocument(text, file: "test.yaml")
            let value = try? YAMLReader(document, findings).json()
            return try .success(findings.checked(value))
        } catch let diagnostic as Diagnostic {
            return .failure(diagnostic)
        } catch {
            return .failure((error as? Diagnostics)?.all.first ?? Diagnostic(file: "", message: "\(error)"))
        }
    }

    @Test(arguments: [
        ("[1, -5, +7, 0x1F, 0o17, 007]", "[1,-5,7,31,15,7]"),
        ("[1.50, .5, 5., -0.25, 1e3, 12.5E-2]", "[1.5,0.5,5,-0.25,1000,0.125]"),
        ("['1', \"true\", 'null', '']", #"["1","true","null",""]"#),
        ("[true, False, null, ~, Null, ]", "[true,false,null,null,null]"),
        ("[yes, no, on, off, 0b1, 1_000, 12:30, 2026-11-21, 0x, 0x-1, 1e, '.']", #"["yes","no","on","off","0b1","1_000","12:30","2026-11-21","0x","0x-1","1e","."]"#),
        ("{on: 1, no: 2, 3: 4}", #"{"on":1,"no":2,"3":4}"#),
        ("a: |\n  one\n  two\nb: >\n  one\n  two\n", #"{"a":"one\ntwo\n","b":"one two\n"}"#),
        ("12345678901234567890.1234", "12345678901234567890.1234"),
    ])
    func `Plain scalars follow the core schema, quoted ones are texts`(yaml: String, json: String) throws {
        #expect(try Self.read(yaml).get() == JSONValue.parse(json))
    }

    @Test(arguments: [
        ("a: 1\nb: [\n", 3, "did not find expected node content"),
        ("a: 1\nb: 2\na: 3\n", 3, "twice"),
        ("a: &x 1\nb: *x\n", 0, "anchors and aliases"),
        ("a: &x 1\n", 1, "anchors"),
        ("a: !!int 1\n", 1, "tags"),
        ("a: 1\n---\nb: 2\n", 2, "another document"),
        ("? [a]\n: 1\n", 1, "a key must be a text"),
        ("a: .inf\n", 1, "found \".inf\""),
        ("\u{1}", 0, "control characters are not allowed"),
        (String(repeating: "[", count: 65) + String(repeating: "]", count: 65), 1, "nesting"),
        (String(repeating: "[", count: 5_000), 1, "nesting"),
        (String(repeating: " ", count: 1 << 20) + "a", 0, "bytes"),
        ("a: \"\\ud800\"\n", 1, "Unicode"),
    ])
    func `What is not allowed is refused at its place`(yaml: String, line: Int, message: String) {
        guard case .failure(let diagnostic) = Self.read(yaml) else {
            Issue.record("accepted")
            return
        }
        #expect(diagnostic.message.lowercased().contains(message.lowercased()), "\(diagnostic)")
        #expect(diagnostic.line == line, "\(diagnostic)")
    }

    @Test
    func `Expressions with && and * are no anchors and aliases`() throws {
        let text = "when: data.won &&data.paid && data.amount*2 > 1 &&\n  a &&b || c *b\n"
        #expect(try Self.read(text).get()["when"]?.string == "data.won &&data.paid && data.amount*2 > 1 && a &&b || c *b")
    }

    @Test
    func `An alias bomb is refused at once`() {
        var text = "a0: &a0 [x, x]\n"
        for level in 1...40 { text += "a\(level): &a\(level) {? *a\(level - 1) : x, ? [*a\(level - 1)] : y}\n" }
        guard case .failure = Self.read(text) else {
            Issue.record("accepted")
            return
        }
    }

    @Test
    func `Sixty-four levels are deep enough`() throws {
        _ = try Self.read(String(repeating: "[", count: 64) + String(repeating: "]", count: 64)).get()
    }

    @Test
    func `Bytes must be UTF-8; a byte order mark is passed over`() throws {
        #expect(throws: Diagnostic.self) { try YAMLDocument(bytes: [0x61, 0xFF], file: "test.yaml") }
        let document = try YAMLDocument(bytes: [0xEF, 0xBB, 0xBF] + Array("a: 1".utf8), file: "test.yaml")
        #expect(try YAMLReader(document, Findings()).json() == ["a": 1])
    }
}
