import Files
import JSON
import Periods
import Testing

/// A small model, read as the real ones are.
private struct Limit: Equatable {
    enum Window: String, CaseIterable { case day, month, ever }
    let per: [String]
    let window: Window
    let points: Int64?

    static func read(_ reader: YAMLReader) throws -> Limit {
        let map = try reader.mapping()
        let per = map.required("per") { try $0.listOrOne { try $0.identifier() } }
        let window = map.required("window") { try $0.word(Window.self) }
        let points = map.optional("points") { try $0.integer(in: 1...1_000) }
        map.close()
        return Limit(per: try per(), window: try window(), points: try points())
    }
}

@Suite("YAML readers")
struct YAMLReaderTests {
    private static func limits(_ text: String) throws -> [Limit] {
        let findings = Findings()
        let document = try YAMLDocument(text, file: "limits.yaml")
        let limits = try? YAMLReader(document, findings).list(Limit.read)
        return try findings.checked(limits)
    }

    private static func diagnostics(_ text: String) -> [Diagnostic] {
        do {
            _ = try limits(text)
            return []
        } catch {
            return (error as? Diagnostics)?.all ?? [error as? Diagnostic].compactMap { $0 }
        }
    }

    @Test
    func `A model is read by its places`() throws {
        let limits = try Self.limits("- {per: member, window: day, points: 5}\n- per: [member, no]\n  window: ever\n  points:\n")
        #expect(limits == [
            Limit(per: ["member"], window: .day, points: 5), Limit(per: ["member", "no"], window: .ever, points: nil),
        ])
    }

    @Test
    func `One pass finds everything that is wrong, in order`() {
        let found = Self.diagnostics("""
            - {per: member, windw: day, points: 0}
            - {window: dai, per: }
            - 5
            - {per: [a, [b]], window: [day], extra: 1}
            """)
        #expect(found.map { "\($0.line):\($0.column) \($0.pointer) \($0.message)" } == [
            #"1:3 /0 the key "window" is missing"#,
            #"1:17 /0/windw no such key here: "windw""#,
            #"1:37 /0/points found "0""#,
            #"2:3 /1 the key "per" is missing"#,
            #"2:12 /1/window found "dai""#,
            #"3:3 /2 found "5""#,
            #"4:13 /3/per/1 found a list"#,
            #"4:27 /3/window found a list"#,
            #"4:34 /3/extra no such key here: "extra""#,
        ])
        #expect(found[0].hint == #"is it spelt "windw"?"#)
        #expect(found[1].hint == #"did you mean "window"?"#)
        #expect(found[4].hint == #"did you mean "day"?"#)
        #expect(found[2].expected == "a whole number from 1 to 1000")
    }

    @Test
    func `A diagnostic shows the line with a caret under the place, also behind Chinese text`() {
        let found = Self.diagnostics("- {per: 每个成员, window: dya}\n")
        #expect(found.first?.description == """
            limits.yaml:1:23: found "dya"
             1 | - {per: 每个成员, window: dya}
               |                           ^
               = expected one of day, month, ever
               = did you mean "day"?
            """)
    }

    @Test
    func `Values of the API are read by the same reader; the place is a pointer`() throws {
        let findings = Findings()
        let reader = YAMLReader([["per": "member", "window": "day", "points": 2_000]], named: "body", findings)
        #expect(throws: Unreadable.self) { try reader.list(Limit.read) }
        #expect(findings.diagnostics?.description == """
            body#/0/points: found "2000"
              = expected a whole number from 1 to 1000
            """)
    }

    @Test
    func `Findings are bounded`() {
        let findings = Findings()
        for line in 1...500 { findings.add(Diagnostic(file: "f", line: line, message: "wrong")) }
        #expect(findings.count == 500)
        #expect(findings.diagnostics?.all.count == Findings.limit)
    }

    @Test(arguments: [
        ("when: data.x + y\n", 9, 1, 16), ("when: 'data.x + y'\n", 9, 1, 17), ("when: |\n  a +\n  b + y\n", 8, 3, 7),
        ("when: >\n  a +\n  y\n", 4, 1, 7), ("when: \"\\u0061 + y\"\n", 4, 1, 7), ("when: a +\n  y\n", 4, 1, 7),
    ])
    func `Places inside an expression are found`(text: String, offset: Int, line: Int, column: Int) throws {
        let findings = Findings()
        let map = try YAMLReader(try YAMLDocument(text, file: "f"), findings).mapping()
        _ = map.required("when") { throw $0.failure(atScalar: offset, "no y") }
        let found = try #require(findings.diagnostics?.all.first)
        #expect(found.line == line)
        #expect(found.column == column)
    }

    @Test(arguments: [
        ("limit", "limits"), ("qualifing", "qualifying"), ("untill", "until"), ("form", "from"), ("TITLE", "title"),
    ])
    func `Words are corrected when they are near`(word: String, meant: String) {
        #expect(Spelling.nearest(to: word, in: ["limits", "qualifying", "until", "from", "title"]) == meant)
        #expect(Spelling.nearest(to: "zzz", in: ["limits", "from"]) == nil)
    }

    @Test
    func `Zones come from the machine's files`() throws {
        let zone = try #require(ZoneFiles.database().zone(named: "Asia/Shanghai"))
        #expect(zone.offset(at: Instant(seconds: 1_790_000_000)) == 28_800)
        #expect(ZoneFiles.database(folder: "/nowhere").zone(named: "Asia/Shanghai") == nil)
        #expect(ZoneFiles.database().zone(named: "tzdata.zi") == nil)
    }
}
