import Files
import Foundation
import Testing

@Suite("Damaged CSV")
struct CSVRobustnessTests {
    private struct Generator: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var mixed = state
            mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
            return mixed ^ (mixed >> 31)
        }
    }

    private func seed(_ name: String = #function) -> UInt64 {
        let seed = ProcessInfo.processInfo.environment["LAUREL_SEED"].flatMap { UInt64($0) } ?? .random(in: 0...UInt64.max)
        print("\(name): LAUREL_SEED=\(seed)")
        return seed
    }

    @Test("gives the same rows and errors in pieces of any size", arguments: CSVFormat.Encoding.allCases)
    func pieces(_ encoding: CSVFormat.Encoding) throws {
        let seed = seed()
        var random = Generator(state: seed)
        let format = try #require(CSVFormat(encoding: encoding, maximumRow: 60, maximumFields: 8))
        let alphabet: [UInt8] = Array("ab\",\"\r\n\r\n,é金😀".utf8) + [0x81, 0x30, 0xFF, 0xEF, 0xBB, 0xBF]
        for _ in 0..<1_000 {
            let bytes = (0..<Int.random(in: 0..<60, using: &random)).map { _ in alphabet.randomElement(using: &random) ?? 0 }
            let whole = CSVReaderTests.read(bytes, format)
            let parts = CSVReaderTests.read(bytes, format, pieces: Int.random(in: 1...7, using: &random))
            #expect(whole == parts, "\(bytes), LAUREL_SEED=\(seed)")
        }
    }

    @Test("written rows read back")
    func readBack() {
        let seed = seed()
        var random = Generator(state: seed)
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
            #expect(read.map(\.fields) == rows, "LAUREL_SEED=\(seed)")
            #expect(errors.isEmpty, "LAUREL_SEED=\(seed)")
        }
    }
}
