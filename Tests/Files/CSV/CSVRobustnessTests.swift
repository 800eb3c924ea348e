import Files
import Seeds
import Testing

@Suite("Damaged CSV")
struct CSVRobustnessTests {
    @Test(arguments: CSVFormat.Encoding.allCases)
    func `gives the same rows and errors in pieces of any size`(_ encoding: CSVFormat.Encoding) throws {
        var random = Seeded()
        let format = try #require(CSVFormat(encoding: encoding, maximumRow: 60, maximumFields: 8))
        let alphabet: [UInt8] = Array("ab\",\"\r\n\r\n,é金😀".utf8) + [0x81, 0x30, 0xFF, 0xEF, 0xBB, 0xBF]
        for _ in 0..<1_000 {
            let bytes = (0..<Int.random(in: 0..<60, using: &random)).map { _ in alphabet.randomElement(using: &random) ?? 0 }
            let whole = CSVReaderTests.read(bytes, format)
            let parts = CSVReaderTests.read(bytes, format, pieces: Int.random(in: 1...7, using: &random))
            #expect(whole == parts, "\(bytes), \(random)")
        }
    }

    @Test
    func `written rows read back`() {
        var random = Seeded()
        let alphabet = Array("ab\", \r\n=+-@金😀\t'".unicodeScalars)
        for _ in 0..<500 {
            let rows = (0..<Int.random(in: 1..<5, using: &random)).map { _ in
                (0..<Int.random(in: 1..<5, using: &random)).map { _ in
                    String(String.UnicodeScalarView((0..<Int.random(in: 0..<6, using: &random)).compactMap { _ in alphabet.randomElement(using: &random) }))
                }
            }
            var writer = CSVWriter(defuses: false)
            for row in rows { writer.row(texts: row) }
            let (read, errors) = CSVReaderTests.read(writer.bytes)
            #expect(read.map(\.fields) == rows, "\(random)")
            #expect(errors.isEmpty, "\(random)")
        }
    }
}
