import CPostgreSQL

extension PostgresConnection {
    /// Puts rows into a table by `COPY` in its binary form, which is the quickest way in; part of the transaction that is open, where one is.
    ///
    /// - Parameter next: more rows, each with a value for every column; nil: there are no more. What it throws ends the copy, and nothing of it is kept.
    package func copy(into table: String, _ columns: [String], _ next: () throws -> [[PostgresValue]]?) throws {
        try begin("COPY \(table) (\(columns.joined(separator: ", "))) FROM STDIN (FORMAT binary)")
        do {
            try put(Self.copyHeader)
            while let rows = try next() { try put(rows.flatMap(Self.copied)) }
            // No more rows: a row of -1 columns.
            try put([0xFF, 0xFF])
        } catch {
            guard !isLost else { throw error }
            PQputCopyEnd(raw, "given up")
            _ = try? rest()
            throw error
        }
        guard PQputCopyEnd(raw, nil) == 1 else { throw lost() }
        if let refusal = try rest() { throw refusal }
    }

    private func begin(_ sql: String) throws(PostgresError) {
        let deadline = ContinuousClock.now + patience
        guard PQsendQuery(raw, sql) == 1 else { throw lost() }
        guard let answer = try next(until: deadline) else { throw lost() }
        guard answer.status != PGRES_COPY_IN else { return }
        let later = try rest()
        throw answer.refusal ?? later ?? PostgresError(.misuse, "nothing can be copied in")
    }

    private func put(_ bytes: [UInt8]) throws(PostgresError) {
        let deadline = ContinuousClock.now + patience
        while true {
            let isTaken = bytes.withUnsafeBytes { PQputCopyData(raw, $0.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(bytes.count)) }
            guard isTaken >= 0 else { throw lost() }
            // 0: its buffer is full until something was sent.
            try flush(until: deadline)
            if isTaken == 1 { return }
        }
    }

    /// What the server says in the end; nil: it took everything.
    private func rest() throws(PostgresError) -> PostgresError? {
        let deadline = ContinuousClock.now + patience
        var refusal: PostgresError?
        while let answer = try next(until: deadline) { refusal = refusal ?? answer.refusal }
        return refusal
    }

    /// A signature, flags, and the length of more that does not follow.
    private static let copyHeader: [UInt8] = Array("PGCOPY\n".utf8) + [0xFF, 0x0D, 0x0A, 0x00] + [UInt8](repeating: 0, count: 8)

    /// The number of columns, then each with its length; -1: NULL.
    private static func copied(_ row: [PostgresValue]) -> [UInt8] {
        var bytes: [UInt8] = []
        withUnsafeBytes(of: Int16(row.count).bigEndian) { bytes.append(contentsOf: $0) }
        for value in row {
            let encoded = value.encoded
            withUnsafeBytes(of: Int32(encoded?.count ?? -1).bigEndian) { bytes.append(contentsOf: $0) }
            if let encoded { bytes += encoded }
        }
        return bytes
    }
}
