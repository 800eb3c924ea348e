import Glibc

/// Puts rows in an order of their own in bounded memory: sorted runs in temporary files that are merged.
///
/// Rows with equal keys keep the order in which they were added.
package final class ImportOrder {
    private struct Row {
        let keys: [String]
        let record: CSVRecord
    }

    private let folder: String
    private let runSize: Int
    private var rows: [Row] = []
    private var held = 0
    private var runs: [UnsafeMutablePointer<FILE>] = []
    private var header: CSVHeader?
    private var keyCount = 0

    package enum Failure: Error, Hashable, Sendable, CustomStringConvertible {
        /// The temporary folder takes no files: the system's error number.
        case noRoom(Int32)

        package var description: String {
            switch self {
            case .noRoom(let number): "rows cannot be put in order in the temporary folder: \(SystemError.words(number))"
            }
        }
    }

    /// - Parameter runSize: bytes of text that may be held in memory; 16 MB by default.
    package init(folder: String? = nil, runSize: Int = 16 << 20) {
        self.folder = folder ?? getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
        self.runSize = runSize
    }

    deinit { for run in runs { fclose(run) } }

    package func add(_ record: CSVRecord, by keys: [String]) throws(Failure) {
        header = header ?? record.header
        keyCount = keys.count
        rows.append(Row(keys: keys, record: record))
        held += record.row.fields.reduce(64) { $0 + $1.utf8.count + 40 }
        if held >= runSize { try spill() }
    }

    /// Calls `body` with every row in order. Once, after the last row was added.
    package func forEach(_ body: (CSVRecord) throws -> Void) throws {
        sort()
        guard !runs.isEmpty else {
            for row in rows { try body(row.record) }
            return
        }
        try spill()
        for run in runs { rewind(run) }
        var heads = try runs.map { try next($0) }
        while let first = heads.indices.filter({ heads[$0] != nil }).min(by: { isBefore(heads[$0], heads[$1]) }), let row = heads[first] {
            try body(row.record)
            heads[first] = try next(runs[first])
        }
    }

    private func isBefore(_ left: Row?, _ right: Row?) -> Bool {
        guard let left, let right else { return left != nil }
        return Self.compare(left.keys, right.keys)
    }

    private static func compare(_ left: [String], _ right: [String]) -> Bool {
        for (a, b) in zip(left, right) where a.utf8.elementsEqual(b.utf8) == false {
            return a.utf8.lexicographicallyPrecedes(b.utf8)
        }
        return false
    }

    /// Swift's sort is stable.
    private func sort() { rows.sort { Self.compare($0.keys, $1.keys) } }

    private func spill() throws(Failure) {
        guard !rows.isEmpty else { return }
        sort()
        var path = Array("\(folder)/laurel-order-XXXXXX".utf8CString)
        let descriptor = mkstemp(&path)
        guard descriptor >= 0, let file = fdopen(descriptor, "w+") else { throw .noRoom(errno) }
        // The name goes at once, so that no end of the process leaves the file behind.
        unlink(path)
        runs.append(file)
        for row in rows { try write(row, to: file) }
        guard fflush(file) == 0 else { throw .noRoom(errno) }
        rows.removeAll(keepingCapacity: true)
        held = 0
    }

    /// The line, the number of keys, and the texts, each behind its length.
    private func write(_ row: Row, to file: UnsafeMutablePointer<FILE>) throws(Failure) {
        try write(UInt32(clamping: row.record.line), to: file)
        for text in row.keys + row.record.row.fields {
            var text = text
            try write(UInt32(text.utf8.count), to: file)
            let isWritten = text.withUTF8 { fwrite($0.baseAddress, 1, $0.count, file) == $0.count }
            guard isWritten else { throw .noRoom(errno) }
        }
    }

    private func write(_ number: UInt32, to file: UnsafeMutablePointer<FILE>) throws(Failure) {
        var number = number
        guard fwrite(&number, 4, 1, file) == 1 else { throw .noRoom(errno) }
    }

    /// The next row of a run; nil at its end.
    private func next(_ file: UnsafeMutablePointer<FILE>) throws(Failure) -> Row? {
        guard let header, let line = readNumber(file) else { return nil }
        var texts: [String] = []
        while texts.count < keyCount + header.names.count {
            guard let size = readNumber(file) else { throw .noRoom(errno) }
            var bytes = [UInt8](repeating: 0, count: Int(size))
            guard fread(&bytes, 1, bytes.count, file) == bytes.count else { throw .noRoom(errno) }
            texts.append(String(decoding: bytes, as: UTF8.self))
        }
        let fields = Array(texts.dropFirst(keyCount))
        let places = Array(repeating: CSVPlace(line: Int(line), column: 1), count: fields.count)
        return Row(keys: Array(texts.prefix(keyCount)), record: CSVRecord(header: header, row: CSVRow(fields: fields, places: places)))
    }

    private func readNumber(_ file: UnsafeMutablePointer<FILE>) -> UInt32? {
        var number: UInt32 = 0
        return fread(&number, 4, 1, file) == 1 ? number : nil
    }
}
