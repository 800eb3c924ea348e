import Files
import Testing

@Suite("CSV rows")
struct CSVReaderTests {
    /// All rows of a text that is read in pieces of `size` bytes, and all errors.
    static func read(_ bytes: [UInt8], _ format: CSVFormat = .standard, pieces size: Int = .max) -> (rows: [CSVRow], errors: [CSVError]) {
        // So few bytes tell the encoding that the others come in pieces.
        var reader = CSVReader(format, sample: 4)
        var results: [Result<CSVRow, CSVError>] = []
        var start = 0
        while start < bytes.count {
            let end = start + min(size, bytes.count - start)
            results += reader.read(bytes[start..<end])
            start = end
        }
        results += reader.finish()
        var (rows, errors): ([CSVRow], [CSVError]) = ([], [])
        for result in results {
            switch result {
            case .success(let row): rows.append(row)
            case .failure(let error): errors.append(error)
            }
        }
        return (rows, errors)
    }

    static let texts: [(String, [[String]])] = [
        ("", []), ("\n\r\n\r", []), ("a", [["a"]]), ("a,b\r\nc,d\r\n", [["a", "b"], ["c", "d"]]), ("a,b\nc,d", [["a", "b"], ["c", "d"]]),
        ("a,b\rc,d\r", [["a", "b"], ["c", "d"]]), ("a\n\n\nb", [["a"], ["b"]]), ("\u{FEFF}a,b\n", [["a", "b"]]), ("a,", [["a", ""]]), (",", [["", ""]]),
        (",\n,", [["", ""], ["", ""]]), ("\"\"", [[""]]), ("\"\"\n\"\",\"\"", [[""], ["", ""]]), (" a , b ", [[" a ", " b "]]),
        ("\"a,b\",\"c\nd\",\"e\r\nf\"\r\n", [["a,b", "c\nd", "e\r\nf"]]), ("\"say \"\"hi\"\"\",x", [["say \"hi\"", "x"]]), ("\"\"\"\"", [["\""]]),
        ("张伟,\"金,额\"\n李娜,😀", [["张伟", "金,额"], ["李娜", "😀"]]), ("\u{FEFF}\"a\",b", [["a", "b"]]), ("é", [["é"]]),
    ]

    @Test(arguments: texts, [1, 2, 3, 5, .max])
    func `are read as RFC 4180 says, in pieces of any size`(_ text: (String, [[String]]), size: Int) {
        let (rows, errors) = Self.read(Array(text.0.utf8), pieces: size)
        #expect(rows.map(\.fields) == text.1)
        #expect(errors.isEmpty)
    }

    @Test(arguments: [1, 2, .max])
    func `know where each field begins`(size: Int) {
        let (rows, _) = Self.read(Array("\u{FEFF}金额,b\r\n\r\n\"x\r\ny\rz\n\",\"é\"\"\",c\r\nd,,".utf8), pieces: size)
        #expect(rows.map { $0.places.map { [$0.line, $0.column] } } == [[[1, 1], [1, 4]], [[3, 1], [6, 3], [6, 9]], [[7, 1], [7, 3], [7, 4]]])
        #expect(rows.map(\.line) == [1, 3, 7])
    }

    @Test
    func `may have another delimiter`() throws {
        let format = try #require(CSVFormat(delimiter: ";"))
        #expect(Self.read(Array("a,b;\"c;d\"".utf8), format).rows.map(\.fields) == [["a,b", "c;d"]])
        for character: Character in ["\"", "\n", "\r", "\r\n", "é", "\0"] { #expect(CSVFormat(delimiter: character) == nil) }
    }

    @Test(arguments: [
        ("a\nb\"c\nd", CSVError.Reason.strayQuote, 2, 2, [["a"], ["d"]]), ("a\n\"b\" ,c\nd,e\n", .textAfterQuote, 2, 4, [["a"], ["d", "e"]]),
        ("a\nb,\"c\nd\ne", .unclosedQuote, 2, 3, [["a"], ["d"], ["e"]]), ("\"", .unclosedQuote, 1, 1, []),
        // A quote that was opened by mistake swallows lines up to the next one; they are read again.
        ("1,\"open\r\n2,x\r\n3,\"y\"\r\n4,z", .unclosedQuote, 1, 3, [["2", "x"], ["3", "y"], ["4", "z"]]),
        ("1,\"open\r2,x\r3,\"y\"\r4,z", .unclosedQuote, 1, 3, [["2", "x"], ["3", "y"], ["4", "z"]]),
        ("\"a\nb\",\"c\nd\ne,f", .unclosedQuote, 2, 4, [["d"], ["e", "f"]]), ("say \"hi\",x\n\"q\nr\",s", .strayQuote, 1, 5, [["q\nr", "s"]]),
    ], [1, 2, .max])
    func `with a fault of quotes are lost alone, each with its place`(_ fault: (text: String, reason: CSVError.Reason, line: Int, column: Int, rows: [[String]]), size: Int) {
        let (rows, errors) = Self.read(Array(fault.text.utf8), pieces: size)
        #expect(rows.map(\.fields) == fault.rows)
        #expect(errors.map(\.reason) == [fault.reason])
        #expect(errors.first.map { [$0.line, $0.column] } == [fault.line, fault.column])
        #expect(errors.first?.isFatal == false)
    }

    @Test func `keep their lines behind a fault`() {
        let (rows, errors) = Self.read(Array("1,\"open\n2,x\n3,\"y\"\n4,z\"\n\"5\n\",w\n6,v".utf8))
        #expect(rows.map(\.line) == [2, 3, 5, 7])
        #expect(errors.map(\.line) == [1, 4])
    }

    @Test func `cost little, however many quotes are wrong`() {
        let text = String(repeating: "a,\"b\n", count: 20_000) + String(repeating: "\"\"\n\"x\n", count: 20_000)
        let (rows, errors) = Self.read(Array(text.utf8), pieces: 4_096)
        #expect(rows.count + errors.count > 20_000)
    }

    @Test
    func `that are not UTF-8 are lost alone`() {
        let (rows, errors) = Self.read(Array("a,b\nc,".utf8) + [0xC0, 0xAF, 0x0A] + Array("d,e".utf8))
        #expect(rows.map(\.fields) == [["a", "b"], ["d", "e"]])
        #expect(errors.map(\.reason) == [.wrongEncoding(.utf8)])
        #expect(errors.first.map { [$0.line, $0.column] } == [2, 3])
        #expect(errors.first?.diagnostic(file: "x.csv").description.contains("gb18030") == true)
    }

    @Test(arguments: [1, 7, .max])
    func `are bounded in size, whatever the pieces`(size: Int) throws {
        let format = try #require(CSVFormat(maximumRow: 20, maximumFields: 4))
        #expect(Self.read(Array("12345678,12345678,1234\n12345678,12345678,1234".utf8), format, pieces: size).rows.count == 2)
        #expect(Self.read(Array("12345678,12345678,12345".utf8), format, pieces: size).errors.map(\.reason) == [.rowTooLong(limit: 20)])
        #expect(Self.read(Array("\"\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n".utf8), format, pieces: size).errors.map(\.reason) == [.rowTooLong(limit: 20)])
        #expect(Self.read(Array("1,2,3,4,5\n".utf8), format, pieces: size).errors.map(\.reason) == [.tooManyFields(limit: 4)])
    }
}

@Suite("CSV in GB 18030")
struct GB18030Tests {
    private let format = CSVFormat(encoding: .gb18030) ?? .standard

    @Test(arguments: [1, 2, 3, .max])
    func `is read in pieces of any size`(size: Int) {
        // 姓名,金额 / 张伟,€😀 : two bytes for common characters, four for 😀.
        let bytes: [UInt8] = [0xD0, 0xD5, 0xC3, 0xFB, 0x2C, 0xBD, 0xF0, 0xB6, 0xEE, 0x0D, 0x0A, 0xD5, 0xC5, 0xCE, 0xB0, 0x2C, 0xA2, 0xE3, 0x94, 0x39, 0xFC, 0x36]
        let (rows, errors) = CSVReaderTests.read(bytes, format, pieces: size)
        #expect(rows.map(\.fields) == [["姓名", "金额"], ["张伟", "€😀"]])
        #expect(rows.last?.places.last?.column == 4)
        #expect(errors.isEmpty)
    }

    @Test
    func `takes second bytes that look like a delimiter for what they are`() throws {
        // 亅 is 81 7C, and 7C alone is the bar.
        let format = try #require(CSVFormat(delimiter: "|", encoding: .gb18030))
        #expect(CSVReaderTests.read([0x81, 0x7C, 0x7C, 0x61], format).rows.map(\.fields) == [["亅", "a"]])
    }

    @Test(arguments: [1, .max])
    func `drops a byte order mark`(size: Int) {
        #expect(CSVReaderTests.read([0x84, 0x31, 0x95, 0x33, 0x61, 0x0A], format, pieces: size).rows.map(\.fields) == [["a"]])
    }

    @Test(arguments: [
        ([0x61, 0x0A, 0x62, 0x2C, 0xFF, 0x61, 0x0A, 0x63], [["a"], ["c"]], 2, 3), ([0x61, 0x0A, 0xD5], [["a"]], 2, 1),
        ([0x61, 0x0A, 0x81, 0x30, 0x81], [["a"]], 2, 1), ([0x61, 0x0A, 0xD5, 0x0A, 0xD5, 0xC5], [["a"], ["张"]], 2, 1),
    ] as [([UInt8], [[String]], Int, Int)], [1, 2, .max])
    func `loses only the row of bytes that are no character, wherever pieces end`(_ fault: (bytes: [UInt8], rows: [[String]], line: Int, column: Int), size: Int) {
        let (rows, errors) = CSVReaderTests.read(fault.bytes, format, pieces: size)
        #expect(rows.map(\.fields) == fault.rows)
        #expect(errors.map(\.reason) == [.wrongEncoding(.gb18030)])
        #expect(errors.first.map { [$0.line, $0.column] } == [fault.line, fault.column])
    }

    @Test(arguments: [1, .max])
    func `shows the place of a fault among the first bytes`(size: Int) {
        let (_, errors) = CSVReaderTests.read([0x61, 0x2C, 0xFF], format, pieces: size)
        #expect(errors.first.map { [$0.line, $0.column] } == [1, 3])
    }
}

@Suite("How a CSV file is written")
struct CSVBeginningTests {
    private static let gbk: [UInt8] = [0xD0, 0xD5, 0xC3, 0xFB]

    private func read(_ bytes: [UInt8], _ encoding: CSVFormat.Encoding = .utf8) throws -> (rows: [CSVRow], errors: [CSVError]) {
        var reader = CSVReader(try #require(CSVFormat(encoding: encoding)))
        let results = reader.read(bytes) + reader.finish()
        return (results.compactMap { try? $0.get() }, results.compactMap { if case .failure(let error) = $0 { error } else { nil } })
    }

    private static func utf16(_ text: String, bigEndian: Bool = false, mark: Bool = false) -> [UInt8] {
        ((mark ? "\u{FEFF}" : "") + text).utf16.flatMap { unit in
            let bytes = [UInt8(unit & 0xFF), UInt8(unit >> 8)]
            return bigEndian ? bytes.reversed() : bytes
        }
    }

    @Test func `a byte order mark wins over what was declared`() throws {
        let bytes = [0xEF, 0xBB, 0xBF] + Array("姓名,金额\n张伟,5\n".utf8)
        for encoding in CSVFormat.Encoding.allCases { #expect(try read(bytes, encoding).rows.map(\.fields) == [["姓名", "金额"], ["张伟", "5"]]) }
        #expect(try read([0x84, 0x31, 0x95, 0x33] + Self.gbk).rows.map(\.fields) == [["姓名"]])
    }

    @Test(arguments: [false, true], CSVFormat.Encoding.allCases)
    func `UTF-16 is read by its mark, whatever was declared`(bigEndian: Bool, encoding: CSVFormat.Encoding) throws {
        let (rows, errors) = try read(Self.utf16("编号,姓名\r\n一,张伟\r\n", bigEndian: bigEndian, mark: true), encoding)
        #expect(errors.isEmpty && rows.map(\.fields) == [["编号", "姓名"], ["一", "张伟"]])
    }

    @Test(arguments: [false, true])
    func `UTF-16 without a mark is read where it was declared, and told by its name elsewhere`(bigEndian: Bool) throws {
        for text in ["id,agent\r\n1,li.na\r\n", "编号,姓名\r\n一,张伟\r\n"] {
            #expect(try read(Self.utf16(text, bigEndian: bigEndian), bigEndian ? .utf16BE : .utf16LE).rows.count == 2)
            for encoding in [CSVFormat.Encoding.utf8, .gb18030, .big5] {
                let (rows, errors) = try read(Self.utf16(text, bigEndian: bigEndian), encoding)
                #expect(rows.isEmpty && errors.count == 1)
                let words = errors.first?.sentence ?? ""
                #expect(words.contains("UTF-16, \(bigEndian ? "big" : "little") endian") && words.contains("save it as UTF-8"), "\(words)")
            }
        }
    }

    @Test func `GB 18030 is told by its name, where a header or more than one line is written in it`() throws {
        for bytes in [Self.gbk + Array(",b\n1,2\n".utf8), Array("a,b\n".utf8) + Self.gbk + Array(",1\n".utf8) + Self.gbk + Array(",2\n".utf8)] {
            let (rows, errors) = try read(bytes)
            #expect(rows.isEmpty && errors.count == 1 && errors.first?.isFatal == true)
            #expect(errors.first?.sentence.contains("GB18030 (GBK)") == true && errors.first?.sentence.contains("encoding: gb18030") == true)
        }
    }

    @Test func `one line in another encoding is lost alone`() throws {
        for line in [Self.gbk, Array("Andr".utf8) + [0xE9, 0x73], [0xFF]] {
            let (rows, errors) = try read(Array("a\nb\n".utf8) + line + Array("\nc\n".utf8))
            #expect(rows.map(\.fields) == [["a"], ["b"], ["c"]])
            #expect(errors.map(\.line) == [3])
        }
    }

    @Test func `UTF-8 that was declared GB 18030 is told`() throws {
        #expect(try read(Array("姓名\n张伟\n".utf8), .gb18030).errors.map(\.reason) == [.otherEncoding("UTF-8")])
        #expect(try read(Array("name\nzhang\n".utf8), .gb18030).rows.count == 2)
    }

    @Test func `a sample may end inside of a character`() throws {
        for length in 4_090...4_096 {
            let text = String(repeating: "a", count: length) + "张伟\n张伟\n"
            #expect(try read(Array(text.utf8)).errors.isEmpty)
        }
    }
}
