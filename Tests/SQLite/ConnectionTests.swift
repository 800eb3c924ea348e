import CSQLite
import SQLite
import Testing

@Suite struct ConnectionTests {
    let bench: Workbench

    init() throws { bench = try Workbench() }

    @Test(arguments: [
        SQLValue.null, .integer(0), .integer(.min), .integer(.max), .real(0.5), .text(""), .text("李娜 \u{0} 🏆"), .blob([]), .blob([0, 255, 7]),
    ])
    func `every kind of value comes back as it was`(_ value: SQLValue) throws {
        let writer = try bench.writer()
        try writer.note(value)
        #expect(try writer.notes() == [value])
    }

    @Test func `the writer keeps the rules for durability`() throws {
        let writer = try bench.writer()
        func pragma(_ name: String) throws -> SQLValue? { try writer.first("PRAGMA \(name)") { $0.value(0) } }
        #expect(try pragma("journal_mode") == .text("wal"))
        #expect(try pragma("synchronous") == .integer(2))
        #expect(try pragma("foreign_keys") == .integer(1))
        #expect(try pragma("wal_autocheckpoint") == .integer(0))
        #expect(try pragma("mmap_size") == .integer(0))
    }

    @Test func `a reader cannot write nor checkpoint`() throws {
        let writer = try bench.writer()
        let reader = try Connection(writer.path, as: .reader)
        #expect { try reader.note("no") } throws: { ($0 as? SQLiteError)?.code == SQLITE_READONLY }
        #expect { try reader.checkpoint() } throws: { ($0 as? SQLiteError)?.code == SQLITE_READONLY }
    }

    @Test func `a reader sees what is committed and keeps its snapshot`() throws {
        let writer = try bench.writer()
        let reader = try Connection(writer.path, as: .reader)
        try writer.note("one")
        try reader.snapshot {
            #expect(try reader.notes() == [.text("one")])
            try writer.note("two")
            #expect(try reader.notes() == [.text("one")])
        }
        #expect(try reader.notes() == [.text("one"), .text("two")])
    }

    @Test func `a transaction that throws leaves nothing`() throws {
        struct Refused: Error {}
        let writer = try bench.writer()
        #expect(throws: Refused.self) {
            try writer.transaction {
                try writer.note("lost")
                throw Refused()
            }
        }
        #expect(try writer.notes().isEmpty)
        #expect(!writer.isInTransaction)
    }

    @Test func `an error names code message and statement`() throws {
        let writer = try bench.writer()
        try writer.run("INSERT INTO note (number, text) VALUES (?, ?)", 1, "first")
        let error = #expect(throws: SQLiteError.self) { try writer.run("INSERT INTO note (number, text) VALUES (?, ?)", 1, "again") }
        #expect(error?.extendedCode == SQLITE_CONSTRAINT | 6 << 8)  // SQLITE_CONSTRAINT_PRIMARYKEY
        #expect(error?.isConstraint == true)
        #expect(error?.message == "UNIQUE constraint failed: note.number")
        #expect(error?.sql == "INSERT INTO note (number, text) VALUES (?, ?)")
    }

    @Test func `as many values as parameters are asked for`() throws {
        let writer = try bench.writer()
        #expect { try writer.run("INSERT INTO note (text) VALUES (?)", 1, 2) } throws: { ($0 as? SQLiteError)?.code == SQLITE_RANGE }
    }

    @Test func `a prepared statement is kept`() throws {
        let writer = try bench.writer()
        #expect(try writer.prepare("SELECT 1") === writer.prepare("SELECT 1"))
    }

    @Test func `a read beyond its limit is interrupted`() throws {
        let writer = try bench.writer()
        let endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
        #expect { try writer.limitReads(to: .milliseconds(20)) { try writer.first(endless) { $0.integer(0) } } } throws: {
            ($0 as? SQLiteError)?.isInterrupted == true
        }
        #expect(try writer.first("SELECT 1") { $0.integer(0) } == 1)
    }

    @Test func `the identity of the database is kept`() throws {
        do {
            let writer = try bench.writer()
            try writer.setApplicationID(0x4C61_7572)
            try writer.setUserVersion(3)
        }
        let again = try bench.writer()
        #expect(try again.applicationID() == 0x4C61_7572)
        #expect(try again.userVersion() == 3)
        #expect(try again.quickCheck().isEmpty)
    }
}
