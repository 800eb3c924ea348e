import MadeFiles
import Testing
import Workbooks

@Suite("Workbooks") struct WorkbookTests {
    private func rows(_ bytes: [UInt8], sheet: String? = nil) throws -> [SheetRow] {
        let workbook = try Workbook(bytes)
        var rows: [SheetRow] = []
        try workbook.forEachRow(of: try sheet.map { try workbook.sheet(named: $0) } ?? #require(workbook.firstSheet)) { rows.append($0) }
        return rows
    }

    private func cell(_ cell: MadeWorkbook.Cell, since1904: Bool = false) throws -> String {
        var made = MadeWorkbook([[.text("x")], [cell]])
        made.isSince1904 = since1904
        return try rows(made.bytes).dropFirst().first?.cells.first ?? ""
    }

    @Test func `texts, numbers and empty cells stand where they stood`() throws {
        let made = MadeWorkbook([[.text("客户 & <Co>"), .inline(" 金额 "), .text("c")], [], [.empty, .number("5"), .empty], [.empty, .empty, .number("1.5")]])
        #expect(try rows(made.bytes) == [
            SheetRow(number: 1, cells: ["客户 & <Co>", " 金额 ", "c"]), SheetRow(number: 3, cells: ["", "5"]), SheetRow(number: 4, cells: ["", "", "1.5"]),
        ])
    }

    static let cells: [(MadeWorkbook.Cell, String)] = [
        (.number("42"), "42"), (.number("1234567890"), "1234567890"), (.number("0.30000000000000004"), "0.3"), (.number("1234.5600000000001"), "1234.56"),
        (.number("1E3"), "1000"), (.number("-0.5"), "-0.5"), (.number("12345678901234567"), "1.23456789012346e+16"),
        (.raw(#"<c r="{place}" t="b"><v>1</v></c>"#), "true"), (.raw(#"<c r="{place}" t="e"><v>#N/A</v></c>"#), "#N/A"),
        (.raw(#"<c r="{place}" t="str"><f>A1&amp;"x"</f><v>kept</v></c>"#), "kept"), (.raw(#"<c r="{place}"><f>SUM(A1:A9)</f><v>7</v></c>"#), "7"),
        (.raw(#"<c r="{place}"><f>NOW()</f></c>"#), ""), (.raw(#"<c r="{place}" t="d"><v>2026-11-20T09:00:00</v></c>"#), "2026-11-20T09:00:00"),
        (.raw(#"<c r="{place}" t="inlineStr"><is><r><t>two </t></r><r><t>runs</t></r><rPh><t>aloud</t></rPh></is></c>"#), "two runs"),
        (.raw("<c r=\"{place}\" t=\"inlineStr\"><is><t><![CDATA[a<b]]>&#65;&#x4e2d;</t></is></c>"), "a<bA中"),
        // Dates by their style.
        (.number("46346", style: 1), "2026-11-20"), (.number("46346.375", style: 2), "2026-11-20 09:00:00"), (.number("0.75", style: 3), "18:00:00"),
        (.number("46346", style: 4), "2026-11-20"), (.number("0.25", style: 5), "0.25"), (.number("1.5", style: 6), "1900-01-01 12:00:00"), (.number("3", style: 7), "3"),
        (.number("1", style: 1), "1900-01-01"), (.number("59", style: 1), "1900-02-28"), (.number("61", style: 1), "1900-03-01"), (.number("2958465", style: 1), "9999-12-31"),
        (.number("-1", style: 1), "-1"), (.number("46346.9999999", style: 1), "2026-11-21"), (.number("46346", style: 99), "46346"),
    ]

    @Test(arguments: cells.indices) func `a cell is what a person reads there`(index: Int) throws {
        #expect(try cell(Self.cells[index].0) == Self.cells[index].1)
    }

    @Test func `days may be counted from 1904`() throws {
        #expect(try cell(.number("44884", style: 1), since1904: true) == "2026-11-20")
        #expect(try cell(.number("0", style: 1), since1904: true) == "1904-01-01")
    }

    @Test func `sheets are chosen by name, and hidden ones are not the first`() throws {
        let made = MadeWorkbook([
            MadeWorkbook.Sheet("Secret", [[.text("no")]], state: "veryHidden"), MadeWorkbook.Sheet("一月", [[.text("a")]]), MadeWorkbook.Sheet("Two", [[.text("b")]]),
        ])
        #expect(try rows(made.bytes).first?.cells == ["a"])
        #expect(try rows(made.bytes, sheet: "Two").first?.cells == ["b"])
        #expect(try rows(made.bytes, sheet: "Secret").first?.cells == ["no"])
        let failure = #expect(throws: WorkbookFailure.self) { try rows(made.bytes, sheet: "三月") }
        #expect(failure?.reason == .noSuchSheet && failure?.description.contains("\"一月\"") == true)
    }

    // MARK: What is refused

    private func refusal(_ bytes: [UInt8]) -> WorkbookFailure? {
        do {
            let workbook = try Workbook(bytes)
            for sheet in workbook.sheets { try workbook.forEachRow(of: sheet) { _ in } }
            return nil
        } catch { return error as? WorkbookFailure }
    }

    private func changed(_ name: String, _ change: (inout MadeArchive.Part) -> Void) -> [UInt8] {
        var archive = MadeWorkbook(texts: [["a", "b"], ["1", "2"]]).archive
        for index in archive.parts.indices where archive.parts[index].name == name { change(&archive.parts[index]) }
        return archive.bytes
    }

    private func sheet(_ xml: String) -> [UInt8] { changed("xl/worksheets/sheet1.xml") { $0.bytes = Array(xml.utf8) } }

    @Test func `XML that a workbook has no need of is refused`() {
        #expect(refusal(sheet("<!DOCTYPE x [<!ENTITY a \"b\">]><worksheet/>"))?.reason == .hostile)
        #expect(refusal(sheet("<worksheet><sheetData><row><c t=\"str\"><v>&xxe;</v></c></row></sheetData></worksheet>"))?.reason == .hostile)
        #expect(refusal(sheet(String(repeating: "<a>", count: 100)))?.reason == .hostile)
        #expect(refusal(sheet("<worksheet " + (0..<200).map { "a\($0)=\"\" " }.joined() + "/>"))?.reason == .hostile)
        #expect(refusal(sheet("<worksheet><sheetData></row></worksheet>"))?.reason == .damaged)
        #expect(refusal(sheet("<worksheet><sheetData>"))?.reason == .damaged)
        #expect(refusal(sheet("<worksheet>\u{FFFE}&#0;</worksheet>"))?.reason == .damaged)
        #expect(refusal(changed("xl/worksheets/sheet1.xml") { $0.bytes = [0xFF, 0xFE, 0x3C, 0] })?.reason == .otherFormat)
        #expect(refusal(changed("xl/worksheets/sheet1.xml") { $0.bytes = Array("<a>".utf8) + [0xC3, 0x28] + Array("</a>".utf8) })?.reason == .damaged)
    }

    @Test func `what unpacks to more than it says, or than anybody reads, is refused`() {
        let zeros = String(repeating: "0", count: 1 << 20)
        #expect(refusal(changed("xl/worksheets/sheet1.xml") { $0.bytes = Array("<a>\(zeros)</a>".utf8); $0.declaredSize = 100 })?.reason == .hostile)
        #expect(refusal(changed("xl/sharedStrings.xml") { $0.declaredSize = 1 << 30 })?.reason == .tooLarge)
        #expect(refusal(sheet("<worksheet><sheetData><row r=\"1\"><c t=\"str\"><v>\(zeros)</v></c></row></sheetData></worksheet>"))?.reason == .tooLarge)
        #expect(refusal(sheet("<worksheet><sheetData><row r=\"1\"><c r=\"ALM1\" t=\"str\"><v>x</v></c></row></sheetData></worksheet>"))?.reason == .tooLarge)
        #expect(refusal(sheet("<worksheet><sheetData><row r=\"2000000\"/></sheetData></worksheet>"))?.reason == .damaged)
        #expect(refusal(sheet("<worksheet><sheetData><row r=\"2\"/><row r=\"1\"/></sheetData></worksheet>"))?.reason == .damaged)
        #expect(refusal(sheet("<worksheet><sheetData><row r=\"1\"><c r=\"B1\"><v>1</v></c><c r=\"A1\"><v>1</v></c></row></sheetData></worksheet>"))?.reason == .damaged)
    }

    @Test func `a text that many cells share makes no row of any length`() throws {
        func row(_ length: Int, _ count: Int) -> [UInt8] { MadeWorkbook([Array(repeating: .text(String(repeating: "x", count: length)), count: count)]).bytes }
        #expect(try rows(row(200_000, 5)).first?.cells.count == 5)
        #expect(refusal(row(200_000, 6))?.reason == .tooLarge)
        #expect(refusal(row(300_000, 1))?.reason == .tooLarge)
    }

    @Test func `archives that are no workbook, or lie, are refused`() {
        #expect(refusal([])?.reason == .otherFormat)
        #expect(refusal(Array("id,name\n".utf8))?.reason == .otherFormat)
        #expect(refusal([0xD0, 0xCF, 0x11, 0xE0, 0xA1])?.description.contains("old .xls") == true)
        #expect(refusal(MadeArchive([MadeArchive.Part("word/document.xml", "<a/>")]).bytes)?.reason == .otherFormat)
        #expect(refusal(changed("xl/workbook.xml") { $0.flags = 1 })?.description.contains("password") == true)
        #expect(refusal(changed("xl/worksheets/sheet1.xml") { $0.checksum = 1 })?.reason == .damaged)
        var twice = MadeWorkbook(texts: [["a"]]).archive
        twice.parts.append(twice.parts[5])
        #expect(refusal(twice.bytes)?.reason == .hostile)
        #expect(refusal(MadeArchive((0..<10_001).map { MadeArchive.Part("\($0)", "") }).bytes)?.reason == .tooLarge)
        #expect(refusal(changed("xl/_rels/workbook.xml.rels") { $0.bytes = Array("<r><Relationship Id=\"rId1\" Target=\"../../etc/passwd\"/></r>".utf8) })?.reason == .otherFormat)
    }

    @Test func `any piece and any flipped byte of one is read or refused`() {
        let bytes = MadeWorkbook(texts: [["编号", "金额"], ["1", "2"]]).bytes
        for count in bytes.indices { _ = refusal(Array(bytes.prefix(count))) }
        for index in bytes.indices {
            var damaged = bytes
            damaged[index] ^= 0x55
            _ = refusal(damaged)
        }
    }
}
