import Faults
import Seeds
import SQLite
import Testing

@Suite struct DurabilityTests {
    let bench: Workbench

    init() throws { bench = try Workbench() }

    /// 24 commits of up to three rows, with checkpoints between them, on a disk that remembers.
    private func recordedRun(on disk: FaultyDisk) throws {
        let writer = try bench.writer(vfs: disk.vfs)
        for number in 1...24 {
            try writer.transaction {
                for _ in 0...(number % 3) { try writer.run("INSERT INTO note (text) VALUES (?)", number) }
            }
            disk.mark(number)
            if number % 7 == 0 { try writer.checkpoint() }
        }
    }

    @Test func `what was acknowledged survives a power cut at every point`() throws {
        let disk = FaultyDisk()
        try recordedRun(on: disk)
        var generator = Seeded()
        for cut in 0...disk.changeCount {
            let image = PowerCut(of: disk, before: cut)
            guard let acknowledged = image.lastMark else { continue }
            let after = try Workbench()
            try image.write(to: after.folder, using: &generator)
            let writer = try Connection(after.path("notes.db"), as: .writer)
            #expect(try writer.quickCheck().isEmpty, "cut \(cut), \(generator)")
            let found = try writer.rows("SELECT text, count(*) FROM note GROUP BY 1 ORDER BY 1") { (number: $0.integer(0), rows: $0.integer(1)) }
            // All that was acknowledged, each commit whole or not there at all, and at most the one under way beside it.
            for (index, commit) in found.enumerated() {
                #expect(commit.number == index + 1, "cut \(cut), \(generator)")
                #expect(commit.rows == commit.number % 3 + 1, "cut \(cut), \(generator)")
            }
            #expect((acknowledged...acknowledged + 1).contains(found.count), "cut \(cut), \(generator)")
        }
    }

    @Test(arguments: FaultyDisk.Call.allCases, FaultyDisk.Failure.allCases)
    func `a commit that the disk refuses throws and leaves nothing`(_ call: FaultyDisk.Call, _ failure: FaultyDisk.Failure) throws {
        for after in 0..<6 {
            let disk = FaultyDisk()
            let folder = try Workbench()
            let writer = try folder.writer(vfs: disk.vfs)
            try writer.note("kept")
            disk.fail(call, failure, after: after, times: 1)
            let committed = Result { try writer.transaction { for number in 0..<3 { try writer.note(String(repeating: "x", count: 3000 + number)) } } }
            disk.heal()
            let expected: Int
            switch committed {
            case .success: expected = 4
            case .failure: expected = 1
            }
            #expect(try writer.notes().count == expected, "\(call), \(failure), after \(after)")
            #expect((disk.failures == 0) == (expected == 4))
            try writer.note("well again")
            #expect(try writer.notes().count == expected + 1)
        }
    }

    @Test func `a full disk is told from a broken one`() throws {
        let disk = FaultyDisk()
        let writer = try bench.writer(vfs: disk.vfs)
        disk.fail(.write, .full, after: 0)
        #expect { try writer.note("no room") } throws: { ($0 as? SQLiteError)?.isFull == true }
        disk.fail(.sync, .inputOutput, after: 0)
        #expect { try writer.note("broken") } throws: { ($0 as? SQLiteError)?.isInputOutput == true }
        disk.heal()
    }
}
