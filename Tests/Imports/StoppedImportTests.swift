import Files
import Imports
import PointsEngine
import Synchronization
import Testing

/// What ends an import half-way: counts come all the same.
@Suite struct StoppedImportTests {
    private let office: Office

    init() throws {
        let folder = #filePath.split(separator: "/").dropLast().joined(separator: "/")
        office = try Office(rules: "/\(folder)/crm-rules")
    }

    /// Takes so many batches, and then says that nothing can be written.
    private final class FullSink: ImportSink, Sendable {
        private let left: Mutex<Int>
        private let inner: RuntimeSink

        init(_ inner: RuntimeSink, batches: Int) {
            self.inner = inner
            left = Mutex(batches)
        }

        func names() throws -> ImportNames { try inner.names() }

        func send(_ items: [ImportedRow.Item], reply: @escaping @Sendable ([ImportVerdict]) -> Void) {
            let isTaken = left.withLock { left in
                left -= 1
                return left >= 0
            }
            if isTaken { inner.send(items, reply: reply) } else { reply(items.map { _ in .unavailable("the disk is full") }) }
        }
    }

    private func file(_ count: Int) throws -> String {
        try office.file("people.csv", "agent\n" + (0..<count).map { "m\($0)\n" }.joined())
    }

    private func load(_ run: ImportRun, _ path: String) throws -> ImportSummary {
        try ImportFile(path, by: office.map("members: {id: row.agent}"), calendar: office.rules.company.calendar).carryOut(run)
    }

    @Test func `what the disk does not take ends it with the counts`() throws {
        let summary = try load(ImportRun(into: FullSink(RuntimeSink(office.runtime, as: .administrator), batches: 2)), try file(4_000))
        #expect(summary.members.recorded == 1_000)
        #expect(summary.stopped?.hasPrefix("stopped at line ") == true && summary.stopped?.contains("the disk is full; what was recorded stays") == true)
        #expect(!summary.isClean)
        // And may be repeated.
        let again = try load(ImportRun(into: RuntimeSink(office.runtime, as: .administrator)), try file(4_000))
        #expect(again.members.recorded == 3_000 && again.members.duplicate == 1_000 && again.isClean)
    }

    private struct NoMore: Error, CustomStringConvertible { let description = "the list of refused rows is full" }

    @Test func `who hears of refusals may end it too`() throws {
        let path = try office.file("people.csv", "agent\n" + (0..<3_000).map { $0 == 700 ? "a/b\n" : "m\($0)\n" }.joined())
        let run = ImportRun(into: RuntimeSink(office.runtime, as: .administrator), onRefusal: { _ in throw NoMore() })
        let summary = try load(run, path)
        #expect(summary.members.recorded >= 999 && summary.members.refused == 1)
        #expect(summary.stopped?.hasPrefix("the list of refused rows is full") == true)
    }

    @Test func `progress may end it`() throws {
        let run = ImportRun(into: RuntimeSink(office.runtime, as: .administrator), onProgress: { _ in throw NoMore() })
        #expect(try load(run, try file(5_000)).stopped != nil)
    }
}
