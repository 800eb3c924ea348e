import Files
import Periods

/// Imports a file by a map: CSV, or a sheet of a workbook.
package struct ImportFile {
    package let map: ImportMap
    /// The path of the file, or what messages call it.
    package let path: String
    private let source: TableSource
    /// The files of the map's lookups, by name.
    package let lookups: [String: String]
    package let calendar: CompanyCalendar

    /// - Throws: it is a workbook that cannot be read.
    package init(_ path: String, by map: ImportMap, sheet: String? = nil, lookups: [String: String] = [:], calendar: CompanyCalendar) throws(Diagnostics) {
        self.map = map
        self.path = path
        self.lookups = lookups
        self.calendar = calendar
        source = try TableSource(path, TableForm(encoding: nil, delimiter: nil, sheet: sheet).over(map.form))
    }

    /// Rows that are in memory, as they came over HTTP.
    ///
    /// - Parameter form: how they are written, where a person has said so; else as the map says.
    package init(_ bytes: [UInt8], named name: String, by map: ImportMap, _ form: TableForm? = nil, calendar: CompanyCalendar) throws(Diagnostics) {
        self.map = map
        path = name
        lookups = [:]
        self.calendar = calendar
        source = try TableSource(bytes, named: name, form ?? map.form)
    }

    /// Sends every row to `run` and finishes it. What ends it after its first row stands in the summary.
    ///
    /// - Throws: `Diagnostics` where the map does not fit the file, or nothing of it can be read.
    @discardableResult
    package func carryOut(_ run: ImportRun) throws(Diagnostics) -> ImportSummary {
        do {
            try readRows(run)
        } catch is ImportRun.Stopped {
        } catch let failure as Diagnostics where run.summary.rows > 0 {
            run.stop("stopped: \(failure.all.first?.sentence ?? "the file cannot be read")")
        } catch let failure as Diagnostics {
            throw failure
        } catch {
            guard run.summary.rows > 0 else { throw Diagnostics([Diagnostic(file: path, message: "\(error)")]) }
            run.stop("stopped behind \(run.summary.rows) rows: \(error)")
        }
        return run.finish()
    }

    private func readRows(_ run: ImportRun) throws {
        let tables = try readLookups()
        let order = ImportOrder()
        var plan: ImportPlan?
        try source.forEachRecord(
            onHeader: { header in
                run.begin(columns: header.names)
                let bound = try map.bound(to: header.names, lookups: tables, calendar: calendar, delimiter: source.format?.delimiter)
                for sentence in bound.leftOut { run.note(sentence) }
                plan = bound
            },
            { result in
                switch result {
                case .success(let record) where record.isBlank: run.skipBlank()
                case .success(let record):
                    if let plan { try take(record, plan, order, run) }
                case .failure(let error) where error.isFatal: throw Diagnostics([error.diagnostic(file: path)])
                case .failure(let error): try run.add(error)
                }
            })
        if let plan, plan.isOrdered { try order.forEach { try run.add(plan.row($0)) } }
        if run.summary.rows == 0 { run.note("the file has no rows behind its header") }
    }

    private func take(_ record: CSVRecord, _ plan: ImportPlan, _ order: ImportOrder, _ run: ImportRun) throws {
        guard plan.isOrdered else { return try run.add(plan.row(record)) }
        do {
            try order.add(record, by: plan.order(record))
        } catch let fault as ImportFault {
            try run.add(ImportedRow(record: record, items: [], fault: fault))
        }
    }

    private func readLookups() throws -> [ImportLookup] {
        let unknown = lookups.keys.filter { name in !map.lookups.contains { $0.name == name } }.sorted()
        if let name = unknown.first {
            throw Diagnostics([Diagnostic(file: path, message: "the map has no lookup \"\(name)\"", expected: map.lookups.map(\.name).joined(separator: ", "))])
        }
        return try map.lookups.compactMap { declared in
            guard let file = lookups[declared.name] else { return nil }
            do { return try ImportLookup(declared, path: file) } catch let failure as CSVFile.Failure {
                throw Diagnostics([Diagnostic(file: file, message: "\(failure)")])
            }
        }
    }
}
