/// Reads CSV (RFC 4180) piece by piece: bytes in, rows out. Keeps no more than one row between pieces.
///
/// Line ends are CR LF, LF or CR; in quotes they belong to the field. Lines without anything are skipped. A byte order mark is dropped, and wins over the
/// encoding that was declared. Fields are kept as they are, with their spaces.
///
/// A row that cannot be read is lost alone: reading goes on behind the line in which the field at fault begins. Where that is a quote that was opened by
/// mistake, the lines that it swallowed are read again, so each byte is looked at once or twice.
package struct CSVReader {
    private enum State {
        case fieldStart, plain, quoted
        /// Behind a quote in a quoted field: its end, or the first of two.
        case afterQuote
        /// In the rest of a line whose row was refused.
        case skipping
    }

    private let format: CSVFormat
    private let sample: Int
    private var decoder: EncodingDecoder?
    private var encoding: CSVFormat.Encoding
    /// The first bytes, until it is known how they are to be read; nil then.
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
    /// What stands behind the first line end in the quoted field that is open, as it was written, and whether that line end began with CR.
    private var swallowed: (bytes: [UInt8], isBehindReturn: Bool)?
    /// To be read again before anything else.
    private var again: [UInt8]?

    private var results: [Result<CSVRow, CSVError>] = []
    /// Nothing more is read after a fatal error.
    package private(set) var hasFailed = false

    /// - Parameter sample: how many of the first bytes tell the encoding.
    package init(_ format: CSVFormat = .standard, sample: Int = 4_096) {
        self.format = format
        self.sample = sample
        encoding = format.encoding
    }

    /// The rows that end in this piece of the file, in order, and what is wrong with others. A fatal error is the last result of all.
    package mutating func read(_ piece: some Collection<UInt8>) -> [Result<CSVRow, CSVError>] {
        if hasFailed { return [] }
        if var head {
            head += piece
            self.head = head
            if head.count >= sample { begin(isWhole: false) }
        } else {
            take(piece)
        }
        return takeResults()
    }

    /// The last row, if the file does not end with a line end. Call once, behind the last piece.
    package mutating func finish() -> [Result<CSVRow, CSVError>] {
        if hasFailed { return [] }
        begin(isWhole: true)
        if let decoder { decoder.finish().withUnsafeBufferPointer { scan($0) } }
        // What a quote swallowed that is never closed may open no other one, but closes what it can.
        while state == .quoted {
            fail(.unclosedQuote, fieldPlace)
            readAgain()
        }
        let isEmptyLine = state == .skipping || state == .fieldStart && fields.isEmpty
        if !isEmptyLine, !hasFailed {
            if state == .fieldStart { fieldPlace = here }
            if endField(with: UnsafeBufferPointer(start: nil, count: 0)) { endRow() }
        }
        return takeResults()
    }

    private var here: CSVPlace { CSVPlace(line: line, column: column) }

    private mutating func takeResults() -> [Result<CSVRow, CSVError>] {
        defer { results = [] }
        return results
    }

    /// Decides by the first bytes how the file is read, and reads them, if that was not done yet.
    private mutating func begin(isWhole: Bool) {
        guard let head else { return }
        self.head = nil
        switch CSVBeginning(of: head.prefix(sample), isWhole: isWhole, declared: format.encoding) {
        case .refused(let reason, let line): return stop(reason, CSVPlace(line: line, column: 1))
        case .text(let known, let mark):
            encoding = known
            if known != .utf8 {
                let decoder = EncodingDecoder(known)
                guard decoder.isSupported else { return stop(.unsupportedEncoding(known), here) }
                self.decoder = decoder
            }
            take(head[mark...])
        }
    }

    private mutating func take(_ piece: some Collection<UInt8>) {
        if let decoder {
            decoder.decode(piece).withUnsafeBufferPointer { scan($0) }
        } else if piece.withContiguousStorageIfAvailable({ scan($0) }) == nil {
            Array(piece).withUnsafeBufferPointer { scan($0) }
        }
    }

    private mutating func scan(_ bytes: UnsafeBufferPointer<UInt8>) {
        var index = 0
        while index < bytes.count {
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
            case .skipping: index = skipLine(bytes, index)
            }
            readAgain()
        }
    }

    /// Lines that a quote has swallowed. They end before another quote could swallow more, so this nests no deeper than twice.
    private mutating func readAgain() {
        guard let bytes = again else { return }
        again = nil
        bytes.withUnsafeBufferPointer { scan($0) }
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
        guard index < bytes.count, bytes[index] != CSVByte.quote else {
            // The row may be too long already; in smaller pieces that would have been seen before.
            if append(run), index < bytes.count { fail(.strayQuote, here) }
            return index
        }
        guard endField(with: run) else { return index }
        endOfField(bytes[index])
        return index + 1
    }

    private mutating func scanQuoted(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int {
        var index = start, behind = swallowed == nil ? nil : start
        while index < bytes.count, bytes[index] != CSVByte.quote {
            let byte = bytes[index]
            if byte == CSVByte.lineFeed || byte == CSVByte.carriageReturn {
                // A pair of both is one line; it may lie in two pieces.
                let isSecond = byte == CSVByte.lineFeed && (index > start ? bytes[index - 1] : field.last) == CSVByte.carriageReturn
                if !isSecond { line += 1 }
                column = 1
                if swallowed == nil {
                    swallowed = ([], byte == CSVByte.carriageReturn)
                    behind = index + 1
                }
            } else if byte & 0xC0 != 0x80 {
                column += 1
            }
            index += 1
        }
        if let behind { swallowed?.bytes += bytes[behind..<index] }
        guard append(UnsafeBufferPointer(rebasing: bytes[start..<index])), index < bytes.count else { return index }
        swallowed?.bytes.append(CSVByte.quote)
        column += 1
        state = .afterQuote
        return index + 1
    }

    private mutating func leaveQuote(_ bytes: UnsafeBufferPointer<UInt8>, _ index: Int) -> Int {
        let byte = bytes[index]
        switch byte {
        case CSVByte.quote:
            field.append(CSVByte.quote)
            swallowed?.bytes.append(CSVByte.quote)
            column += 1
            state = .quoted
        case format.delimiter, CSVByte.lineFeed, CSVByte.carriageReturn:
            swallowed = nil
            guard endField(with: UnsafeBufferPointer(start: nil, count: 0)) else { return index }
            endOfField(byte)
        default:
            // Over several lines it is the opening quote that was a mistake.
            if swallowed == nil { fail(.textAfterQuote, here) } else { fail(.unclosedQuote, fieldPlace) }
            return index
        }
        return index + 1
    }

    private mutating func skipLine(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int {
        var index = start
        while index < bytes.count, bytes[index] != CSVByte.lineFeed, bytes[index] != CSVByte.carriageReturn { index += 1 }
        guard index < bytes.count else { return index }
        state = .fieldStart
        endLine(bytes[index])
        return index + 1
    }

    /// False: the row is refused.
    private mutating func append(_ run: UnsafeBufferPointer<UInt8>) -> Bool {
        rowSize += run.count
        guard rowSize <= format.maximumRow else { return fail(.rowTooLong(limit: format.maximumRow), fieldPlace) }
        field += run
        return true
    }

    /// The field ends with `run`, which was not appended yet. False: the row is refused.
    private mutating func endField(with run: UnsafeBufferPointer<UInt8>) -> Bool {
        let text: String?
        if field.isEmpty {
            rowSize += run.count
            text = Self.text(run)
        } else {
            guard append(run) else { return false }
            text = field.withUnsafeBufferPointer { Self.text($0) }
            field.removeAll(keepingCapacity: true)
        }
        swallowed = nil
        guard rowSize <= format.maximumRow else { return fail(.rowTooLong(limit: format.maximumRow), fieldPlace) }
        guard fields.count < format.maximumFields else { return fail(.tooManyFields(limit: format.maximumFields), here) }
        if text == nil, rowError == nil { rowError = CSVError(.wrongEncoding(encoding), fieldPlace) }
        fields.append(text ?? "")
        places.append(fieldPlace)
        return true
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
        if let rowError {
            results.append(.failure(rowError))
        } else {
            results.append(.success(CSVRow(fields: fields, places: places)))
        }
        // The next row is most likely as long as this one.
        let count = fields.count
        forgetRow()
        fields.reserveCapacity(count)
        places.reserveCapacity(count)
    }

    private mutating func forgetRow() {
        (fields, places) = ([], [])
        field.removeAll(keepingCapacity: true)
        rowSize = 0
        rowError = nil
    }

    /// Refuses the row, and goes on behind the line in which the field at fault begins. False, for who asks whether it holds.
    @discardableResult
    private mutating func fail(_ reason: CSVError.Reason, _ place: CSVPlace) -> Bool {
        results.append(.failure(CSVError(reason, place)))
        forgetRow()
        if let lines = swallowed {
            again = lines.bytes
            (line, column, afterCarriageReturn, state) = (fieldPlace.line + 1, 1, lines.isBehindReturn, .fieldStart)
        } else {
            state = .skipping
        }
        swallowed = nil
        return false
    }

    /// Nothing of the file can be read.
    private mutating func stop(_ reason: CSVError.Reason, _ place: CSVPlace) {
        hasFailed = true
        results.append(.failure(CSVError(reason, place)))
    }
}
