/// How a CSV file is written, and how large its parts may be.
package struct CSVFormat: Hashable, Sendable {
    package enum Encoding: String, Hashable, Sendable, CaseIterable {
        /// With or without byte order mark.
        case utf8 = "utf-8"
        /// What Chinese Windows writes: GB 18030, and so GBK and GB 2312.
        case gb18030
        /// What Windows in Taiwan and Hong Kong writes, as code page 950.
        case big5
        case utf16LE = "utf-16le"
        case utf16BE = "utf-16be"

        /// As people write it.
        var shownName: String { self == .big5 ? "Big5" : rawValue.uppercased() }

        /// As `iconv` knows it.
        var systemName: String { self == .big5 ? "CP950" : rawValue.uppercased() }
    }

    /// An ASCII character between fields.
    package let delimiter: UInt8
    package let encoding: Encoding
    /// Bytes of one row, as UTF-8. A quote that is never closed makes a row of the rest of the file.
    package let maximumRow: Int
    package let maximumFields: Int
    /// Whether a first line such as `sep=;`, which spreadsheets write, is passed over.
    package var skipsSeparatorLine = false

    /// Nil if the delimiter cannot be one: it is ASCII, and neither a quote, a line end nor NUL.
    package init?(delimiter: Character = ",", encoding: Encoding = .utf8, maximumRow: Int = 1 << 20, maximumFields: Int = 1_000) {
        guard let byte = delimiter.asciiValue, delimiter != "\r\n", ![0, CSVByte.quote, CSVByte.carriageReturn, CSVByte.lineFeed].contains(byte) else { return nil }
        self.init(delimiterByte: byte, encoding, maximumRow, maximumFields)
    }

    private init(delimiterByte: UInt8, _ encoding: Encoding, _ maximumRow: Int, _ maximumFields: Int) {
        delimiter = delimiterByte
        self.encoding = encoding
        self.maximumRow = maximumRow
        self.maximumFields = maximumFields
    }

    /// Commas and UTF-8.
    package static let standard = CSVFormat(delimiterByte: UInt8(ascii: ","), .utf8, 1 << 20, 1_000)
}

enum CSVByte {
    static let quote = UInt8(ascii: "\"")
    static let carriageReturn = UInt8(ascii: "\r")
    static let lineFeed = UInt8(ascii: "\n")
}
