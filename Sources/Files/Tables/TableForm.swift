/// How a map says that its tables are written; what it leaves open is seen from each file.
package struct TableForm: Hashable, Sendable {
    /// Nil: guessed.
    package var encoding: CSVFormat.Encoding?
    /// Nil: guessed.
    package var delimiter: Character?
    /// Of a workbook; nil: the first that has rows.
    package var sheet: String?

    package init(encoding: CSVFormat.Encoding? = .utf8, delimiter: Character? = ",", sheet: String? = nil) {
        self.encoding = encoding
        self.delimiter = delimiter
        self.sheet = sheet
    }

    /// Everything is guessed.
    package static let guessed = TableForm(encoding: nil, delimiter: nil)

    /// What is said here, and else what `other` says.
    package func over(_ other: TableForm) -> TableForm {
        TableForm(encoding: encoding ?? other.encoding, delimiter: delimiter ?? other.delimiter, sheet: sheet ?? other.sheet)
    }

    /// For a file that begins with these bytes.
    ///
    /// - Parameter isWhole: the file has no more bytes than these.
    package func format(of beginning: [UInt8], isWhole: Bool) -> CSVFormat {
        let encoding = encoding ?? TableGuess.encoding(of: beginning[...], isWhole: isWhole)
        let isGuessed = delimiter == nil
        let delimiter = delimiter ?? TableGuess.delimiter(of: beginning, encoding, isWhole: isWhole)
        var format = CSVFormat(delimiter: delimiter, encoding: encoding) ?? .standard
        format.skipsSeparatorLine = isGuessed
        return format
    }
}
