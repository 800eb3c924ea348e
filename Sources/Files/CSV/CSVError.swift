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
        case rowTooLong(limit: Int)
        case tooManyFields(limit: Int)
        /// A row with more or fewer fields than the header.
        case fieldCount(expected: Int, found: Int)
        case duplicateColumn(String)
        /// There is no header: the file is empty.
        case empty
    }

    package let reason: Reason
    /// From 1.
    package let line: Int
    /// From 1, in Unicode characters (scalars).
    package let column: Int

    /// Whether nothing can be read behind it. Otherwise only one row is lost.
    package var isFatal: Bool {
        switch reason {
        case .fieldCount, .wrongEncoding(.utf8): false
        default: true
        }
    }

    init(_ reason: Reason, _ place: CSVPlace) {
        self.reason = reason
        line = place.line
        column = place.column
    }
}

extension CSVError {
    /// The error as a message about `file`.
    package func diagnostic(file: String) -> Diagnostic {
        Diagnostic(file: file, line: line, column: column, message: message, expected: expected, hint: hint)
    }

    private var message: String {
        switch reason {
        case .strayQuote: "a quote inside of a field that does not begin with one"
        case .textAfterQuote: "text behind a closing quote"
        case .unclosedQuote: "the quote that opens here is never closed"
        case .wrongEncoding(let encoding): "the bytes are not \(encoding.rawValue)"
        case .rowTooLong(let limit): "the row has more than \(limit) bytes"
        case .tooManyFields(let limit): "the row has more than \(limit) fields"
        case .fieldCount(_, let found): "the row has \(found) fields"
        case .duplicateColumn(let name): "a second column named \"\(name)\""
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
        case .wrongEncoding(.utf8): "if the file comes from Chinese Windows, say encoding: gb18030"
        case .strayQuote: "put the field in quotes and double those inside of it"
        case .rowTooLong: "is a quote not closed?"
        default: nil
        }
    }
}
