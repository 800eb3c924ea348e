/// What is wrong with a CSV file, and where.
package struct CSVError: Error, Hashable, Sendable {
    package enum Reason: Hashable, Sendable {
        /// A quote inside of a field that does not begin with one.
        case strayQuote
        /// Something other than a delimiter or a line end behind a closing quote.
        case textAfterQuote
        /// The file ends inside of quotes. The place is that of the opening quote.
        case unclosedQuote
        /// Bytes that are not of the file's encoding.
        case wrongEncoding(CSVFormat.Encoding)
        /// The file as a whole is written in another encoding than was declared.
        case otherEncoding(String)
        /// This machine has no table for it.
        case unsupportedEncoding(CSVFormat.Encoding)
        case rowTooLong(limit: Int)
        case tooManyFields(limit: Int)
        /// A row with more or fewer fields than the header.
        case fieldCount(expected: Int, found: Int)
        case duplicateColumn(String)
        /// `sep=;`, which spreadsheets write in front of the header; the columns that stand behind it.
        case separatorLine(String, columns: [String])
        /// There is no header: the file is empty.
        case empty
    }

    package let reason: Reason
    /// From 1.
    package let line: Int
    /// From 1, in Unicode characters (scalars).
    package let column: Int
    /// Whether nothing can be read behind it. Otherwise only one row is lost.
    package let isFatal: Bool

    init(_ reason: Reason, _ place: CSVPlace, isFatal: Bool? = nil) {
        self.reason = reason
        line = place.line
        column = place.column
        self.isFatal = isFatal ?? reason.isFatal
    }

    /// In the header: nothing behind it has a meaning.
    var ofHeader: CSVError { CSVError(reason, CSVPlace(line: line, column: column), isFatal: true) }
}

extension CSVError.Reason {
    fileprivate var isFatal: Bool {
        switch self {
        case .otherEncoding, .unsupportedEncoding, .duplicateColumn, .separatorLine, .empty: true
        case .strayQuote, .textAfterQuote, .unclosedQuote, .wrongEncoding, .rowTooLong, .tooManyFields, .fieldCount: false
        }
    }
}

extension CSVError {
    /// The error as a message about `file`.
    package func diagnostic(file: String) -> Diagnostic {
        Diagnostic(file: file, line: line, column: column, message: message, expected: expected, hint: hint)
    }

    /// All that can be said, in one line.
    package var sentence: String {
        [message, expected.map { "expected \($0)" }, hint].compactMap { $0 }.joined(separator: "; ")
    }

    private var message: String {
        switch reason {
        case .strayQuote: "a quote inside of a field that does not begin with one"
        case .textAfterQuote: "text behind a closing quote"
        case .unclosedQuote: "the quote that opens here is never closed"
        case .wrongEncoding(let encoding): "the bytes are not \(encoding.shownName)"
        case .otherEncoding(let found): "the file is written in \(found)"
        case .unsupportedEncoding(let encoding): "this machine cannot read \(encoding.shownName)"
        case .rowTooLong(let limit): "the row has more than \(limit) bytes"
        case .tooManyFields(let limit): "the row has more than \(limit) fields"
        case .fieldCount(_, let found): "the row has \(found) \(found == 1 ? "field" : "fields")"
        case .duplicateColumn(let name): "a second column named \"\(name)\""
        case .separatorLine(let separator, let columns):
            "the first line, sep=\(separator), is for spreadsheets alone; the columns behind it are \(columns.isEmpty ? "none" : columns.joined(separator: ", "))"
        case .empty: "the file is empty"
        }
    }

    private var expected: String? {
        switch reason {
        case .fieldCount(let expected, _): "\(expected), as in the header"
        case .textAfterQuote: "a delimiter or the end of the line"
        case .empty: "a line with the names of the columns"
        default: nil
        }
    }

    private var hint: String? {
        switch reason {
        case .wrongEncoding(.utf8): "if the file comes from Chinese Windows, say encoding: gb18030 in the map"
        case .otherEncoding(let found) where found.hasPrefix("GB18030"): "say encoding: gb18030 in the map"
        case .otherEncoding("UTF-8"): "say encoding: utf-8 in the map, or nothing"
        case .otherEncoding(let found) where found.hasPrefix("UTF-16"): "say encoding: utf-16\(found.contains("big") ? "be" : "le") in the map, or save it as UTF-8 (in Excel: CSV UTF-8)"
        case .otherEncoding: "save it as UTF-8 (in Excel: CSV UTF-8); UTF-8, UTF-16, GB18030 and Big5 can be read"
        case .strayQuote: "put the field in quotes and double those inside of it"
        case .rowTooLong: "is a quote not closed?"
        case .separatorLine(let separator, _):
            "take the line out" + (separator == "," || separator.isEmpty ? "" : ", and say delimiter: \"\(separator)\" in the map")
        default: nil
        }
    }
}
