/// Reads the rows of a sheet one by one.
struct SheetReader {
    private var xml: XMLReader
    private let values: CellValues
    private let limits: WorkbookLimits
    private var lastRow = 0

    init(_ xml: XMLReader, _ values: CellValues, _ limits: WorkbookLimits) {
        self.xml = xml
        self.values = values
        self.limits = limits
    }

    /// The next row that has something in it; nil behind the last.
    mutating func next() throws(WorkbookFailure) -> SheetRow? {
        while let event = try xml.next() {
            guard case .start("row", let attributes) = event else { continue }
            let number = attributes["r"].flatMap { Int($0) } ?? lastRow + 1
            guard number > lastRow, number <= limits.rows else { throw WorkbookFailure(.damaged, "the rows of the sheet are out of order, or more than \(limits.rows)") }
            lastRow = number
            let cells = try cells()
            if !cells.isEmpty { return SheetRow(number: number, cells: cells) }
        }
        return nil
    }

    private mutating func cells() throws(WorkbookFailure) -> [String] {
        var cells: [String] = [], column = -1, size = 0
        while let event = try xml.next() {
            switch event {
            case .start("c", let attributes):
                column = try attributes["r"].map { name throws(WorkbookFailure) in try Self.column(name) } ?? column + 1
                let text = try cell(attributes)
                guard !text.isEmpty else { continue }
                guard column >= cells.count else { throw WorkbookFailure(.damaged, "the cells of row \(lastRow) are out of order") }
                guard column < limits.columns else { throw WorkbookFailure(.tooLarge, "row \(lastRow) has more than \(limits.columns) columns") }
                // A text that many cells share stands once in the file, and once for each of them in what is made of it.
                size += text.utf8.count
                guard size <= limits.row else { throw WorkbookFailure(.tooLarge, "row \(lastRow) is too long") }
                cells += Array(repeating: "", count: column - cells.count) + [text]
            case .end("row"): return cells
            default: break
            }
        }
        return cells
    }

    /// The value that was kept, also where a formula stands; what an error says where there is one.
    private mutating func cell(_ attributes: [(name: String, value: String)]) throws(WorkbookFailure) -> String {
        let kind = attributes["t"] ?? "n"
        var value = "", isInValue = false
        while let event = try xml.next() {
            switch event {
            case .start("v", _) where kind != "inlineStr", .start("t", _) where kind == "inlineStr": isInValue = true
            case .start("f", _), .start("rPh", _), .start("extLst", _): try xml.skip()
            case .text(let piece) where isInValue:
                guard value.utf8.count + piece.utf8.count <= limits.cell else { throw WorkbookFailure(.tooLarge, "a cell of row \(lastRow) is too long") }
                value += piece
            case .end("v"), .end("t"): isInValue = false
            case .end("c"): return value.isEmpty ? "" : try values.text(value, kind: kind, style: attributes["s"].flatMap { Int($0) })
            default: break
            }
        }
        return value
    }

    /// `A1` is 0, `AA7` is 26.
    private static func column(_ name: String) throws(WorkbookFailure) -> Int {
        var column = 0
        for letter in name.utf8.prefix(while: { 0x41...0x5A ~= $0 }) {
            column = column * 26 + Int(letter) - 0x40
            guard column <= 16_384 else { break }
        }
        guard 1...16_384 ~= column else { throw WorkbookFailure(.damaged, "a cell has no place: \(name.prefix(20))") }
        return column - 1
    }
}
