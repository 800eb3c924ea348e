import JSON

/// What stands in one cell of a CSV file that we write.
package enum CSVCell: Hashable, Sendable {
    /// Anything that came from people or other systems. A spreadsheet must not take it for a formula.
    case text(String)
    case integer(Int64)
    case number(Decimal)
    case empty
}

extension CSVCell: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral {
    package init(stringLiteral value: String) { self = .text(value) }
    package init(integerLiteral value: Int64) { self = .integer(value) }
}

/// Writes CSV (RFC 4180): commas, UTF-8, CR LF.
///
/// Text cells that a spreadsheet would run as a formula get an apostrophe in front and quotes around, as OWASP advises ("CSV Injection"): those that begin with
/// `=`, `+`, `-`, `@`, a tab or a line end, also in full width. Numbers are written as they are, negative ones too.
package struct CSVWriter: Sendable {
    /// What has been written so far.
    package private(set) var bytes: [UInt8] = []
    private let defuses: Bool

    /// - Parameters:
    ///   - byteOrderMark: true for people who open the file in Excel, which otherwise garbles Chinese.
    ///   - defuses: false for files that only programs read, such as rows that are to be imported again.
    package init(byteOrderMark: Bool = false, defuses: Bool = true) {
        if byteOrderMark { bytes = [0xEF, 0xBB, 0xBF] }
        self.defuses = defuses
    }

    package mutating func row(_ cells: some Sequence<CSVCell>) {
        let start = bytes.count
        var isFirst = true
        for cell in cells {
            if !isFirst { bytes.append(UInt8(ascii: ",")) }
            isFirst = false
            write(cell)
        }
        // One empty cell would be a line without anything, which readers skip.
        if bytes.count == start { bytes += [CSVByte.quote, CSVByte.quote] }
        bytes += [CSVByte.carriageReturn, CSVByte.lineFeed]
    }

    /// A row of texts.
    package mutating func row(texts: some Sequence<String>) { row(texts.map { .text($0) }) }

    /// The bytes since the last time, for writing a long file piece by piece.
    package mutating func takeBytes() -> [UInt8] {
        defer { bytes.removeAll(keepingCapacity: true) }
        return bytes
    }

    private mutating func write(_ cell: CSVCell) {
        switch cell {
        case .text(let text): write(text)
        case .integer(let value): bytes += "\(value)".utf8
        case .number(let value): value.write(to: &bytes)
        case .empty: break
        }
    }

    private mutating func write(_ text: String) {
        let isDangerous = defuses && Self.looksLikeFormula(text)
        guard isDangerous || text.utf8.contains(where: { [CSVByte.quote, CSVByte.carriageReturn, CSVByte.lineFeed, UInt8(ascii: ",")].contains($0) }) else {
            bytes += text.utf8
            return
        }
        bytes.append(CSVByte.quote)
        if isDangerous { bytes.append(UInt8(ascii: "'")) }
        for byte in text.utf8 {
            if byte == CSVByte.quote { bytes.append(CSVByte.quote) }
            bytes.append(byte)
        }
        bytes.append(CSVByte.quote)
    }

    private static func looksLikeFormula(_ text: String) -> Bool {
        switch text.unicodeScalars.first {
        case "=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠": true
        default: false
        }
    }
}
