/// A workbook of Excel (.xlsx, ECMA-376): its sheets, and their cells as texts.
///
/// ```swift
/// let workbook = try Workbook(bytes)
/// try workbook.forEachRow(of: workbook.sheets[0]) { row in … row.number, row.cells … }
/// ```
package struct Workbook {
    package struct Sheet: Hashable, Sendable {
        package let name: String
        package let isHidden: Bool
        let path: String
    }

    package let sheets: [Sheet]
    private let archive: ZipArchive
    private let limits: WorkbookLimits
    private let cells: CellValues

    /// Whether a file begins as one: a zip archive.
    package static func isOne(_ beginning: some Collection<UInt8>) -> Bool {
        beginning.starts(with: [0x50, 0x4B, 0x03, 0x04]) || beginning.starts(with: [0xD0, 0xCF, 0x11, 0xE0])
    }

    package init(_ bytes: [UInt8], limits: WorkbookLimits = WorkbookLimits()) throws(WorkbookFailure) {
        let archive = try ZipArchive(bytes, limits), parts = WorkbookParts(archive, limits)
        let main = try parts.main()
        let relations = try parts.relations(of: main)
        let (sheets, isSince1904) = try parts.sheets(main, relations)
        guard !sheets.isEmpty else { throw WorkbookFailure(.otherFormat, "the workbook has no sheet with cells") }
        let folder = WorkbookParts.folder(of: main)
        let styles = relations.values.first { $0.hasSuffix("/styles") || $0.hasSuffix("styles.xml") } ?? folder + "styles.xml"
        let strings = relations.values.first { $0.lowercased().hasSuffix("sharedstrings.xml") } ?? folder + "sharedStrings.xml"
        cells = CellValues(strings: try parts.sharedStrings(strings), dates: try parts.dateStyles(styles), isSince1904: isSince1904)
        self.archive = archive
        self.limits = limits
        self.sheets = sheets
    }

    /// The first that is not hidden.
    package var firstSheet: Sheet? { sheets.first { !$0.isHidden } ?? sheets.first }

    package func sheet(named name: String) throws(WorkbookFailure) -> Sheet {
        guard let sheet = sheets.first(where: { $0.name == name }) else {
            let names = sheets.prefix(20).map { "\"\($0.name)\"" }.joined(separator: ", ")
            throw WorkbookFailure(.noSuchSheet, "the workbook has no sheet \"\(name.prefix(80))\"; its sheets are \(names)")
        }
        return sheet
    }

    /// Calls `body` with every row that has a cell with something in it, in order; what it throws ends the reading.
    package func forEachRow(of sheet: Sheet, _ body: (SheetRow) throws -> Void) throws {
        guard let entry = archive.entries[sheet.path] else { throw WorkbookFailure(.damaged, "the sheet \"\(sheet.name.prefix(80))\" is missing in the workbook") }
        var reader = SheetReader(XMLReader(try PartReader(entry, try archive.packed(entry), limit: limits.part), mostText: limits.cell), cells, limits)
        while let row = try reader.next() { try body(row) }
    }
}

/// A row: its number as Excel shows it, and its cells from the first column on. Empty ones at its end are left out.
package struct SheetRow: Hashable, Sendable {
    package let number: Int
    package let cells: [String]

    package init(number: Int, cells: [String]) {
        self.number = number
        self.cells = cells
    }
}
