import CPostgreSQL

/// A row of an answer, read by column from 0 on. Valid as long as its answer is.
package struct PostgresRow {
    private let answer: PostgresAnswer
    private let row: Int32

    init(_ answer: PostgresAnswer, _ row: Int32) {
        self.answer = answer
        self.row = row
    }

    package func isNull(_ column: Int32) -> Bool { PQgetisnull(answer.raw, row, column) == 1 }

    /// - Throws: `.misuse` where it is NULL, or no whole number of two, four or eight bytes.
    package func integer(_ column: Int32) throws(PostgresError) -> Int64 {
        guard let value = try optionalInteger(column) else { throw PostgresError(.misuse, "column \(column) is null") }
        return value
    }

    package func optionalInteger(_ column: Int32) throws(PostgresError) -> Int64? {
        guard let bytes = bytes(column) else { return nil }
        guard [2, 4, 8].contains(bytes.count) else { throw PostgresError(.misuse, "column \(column) is no integer") }
        var value: Int64 = bytes[0] >= 128 ? -1 : 0
        for byte in bytes { value = value << 8 | Int64(byte) }
        return value
    }

    package func flag(_ column: Int32) -> Bool { bytes(column)?.first == 1 }

    package func text(_ column: Int32) -> String? { bytes(column).map { String(decoding: $0, as: UTF8.self) } }

    package func bytes(_ column: Int32) -> [UInt8]? {
        guard !isNull(column) else { return nil }
        let count = Int(PQgetlength(answer.raw, row, column))
        guard count > 0, let start = PQgetvalue(answer.raw, row, column) else { return [] }
        return Array(UnsafeRawBufferPointer(start: start, count: count))
    }
}
