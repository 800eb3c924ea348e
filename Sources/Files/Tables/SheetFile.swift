import Workbooks

/// Reads the rows of a sheet as those of a table: the first row is the header, unless titles stand above it.
package enum SheetFile {
    /// A header stands in these rows.
    private static let rowsAboveData = 10

    /// Calls `onHeader` once, and `body` with each row below it; lines are the numbers of rows.
    package static func forEachRecord(
        of workbook: Workbook, sheet: Workbook.Sheet, onHeader: (CSVHeader) throws -> Void, _ body: (Result<CSVRecord, CSVError>) throws -> Void
    ) throws {
        var beginning: [SheetRow] = [], header: CSVHeader?
        func begin() throws {
            // A title alone in its row is no header, where a wider row follows.
            let first = beginning.firstIndex { $0.filled > 1 } ?? 0
            guard beginning.indices.contains(first) else { return }
            let made = try CSVHeader(row(beginning[first]))
            header = made
            try onHeader(made)
            for row in beginning[(first + 1)...] { try body(record(row, made)) }
        }
        try workbook.forEachRow(of: sheet) { row in
            if let header { return try body(record(row, header)) }
            beginning.append(row)
            if row.filled > 1 || beginning.count == rowsAboveData { try begin() }
        }
        if header == nil { try begin() }
        if header == nil { throw CSVError(.empty, CSVPlace(line: 1, column: 1)) }
    }

    private static func record(_ row: SheetRow, _ header: CSVHeader) -> Result<CSVRecord, CSVError> {
        let missing = header.names.count - row.cells.count
        guard missing >= 0 else {
            return .failure(CSVError(.fieldCount(expected: header.names.count, found: row.cells.count), CSVPlace(line: row.number, column: 1)))
        }
        let place = CSVPlace(line: row.number, column: 1)
        return .success(
            CSVRecord(
                header: header,
                row: CSVRow(fields: row.cells + Array(repeating: "", count: missing), places: Array(repeating: place, count: header.names.count))))
    }

    private static func row(_ row: SheetRow) -> CSVRow {
        CSVRow(fields: row.cells.map(\.trimmed), places: Array(repeating: CSVPlace(line: row.number, column: 1), count: row.cells.count))
    }
}

extension SheetRow {
    fileprivate var filled: Int { cells.count { !$0.isEmpty } }
}
