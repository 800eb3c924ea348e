import Files
import Foundation
import Testing

@Suite("CSV with a header")
struct CSVTableTests {
    private func read(_ text: String) -> [Result<CSVRecord, CSVError>] {
        var reader = CSVTableReader()
        return reader.read(Array(text.utf8)) + reader.finish()
    }

    @Test
    func `gives fields by the names of their columns`() throws {
        let record = try #require(try read("id,金额,\n1,5.50,x\n").first?.get())
        #expect(record["id"] == "1")
        #expect(record["金额"] == "5.50")
        #expect(record[""] == nil)
        #expect(record["other"] == nil)
        #expect(record.place(of: "金额").map { [$0.line, $0.column] } == [2, 3])
        #expect(record.line == 2)
    }

    @Test
    func `refuses a row of another length alone`() {
        let results = read("a,b\n1\n2,3\n4,5,6\n")
        #expect(results.map { (try? $0.get())?.row.fields } == [nil, ["2", "3"], nil])
        let errors = results.compactMap { if case .failure(let error) = $0 { error } else { nil } }
        #expect(errors.map(\.reason) == [.fieldCount(expected: 2, found: 1), .fieldCount(expected: 2, found: 3)])
        #expect(errors.map(\.line) == [2, 4])
    }

    @Test(arguments: [("", CSVError.Reason.empty), ("\n\n", .empty), ("a,b,a\n1,2,3\n", .duplicateColumn("a"))])
    func `needs a header of different names`(_ text: String, _ reason: CSVError.Reason) {
        let results = read(text)
        #expect(results.count == 1)
        #expect(throws: CSVError.self) { try results.first?.get() }
        if case .failure(let error)? = results.first { #expect(error.reason == reason) }
    }

    @Test(arguments: [
        ("sep=;\nid;name\n1;x\n", "id, name"), ("sep=,\nid,name\n", "id, name"), ("SEP=\t\nid\tname\n1\tx\n", "id, name"), ("\u{FEFF}\"sep=;\"\nid;name\n", "id, name"),
        ("sep=;\n", "none"),
    ])
    func `has one message for a line that only spreadsheets read`(_ text: String, _ columns: String) {
        let results = read(text)
        #expect(results.count == 1)
        guard case .failure(let error)? = results.first else { return }
        #expect(error.isFatal && error.line == 1)
        #expect(error.sentence.contains("columns behind it are \(columns)") && error.sentence.contains("take the line out"), "\(error.sentence)")
    }

    @Test(arguments: ["a\"b,c\n1,2\n", "\"a\"b\n1\n", "\"a\n1\n2\n"])
    func `ends with a header that cannot be read`(_ text: String) {
        let results = read(text)
        #expect(results.count == 1)
        if case .failure(let error)? = results.first { #expect(error.isFatal) } else { Issue.record("the header is taken") }
    }

    @Test
    func `streams from a file`() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "laurel-csv-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appending(path: "rows.csv")
        // More than one piece of the reader.
        let text = "id,name\n" + (0..<20_000).map { "\($0),\"name \($0)\"\r\n" }.joined()
        try Data(text.utf8).write(to: path)
        var next = 0
        try CSVFile.forEachRecord(in: path.path()) { record in
            let fields = try record.get().row.fields
            #expect(fields == ["\(next)", "name \(next)"])
            next += 1
        }
        #expect(next == 20_000)
        #expect(throws: CSVFile.Failure.unreadable(ENOENT)) { try CSVFile.forEachRecord(in: path.path() + ".none") { _ in } }
    }

    private static let folder: URL = {
        if let path = ProcessInfo.processInfo.environment["LAUREL_SHARED"] { return URL(filePath: path) }
        return URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../../shared").standardizedFileURL
    }()

    private static let sales = folder.appending(path: "datasets/crm/sales_pipeline.csv").path()

    @Test(.enabled(if: FileManager.default.isReadableFile(atPath: sales), "shared cases are missing"))
    func `reads the shared sales pipeline`() throws {
        var (count, won) = (0, 0)
        try CSVFile.forEachRecord(in: Self.sales) { record in
            count += 1
            if try record.get()["deal_stage"] == "Won" { won += 1 }
        }
        #expect(count == 8_800)
        #expect(won > 0)
    }
}
