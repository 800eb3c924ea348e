import SQLite

extension Verification {
    /// - Parameter trusted: a seal up to which all was verified before; those behind it are checked.
    mutating func checkSeals(continuing noted: Digest?, after trusted: Head = .none) throws {
        if let noted { report.continuesHead = noted == .zero || noted == trusted.hash }
        var seals: [Head] = []
        var number = trusted.number
        report.head = trusted
        repeat {
            // By the page, so that no cursor stays open while rows are read.
            seals = try connection.rows("SELECT \(Head.columns) FROM seal WHERE number > ? ORDER BY number LIMIT 1000", number, read: Head.init(row:))
            for seal in seals {
                try check(seal, after: report.head)
                if seal.hash == noted { report.continuesHead = true }
                report.head = seal
            }
            number = seals.last?.number ?? number
        } while !seals.isEmpty
        try checkNothingFollows(report.head)
    }

    private mutating func check(_ seal: Head, after last: Head) throws {
        let place = "seal \(seal.number)"
        guard seal.number == last.number + 1, seal.firstCommand == last.lastCommand + 1, seal.firstEntry == last.lastEntry + 1 else {
            return report.add(place, "does not follow seal \(last.number)")
        }
        let (hash, commands, entries) = try hash(of: seal, after: last)
        if commands != seal.lastCommand - seal.firstCommand + 1 { report.add(place, "commands are missing") }
        if entries != seal.lastEntry - seal.firstEntry + 1 { report.add(place, "entries are missing") }
        if hash != seal.hash {
            report.add(place, "commands \(seal.firstCommand)–\(seal.lastCommand) or their entries were changed: sealed as \(seal.hash), they give \(hash) now")
        }
    }

    /// In the order in which they were written: each command, then its entries.
    private func hash(of seal: Head, after last: Head) throws -> (Digest, commands: Int64, entries: Int64) {
        let hasher = RowHasher()
        hasher.add(last.hash.bytes)
        var commands: Int64 = 0, entries: Int64 = 0
        let entry = try connection.prepare("\(TruthTable.entry.select) WHERE number BETWEEN ? AND ? ORDER BY number")
        try entry.bind(1, seal.firstEntry)
        try entry.bind(2, seal.lastEntry)
        defer { entry.reset() }
        var hasEntry = try entry.step()
        try connection.forEach("\(TruthTable.command.select) WHERE number BETWEEN ? AND ? ORDER BY number", [seal.firstCommand, seal.lastCommand]) { row in
            hasher.add(row: row)
            commands += 1
            while hasEntry, entry.integer(1) == row.integer(0) {
                hasher.add(row: entry)
                entries += 1
                hasEntry = try entry.step()
            }
        }
        return (hasher.finish(), commands, entries)
    }

    private mutating func checkNothingFollows(_ head: Head) throws {
        for (table, last) in [("command", head.lastCommand), ("entry", head.lastEntry)] {
            let more = try connection.first("SELECT count(*) FROM \(table) WHERE number > ? OR number < 1", last) { $0.integer(0) } ?? 0
            if more > 0 { report.add(table, "\(more) rows that no seal covers") }
        }
    }
}
