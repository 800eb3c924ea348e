/// The names of the columns: the first row of a file.
package struct CSVHeader: Hashable, Sendable {
    package let names: [String]
    private let places: [String: Int]

    init(_ row: CSVRow) throws(CSVError) {
        var places: [String: Int] = [:]
        for (index, name) in row.fields.enumerated() where !name.isEmpty {
            guard places.updateValue(index, forKey: name) == nil else { throw CSVError(.duplicateColumn(name), row.places[index]) }
        }
        names = row.fields
        self.places = places
    }

    /// Which column has this name; nil if none has. Columns without a name cannot be asked for.
    package func index(of name: String) -> Int? { places[name] }
}

/// One row under its header.
package struct CSVRecord: Hashable, Sendable {
    package let header: CSVHeader
    package let row: CSVRow

    package var line: Int { row.line }

    /// Whether every cell is empty, or white space: spreadsheets write such rows behind the last one that was ever filled.
    package var isBlank: Bool { row.isBlank }

    /// The field of a column; nil if there is no such column.
    package subscript(name: String) -> String? { header.index(of: name).map { row.fields[$0] } }

    /// Where the field of a column begins; nil if there is no such column.
    package func place(of name: String) -> CSVPlace? { header.index(of: name).map { row.places[$0] } }
}

/// Reads CSV with a header, piece by piece. A row that has not as many fields as the header is an error of its own; the others go on.
package struct CSVTableReader {
    private let format: CSVFormat
    private var reader: CSVReader
    /// Nil until the first row was read.
    package private(set) var header: CSVHeader?
    /// `sep=;` in front of the header.
    private var separatorLine: CSVRow?
    private var hasFailed = false

    package init(_ format: CSVFormat = .standard) {
        self.format = format
        reader = CSVReader(format)
    }

    /// The records that end in this piece of the file, in order, and what is wrong with others.
    package mutating func read(_ piece: some Collection<UInt8>) -> [Result<CSVRecord, CSVError>] {
        records(reader.read(piece))
    }

    /// The last record. Call once, behind the last piece.
    package mutating func finish() -> [Result<CSVRecord, CSVError>] {
        let last = records(reader.finish())
        guard header == nil, !hasFailed else { return last }
        let error = separatorLine.map { separatorFault($0, before: []) } ?? CSVError(.empty, CSVPlace(line: 1, column: 1))
        return last + [.failure(error)]
    }

    private mutating func records(_ rows: [Result<CSVRow, CSVError>]) -> [Result<CSVRecord, CSVError>] {
        var records: [Result<CSVRecord, CSVError>] = []
        for row in rows where !hasFailed {
            do throws(CSVError) {
                if let record = try record(row.get()) { records.append(.success(record)) }
            } catch {
                hasFailed = error.isFatal || header == nil
                records.append(.failure(header == nil ? error.ofHeader : error))
            }
        }
        return records
    }

    /// Nil for the header itself.
    private mutating func record(_ row: CSVRow) throws(CSVError) -> CSVRecord? {
        guard let header else {
            if let line = separatorLine { throw separatorFault(line, before: row.fields) }
            guard separator(row) != nil else {
                header = try CSVHeader(row)
                return nil
            }
            if !format.skipsSeparatorLine { separatorLine = row }
            return nil
        }
        guard row.fields.count == header.names.count else {
            if row.isBlank { return CSVRecord(header: header, row: row.widened(to: header.names.count)) }
            throw CSVError(.fieldCount(expected: header.names.count, found: row.fields.count), row.places[0])
        }
        return CSVRecord(header: header, row: row)
    }

    /// What the line names as the separator; nil for any other line.
    private func separator(_ row: CSVRow) -> String? {
        let text = row.fields.joined(separator: String(Unicode.Scalar(format.delimiter)))
        return text.utf8.count <= 5 && text.lowercased().hasPrefix("sep=") ? String(text.dropFirst(4)) : nil
    }

    private func separatorFault(_ line: CSVRow, before names: [String]) -> CSVError {
        let separator = separator(line) ?? "", text = names.joined(separator: String(Unicode.Scalar(format.delimiter)))
        let columns = separator.isEmpty ? names : text.split(separator: separator, omittingEmptySubsequences: false).map(String.init)
        return CSVError(.separatorLine(separator, columns: names.isEmpty ? [] : columns), CSVPlace(line: line.line, column: 1))
    }
}
