import Workbooks

/// A file with a table in it, in memory or on the disk: CSV in any form, or a workbook.
package struct TableSource {
    private enum Content {
        case csv(CSVFormat)
        case workbook(Workbook, Workbook.Sheet)
    }

    /// The path of the file, or what messages call it.
    private let name: String
    /// Nil: it is read from the disk, piece by piece.
    private let bytes: [UInt8]?
    private let content: Content

    /// - Parameter form: how it is written, as far as somebody says so.
    /// - Throws: `Diagnostics`: it is a workbook that cannot be read, or no file.
    package init(_ bytes: [UInt8], named name: String, _ form: TableForm) throws(Diagnostics) {
        self.name = name
        self.bytes = bytes
        content = try Self.content(bytes, isWhole: true, name, form) { () throws(Diagnostics) in bytes }
    }

    package init(_ path: String, _ form: TableForm) throws(Diagnostics) {
        name = path
        bytes = nil
        // What comes through a pipe can be read once: there nothing is guessed.
        guard FileBytes.isRegular(path) else {
            content = .csv(form.format(of: [], isWhole: true))
            return
        }
        let beginning = try Self.reading(path) { () throws(FileBytes.Failure) in try FileBytes.beginning(of: path, count: TableGuess.sample) }
        content = try Self.content(beginning, isWhole: beginning.count < TableGuess.sample, path, form) { () throws(Diagnostics) in
            try Self.reading(path) { () throws(FileBytes.Failure) in try FileBytes.read(path, limit: WorkbookLimits().file) }
        }
    }

    private static func reading(_ path: String, _ body: () throws(FileBytes.Failure) -> [UInt8]) throws(Diagnostics) -> [UInt8] {
        do { return try body() } catch { throw Diagnostics([Diagnostic(file: path, message: "\(error)")]) }
    }

    private static func content(
        _ beginning: [UInt8], isWhole: Bool, _ name: String, _ form: TableForm, _ whole: () throws(Diagnostics) -> [UInt8]
    ) throws(Diagnostics) -> Content {
        guard Workbook.isOne(beginning) else { return .csv(form.format(of: beginning, isWhole: isWhole)) }
        let bytes = try whole()
        do {
            let workbook = try Workbook(bytes)
            guard let sheet = try form.sheet.map({ name throws(WorkbookFailure) in try workbook.sheet(named: name) }) ?? workbook.firstSheet else { return .csv(.standard) }
            return .workbook(workbook, sheet)
        } catch {
            throw Diagnostics([Diagnostic(file: name, message: "\(error)")])
        }
    }

    /// Of a CSV file; nil: it is a workbook.
    package var format: CSVFormat? {
        if case .csv(let format) = content { format } else { nil }
    }

    /// Of a workbook; empty: it is a CSV file.
    package var sheets: [Workbook.Sheet] {
        if case .workbook(let workbook, _) = content { workbook.sheets } else { [] }
    }

    package var sheet: Workbook.Sheet? {
        if case .workbook(_, let sheet) = content { sheet } else { nil }
    }

    /// Calls `onHeader` once, and `body` with each record or what is wrong with it, in order; what they throw ends the reading.
    package func forEachRecord(onHeader: (CSVHeader) throws -> Void, _ body: (Result<CSVRecord, CSVError>) throws -> Void) throws {
        do {
            switch (content, bytes) {
            case (.csv(let format), let bytes?): try CSVFile.forEachRecord(of: bytes, format, onHeader: onHeader, body)
            case (.csv(let format), nil): try CSVFile.forEachRecord(in: name, format, onHeader: onHeader, body)
            case (.workbook(let workbook, let sheet), _): try SheetFile.forEachRecord(of: workbook, sheet: sheet, onHeader: onHeader, body)
            }
        } catch let failure as WorkbookFailure {
            throw Diagnostics([Diagnostic(file: name, message: "\(failure)")])
        } catch let error as CSVError {
            throw Diagnostics([error.diagnostic(file: name)])
        }
    }
}
