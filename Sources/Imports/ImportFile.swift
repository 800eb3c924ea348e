import Files
import Periods

/// Imports a CSV file by a map.
package struct ImportFile {
    /// Where the rows are.
    private enum Content {
        case file
        case bytes([UInt8])
    }

    package let map: ImportMap
    /// The path of the file, or what messages call it.
    package let path: String
    private let content: Content
    /// The files of the map's lookups, by name.
    package let lookups: [String: String]
    package let calendar: CompanyCalendar

    package init(_ path: String, by map: ImportMap, lookups: [String: String] = [:], calendar: CompanyCalendar) {
        self.map = map
        self.path = path
        self.lookups = lookups
        self.calendar = calendar
        content = .file
    }

    /// Rows that are in memory, as they came over HTTP.
    package init(_ bytes: [UInt8], named name: String, by map: ImportMap, calendar: CompanyCalendar) {
        self.map = map
        path = name
        lookups = [:]
        self.calendar = calendar
        content = .bytes(bytes)
    }

    /// Sends every row to `run` and finishes it.
    ///
    /// - Throws: `Diagnostics` where the map does not fit the file or nothing more can be read, `CSVFile.Failure`, what `run` throws.
    @discardableResult
    package func carryOut(_ run: ImportRun) throws -> ImportSummary {
        let tables = try readLookups()
        let order = ImportOrder()
        var plan: ImportPlan?
        try forEachRecord { result in
            switch result {
            case .success(let record):
                let bound = try plan ?? bind(record.header, tables, run)
                plan = bound
                try take(record, bound, order, run)
            case .failure(let error) where error.isFatal || error.reason == .empty:
                throw Diagnostics([error.diagnostic(file: path)])
            case .failure(let error):
                try run.add(error, in: path)
            }
        }
        if let plan, plan.isOrdered { try order.forEach { try run.add(plan.row($0)) } }
        return try run.finish()
    }

    private func forEachRecord(_ body: (Result<CSVRecord, CSVError>) throws -> Void) throws {
        guard case .bytes(let bytes) = content else { return try CSVFile.forEachRecord(in: path, map.format, body) }
        var reader = CSVTableReader(map.format)
        for record in reader.read(bytes) + reader.finish() { try body(record) }
    }

    private func take(_ record: CSVRecord, _ plan: ImportPlan, _ order: ImportOrder, _ run: ImportRun) throws {
        guard plan.isOrdered else { return try run.add(plan.row(record)) }
        do {
            try order.add(record, by: plan.order(record))
        } catch let fault as ImportFault {
            try run.add(ImportedRow(record: record, items: [], fault: fault))
        }
    }

    private func bind(_ header: CSVHeader, _ tables: [ImportLookup], _ run: ImportRun) throws -> ImportPlan {
        let plan = try map.bound(to: header.names, lookups: tables, calendar: calendar)
        for sentence in plan.leftOut { run.note(sentence) }
        return plan
    }

    private func readLookups() throws -> [ImportLookup] {
        let unknown = lookups.keys.filter { name in !map.lookups.contains { $0.name == name } }.sorted()
        if let name = unknown.first {
            throw Diagnostics([Diagnostic(file: path, message: "the map has no lookup \"\(name)\"", expected: map.lookups.map(\.name).joined(separator: ", "))])
        }
        return try map.lookups.compactMap { declared in
            try lookups[declared.name].map { try ImportLookup(declared, path: $0) }
        }
    }
}
