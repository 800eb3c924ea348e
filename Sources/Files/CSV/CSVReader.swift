/// Reads CSV (RFC 4180) piece by piece: bytes in, rows out. Keeps no more than one row between pieces; looks at each byte once.
///
/// Line ends are CR LF, LF or CR; in quotes they belong to the field. Lines without anything are skipped. A byte order mark is dropped. Fields are kept as they
/// are, with their spaces.
package struct CSVReader {
    private enum State {
        case fieldStart, plain, quoted
        /// Behind a quote in a quoted field: its end, or the first of two.
        case afterQuote
    }

    private let format: CSVFormat
    private let decoder: GB18030Decoder?
    /// The first bytes, until it is known whether they are a byte order mark; nil then.
    private var head: [UInt8]? = []
    private var state = State.fieldStart
    private var afterCarriageReturn = false
    private var line = 1
    private var column = 1

    // The row in the making.
    private var fields: [String] = []
    private var places: [CSVPlace] = []
    private var field: [UInt8] = []
    private var fieldPlace = CSVPlace(line: 1, column: 1)
    private var rowSize = 0
    private var rowError: CSVError?

    private var results: [Result<CSVRow, CSVError>] = []
    /// Nothing more is read after a fatal error.
    package private(set) var hasFailed = false

    package init(_ format: CSVFormat = .standard) {
        self.format = format
        decoder = format.encoding == .gb18030 ? GB18030Decoder() : nil
    }

    /// The rows that end in this piece of the file, in order, and what is wrong with others. A fatal error is the last result of all.
    package mutating func read(_ piece: some Collection<UInt8>) -> [Result<CSVRow, CSVError>] {
        if hasFailed { return [] }
        if let decoder {
            let (text, isWhole) = decoder.decode(piece)
            begin(text)
            if !isWhole {
                scanHead()
                fail(.wrongEncoding(.gb18030), here)
            }
        } else {
            begin(piece)
        }
        return takeResults()
    }

    /// The last row, if the file does not end with a line end. Call once, behind the last piece.
    package mutating func finish() -> [Result<CSVRow, CSVError>] {
        if hasFailed { return [] }
        scanHead()
        if decoder?.isAtCharacter == false { fail(.wrongEncoding(.gb18030), here) }
        switch state {
        case .quoted: fail(.unclosedQuote, fieldPlace)
        case .fieldStart where fields.isEmpty: break
        case .fieldStart, .plain, .afterQuote:
            if state == .fieldStart { fieldPlace = here }
            endField(with: UnsafeBufferPointer(start: nil, count: 0))
            endRow()
        }
        return takeResults()
    }

    private var here: CSVPlace { CSVPlace(line: line, column: column) }

    private mutating func takeResults() -> [Result<CSVRow, CSVError>] {
        defer { results = [] }
        return results
    }

    private mutating func begin(_ piece: some Collection<UInt8>) {
        guard var head else {
            if piece.withContiguousStorageIfAvailable({ scan($0) }) == nil { Array(piece).withUnsafeBufferPointer { scan($0) } }
            return
        }
        head += piece
        self.head = head
        if head.count >= 3 { scanHead() }
    }

    /// Reads the first bytes, without a byte order mark, if they were not yet.
    private mutating func scanHead() {
        guard let head else { return }
        self.head = nil
        let text = head.starts(with: [0xEF, 0xBB, 0xBF]) ? head[3...] : head[...]
        text.withUnsafeBufferPointer { scan($0) }
    }

    private mutating func scan(_ bytes: UnsafeBufferPointer<UInt8>) {
        var index = 0
        while index < bytes.count, !hasFailed {
            if afterCarriageReturn {
                afterCarriageReturn = false
                if bytes[index] == CSVByte.lineFeed {
                    index += 1
                    continue
                }
            }
            switch state {
            case .fieldStart: index = startField(bytes, index)
            case .plain: index = scanPlain(bytes, index)
            case .quoted: index = scanQuoted(bytes, index)
            case .afterQuote: index = leaveQuote(bytes, index)
            }
        }
    }

    private mutating func startField(_ bytes: UnsafeBufferPointer<UInt8>, _ index: Int) -> Int {
        fieldPlace = here
        if bytes[index] == CSVByte.quote {
            state = .quoted
            column += 1
            return index + 1
        }
        if fields.isEmpty, bytes[index] == CSVByte.lineFeed || bytes[index] == CSVByte.carriageReturn {
            endLine(bytes[index])
            return index + 1
        }
        state = .plain
        return index
    }

    private mutating func scanPlain(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int {
        var index = start
        while index < bytes.count {
            let byte = bytes[index]
            if byte == format.delimiter || byte == CSVByte.lineFeed || byte == CSVByte.carriageReturn || byte == CSVByte.quote { break }
            if byte & 0xC0 != 0x80 { column += 1 }
            index += 1
        }
        let run = UnsafeBufferPointer(rebasing: bytes[start..<index])
        guard index < bytes.count else {
            append(run)
            return index
        }
        if bytes[index] == CSVByte.quote {
            // The row may be too long already; in smaller pieces that would have been seen before.
            append(run)
            fail(.strayQuote, here)
            return index
        }
        endField(with: run)
        endOfField(bytes[index])
        return index + 1
    }

    private mutating func scanQuoted(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int {
        var index = start
        while index < bytes.count, bytes[index] != CSVByte.quote {
            let byte = bytes[index]
            if byte == CSVByte.lineFeed || byte == CSVByte.carriageReturn {
                // A pair of both is one line; it may lie in two pieces.
                let isSecond = byte == CSVByte.lineFeed && (index > start ? bytes[index - 1] : field.last) == CSVByte.carriageReturn
                if !isSecond { line += 1 }
                column = 1
            } else if byte & 0xC0 != 0x80 {
                column += 1
            }
            index += 1
        }
        append(UnsafeBufferPointer(rebasing: bytes[start..<index]))
        guard index < bytes.count else { return index }
        column += 1
        state = .afterQuote
        return index + 1
    }

    private mutating func leaveQuote(_ bytes: UnsafeBufferPointer<UInt8>, _ index: Int) -> Int {
        let byte = bytes[index]
        switch byte {
        case CSVByte.quote:
            field.append(CSVByte.quote)
            column += 1
            state = .quoted
        case format.delimiter, CSVByte.lineFeed, CSVByte.carriageReturn:
            endField(with: UnsafeBufferPointer(start: nil, count: 0))
            endOfField(byte)
        default: fail(.textAfterQuote, here)
        }
        return index + 1
    }

    private mutating func append(_ run: UnsafeBufferPointer<UInt8>) {
        rowSize += run.count
        guard rowSize <= format.maximumRow else { return fail(.rowTooLong(limit: format.maximumRow), fieldPlace) }
        field += run
    }

    /// The field ends with `run`, which was not appended yet.
    private mutating func endField(with run: UnsafeBufferPointer<UInt8>) {
        let text: String?
        if field.isEmpty {
            rowSize += run.count
            text = Self.text(run)
        } else {
            append(run)
            text = field.withUnsafeBufferPointer { Self.text($0) }
            field.removeAll(keepingCapacity: true)
        }
        guard rowSize <= format.maximumRow else { return fail(.rowTooLong(limit: format.maximumRow), fieldPlace) }
        guard fields.count < format.maximumFields else { return fail(.tooManyFields(limit: format.maximumFields), here) }
        if text == nil, rowError == nil { rowError = CSVError(.wrongEncoding(.utf8), fieldPlace) }
        fields.append(text ?? "")
        places.append(fieldPlace)
    }

    /// Nil for bytes that are not UTF-8. ASCII, which nearly all fields are, is taken without the slower check.
    private static func text(_ bytes: UnsafeBufferPointer<UInt8>) -> String? {
        bytes.allSatisfy { $0 < 0x80 } ? String(decoding: bytes, as: UTF8.self) : String(validating: bytes, as: UTF8.self)
    }

    /// What follows a field: a delimiter or a line end.
    private mutating func endOfField(_ byte: UInt8) {
        state = .fieldStart
        if byte == format.delimiter {
            column += 1
        } else {
            endRow()
            endLine(byte)
        }
    }

    private mutating func endLine(_ byte: UInt8) {
        line += 1
        column = 1
        afterCarriageReturn = byte == CSVByte.carriageReturn
    }

    private mutating func endRow() {
        guard !hasFailed else { return }
        if let rowError {
            results.append(.failure(rowError))
        } else {
            results.append(.success(CSVRow(fields: fields, places: places)))
        }
        // The next row is most likely as long as this one.
        let count = fields.count
        (fields, places) = ([], [])
        fields.reserveCapacity(count)
        places.reserveCapacity(count)
        rowSize = 0
        rowError = nil
    }

    private mutating func fail(_ reason: CSVError.Reason, _ place: CSVPlace) {
        guard !hasFailed else { return }
        hasFailed = true
        results.append(.failure(CSVError(reason, place)))
    }
}
