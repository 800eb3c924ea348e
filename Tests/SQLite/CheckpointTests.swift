import SQLite
import Testing

@Suite struct CheckpointTests {
    let bench: Workbench

    init() throws { bench = try Workbench() }

    @Test func `the log grows until a checkpoint is asked for`() throws {
        let writer = try bench.writer()
        try writer.checkpoint()
        #expect(writer.logBytes == 0)
        for _ in 0..<40 { try writer.note([UInt8](repeating: 1, count: 100_000)) }
        #expect(writer.logBytes > 4_000_000)
        let checkpoint = try writer.checkpoint()
        #expect(checkpoint.copied == checkpoint.pages)
        #expect(writer.logBytes == 0)
    }

    @Test func `a reader holds back what it still needs`() throws {
        let writer = try bench.writer()
        let reader = try Connection(writer.path, as: .reader)
        try writer.note("before")
        try reader.snapshot {
            _ = try reader.notes()
            try writer.note([UInt8](repeating: 1, count: 100_000))
            let checkpoint = try writer.checkpoint()
            #expect(checkpoint.copied < checkpoint.pages)
            #expect(writer.logBytes > 100_000)
        }
        try writer.checkpoint()
        #expect(writer.logBytes == 0)
    }

    @Test func `the log is used again after a checkpoint`() throws {
        let writer = try bench.writer()
        for _ in 0..<10 { try writer.note([UInt8](repeating: 1, count: 100_000)) }
        try writer.checkpoint()
        try writer.note("small")
        #expect(writer.logBytes > 0)
        #expect(writer.logBytes < 100_000)
    }
}
