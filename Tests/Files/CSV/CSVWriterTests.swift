import Files
import Testing

@Suite("Written CSV")
struct CSVWriterTests {
    private func written(_ cells: [CSVCell], defuses: Bool = true) -> String {
        var writer = CSVWriter(defuses: defuses)
        writer.row(cells)
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    @Test(arguments: [
        (["a", "b"], "a,b\r\n"), (["a,b", "c\"d", "e\nf", "g\rh", " i "], "\"a,b\",\"c\"\"d\",\"e\nf\",\"g\rh\", i \r\n"), ([""], "\"\"\r\n"), (["", ""], ",\r\n"),
        ([.empty, .integer(-5), .number(-0.5), "金额"], ",-5,-0.5,金额\r\n"),
    ] as [([CSVCell], String)])
    func `quotes what must be quoted`(_ cells: [CSVCell], _ expected: String) {
        #expect(written(cells) == expected)
    }

    @Test(arguments: [
        "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "－1", "=HYPERLINK(\"http://x\",\"y\")",
    ])
    func `has no text that a spreadsheet would run`(_ text: String) {
        let doubled = text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"")
        #expect(written([.text(text), "x"]) == "\"'\(doubled)\",x\r\n")
    }

    @Test
    func `keeps its texts for programs`() {
        #expect(written(["=1+1", "-5"], defuses: false) == "=1+1,-5\r\n")
    }

    @Test
    func `can begin with a byte order mark, and be taken piece by piece`() {
        var writer = CSVWriter(byteOrderMark: true)
        writer.row(texts: ["a"])
        #expect(writer.takeBytes() == [0xEF, 0xBB, 0xBF] + Array("a\r\n".utf8))
        writer.row(texts: ["b"])
        #expect(writer.takeBytes() == Array("b\r\n".utf8))
    }
}
