import Expressions

/// A small table beside the file that is imported, kept in memory by its key: `product[row.product].sales_price`.
package struct ImportLookup: Sendable {
    package let name: String
    let type: RecordType
    let value: CELValue

    /// A lookup that no expression asks.
    init(empty name: String) {
        self.name = name
        type = RecordType(name, [])
        value = .map(CELMap([]))
    }

    /// Reads a table. Of two rows with one key the first counts.
    ///
    /// - Throws: `Diagnostics` with the place in the file, or `CSVFile.Failure`.
    package init(_ declared: ImportMap.Lookup, path: String) throws {
        var type: RecordType?
        var entries: [(key: CELValue, value: CELValue)] = []
        try CSVFile.forEachRecord(in: path, declared.format) { result in
            let record: CSVRecord
            do { record = try result.get() } catch let error as CSVError { throw Diagnostics([error.diagnostic(file: path)]) }
            guard !record.isBlank else { return }
            guard let key = record[declared.key] else {
                throw Diagnostics([Self.missingColumn(declared, record, path)])
            }
            guard entries.count < Self.maximumRows else {
                throw Diagnostics([Diagnostic(file: path, line: record.line, column: 1, message: "a lookup has at most \(Self.maximumRows) rows")])
            }
            let known = type ?? RecordType(declared.name, record.header.names.map { ($0, .string) })
            type = known
            entries.append((.string(key), .map(.record(Record(known, record.row.fields.map { .string($0) })))))
        }
        name = declared.name
        self.type = type ?? RecordType(declared.name, [])
        value = .map(CELMap(entries))
    }

    private static func missingColumn(_ declared: ImportMap.Lookup, _ record: CSVRecord, _ path: String) -> Diagnostic {
        Diagnostic(
            file: path, line: 1, column: 1, message: "there is no column \"\(declared.key)\", the key of the lookup \"\(declared.name)\"",
            expected: "one of \(record.header.names.joined(separator: ", "))",
            hint: Spelling.nearest(to: declared.key, in: record.header.names).map { "did you mean \"\($0)\"?" })
    }

    /// It stands in memory.
    private static let maximumRows = 200_000
}
