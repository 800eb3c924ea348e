/// Why a text is not JSON that Laurel takes, and where.
package struct JSONError: Error, Hashable, Sendable {
    package enum Reason: String, Hashable, Sendable, CaseIterable {
        /// The document, a string or a container ends too early.
        case unexpectedEnd
        /// A byte that cannot stand here: a stray comma, a comment, `NaN`, a misspelt literal, a leading zero, …
        case unexpectedByte
        /// Something other than white space after the document.
        case trailingBytes
        /// U+FEFF at the start.
        case byteOrderMark
        /// A raw control character in a string.
        case controlCharacter
        /// A backslash before something that is no escape.
        case invalidEscape
        /// `\uD800` to `\uDFFF` without its other half.
        case loneSurrogate
        /// Bytes that are not UTF-8 in a string.
        case invalidUTF8
        /// A key for the second time in one object.
        case duplicateKey
        /// More than 64 arrays and objects inside each other.
        case tooDeep
        /// More than 34 significant digits, or an exponent out of range: it could not be kept exactly.
        case numberOutOfRange
    }

    package let reason: Reason
    /// Bytes before the fault.
    package let offset: Int
    /// From 1.
    package let line: Int
    /// From 1, in Unicode characters (scalars).
    package let column: Int
    /// The value that was being read.
    package let pointer: JSONPointer

    init(_ reason: Reason, at offset: Int, _ place: LineCounter.Place, pointer: JSONPointer) {
        self.reason = reason
        self.offset = offset
        self.line = place.line
        self.column = place.column
        self.pointer = pointer
    }
}

extension JSONError: CustomStringConvertible {
    /// In English, for logs and details: `line 3, column 14: a key for the second time in one object`.
    package var description: String { "line \(line), column \(column): \(reason.text)" }
}

extension JSONError.Reason {
    /// The reason in English.
    package var text: String {
        switch self {
        case .unexpectedEnd: "the text ends too early"
        case .unexpectedByte: "this cannot stand here"
        case .trailingBytes: "something stands after the end of the document"
        case .byteOrderMark: "the text begins with a byte order mark"
        case .controlCharacter: "a control character in a string must be escaped"
        case .invalidEscape: "this is not an escape sequence"
        case .loneSurrogate: "one half of a surrogate pair stands alone"
        case .invalidUTF8: "the bytes are not UTF-8"
        case .duplicateKey: "a key for the second time in one object"
        case .tooDeep: "more than \(JSONParser.maximumDepth) levels of arrays and objects"
        case .numberOutOfRange: "the number has more than \(Decimal.maximumDigits) significant digits or is out of range"
        }
    }
}
