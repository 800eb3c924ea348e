import Files
import Testing

@Suite struct ImportOrderTests {
    private func records(_ lines: [String]) throws -> [CSVRecord] {
        var reader = CSVTableReader()
        let read = reader.read(Array(("day,id\n" + lines.joined(separator: "\n") + "\n").utf8)) + reader.finish()
        return try read.map { try $0.get() }
    }

    /// Runs so small that everything goes through files, and one that needs none.
    @Test(arguments: [1, 700, 1 << 20]) func `rows stand in order whatever fits in memory`(runSize: Int) throws {
        let lines = (0..<200).map { "2017-0\(1 + $0 * 7 % 9),\($0)" }
        let order = ImportOrder(runSize: runSize)
        for record in try records(lines) { try order.add(record, by: [record["day"] ?? ""]) }
        var given: [(line: Int, fields: [String])] = []
        try order.forEach { given.append(($0.line, $0.row.fields)) }

        let expected = lines.enumerated().sorted { ($0.element.prefix(7), $0.offset) < ($1.element.prefix(7), $1.offset) }
        #expect(given.map { $0.fields.joined(separator: ",") } == expected.map(\.element))
        #expect(given.map(\.line) == expected.map { $0.offset + 2 })
    }
}
