/// A workbook of a test's own.
package struct MadeWorkbook {
    package enum Cell {
        /// Among the texts that are shared.
        case text(String)
        case inline(String)
        case number(String, style: Int = 0)
        /// XML of a cell as it is.
        case raw(String)
        case empty
    }

    package struct Sheet {
        package let name: String
        package let rows: [[Cell]]
        package let state: String

        package init(_ name: String, _ rows: [[Cell]], state: String = "visible") {
            self.name = name
            self.rows = rows
            self.state = state
        }
    }

    package var sheets: [Sheet]
    package var isSince1904 = false
    /// Of styles from 1 on: numbers of formats that are built in, or codes.
    package var formats: [String] = ["14", "22", "20", "yyyy\"年\"m\"月\"d\"日\"", "0.00%", "[h]:mm", "General\"d\""]

    package init(_ sheets: [Sheet]) { self.sheets = sheets }

    package init(_ rows: [[Cell]]) { self.init([Sheet("Sheet1", rows)]) }

    /// Texts alone, as most people have them.
    package init(texts rows: [[String]]) { self.init(rows.map { $0.map { $0.isEmpty ? .empty : .text($0) } }) }

    package var bytes: [UInt8] { archive.bytes }

    package var archive: MadeArchive {
        var strings: [String] = []
        let pages = sheets.enumerated().map { index, sheet in MadeArchive.Part("xl/worksheets/sheet\(index + 1).xml", page(sheet, &strings)) }
        return MadeArchive([
            MadeArchive.Part("_rels/.rels", Self.head + #"<Relationships xmlns="r"><Relationship Id="rId1" Type="t/officeDocument" Target="xl/workbook.xml"/></Relationships>"#),
            MadeArchive.Part("xl/workbook.xml", workbook), MadeArchive.Part("xl/_rels/workbook.xml.rels", relations),
            MadeArchive.Part("xl/styles.xml", styles),
            MadeArchive.Part("xl/sharedStrings.xml", Self.head + "<sst>" + strings.map { "<si><t xml:space=\"preserve\">\(Self.escaped($0))</t></si>" }.joined() + "</sst>"),
        ] + pages)
    }

    private static let head = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"

    private var workbook: String {
        Self.head + "<workbook xmlns:r=\"r\"><workbookPr date1904=\"\(isSince1904 ? 1 : 0)\"/><sheets>"
            + sheets.enumerated().map { "<sheet name=\"\(Self.escaped($1.name))\" sheetId=\"\($0 + 1)\" state=\"\($1.state)\" r:id=\"rId\($0 + 1)\"/>" }.joined() + "</sheets></workbook>"
    }

    private var relations: String {
        Self.head + "<Relationships>" + sheets.indices.map { "<Relationship Id=\"rId\($0 + 1)\" Type=\"t/worksheet\" Target=\"worksheets/sheet\($0 + 1).xml\"/>" }.joined()
            + "<Relationship Id=\"s\" Type=\"t/styles\" Target=\"styles.xml\"/><Relationship Id=\"t\" Type=\"t/sharedStrings\" Target=\"/xl/sharedStrings.xml\"/></Relationships>"
    }

    private var styles: String {
        let own = formats.enumerated().filter { Int($1) == nil }.map { "<numFmt numFmtId=\"\(164 + $0)\" formatCode=\"\(Self.escaped($1))\"/>" }.joined()
        let all = formats.enumerated().map { "<xf numFmtId=\"\(Int($1) ?? 164 + $0)\"/>" }.joined()
        return Self.head + "<styleSheet><numFmts>\(own)</numFmts><cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs><cellXfs><xf numFmtId=\"0\"/>\(all)</cellXfs></styleSheet>"
    }

    private func page(_ sheet: Sheet, _ strings: inout [String]) -> String {
        var rows = ""
        for (index, row) in sheet.rows.enumerated() where !row.isEmpty {
            rows += "<row r=\"\(index + 1)\">"
            for (column, cell) in row.enumerated() { rows += Self.xml(cell, Self.name(column) + "\(index + 1)", &strings) }
            rows += "</row>"
        }
        return Self.head + "<x:worksheet xmlns:x=\"m\"><x:sheetData>".replacing("x:", with: "") + rows + "</sheetData></worksheet>"
    }

    private static func xml(_ cell: Cell, _ place: String, _ strings: inout [String]) -> String {
        switch cell {
        case .empty: return ""
        case .raw(let xml): return xml.replacing("{place}", with: place)
        case .inline(let text): return "<c r=\"\(place)\" t=\"inlineStr\"><is><t>\(escaped(text))</t></is></c>"
        case .number(let text, let style): return "<c r=\"\(place)\" s=\"\(style)\"><v>\(text)</v></c>"
        case .text(let text):
            strings.append(text)
            return "<c r=\"\(place)\" t=\"s\"><v>\(strings.count - 1)</v></c>"
        }
    }

    private static func name(_ column: Int) -> String {
        column < 26 ? String(Unicode.Scalar(UInt8(65 + column))) : name(column / 26 - 1) + name(column % 26)
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;").replacing("\"", with: "&quot;")
    }
}
