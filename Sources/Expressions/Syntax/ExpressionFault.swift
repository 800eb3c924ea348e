/// What is wrong with an expression, and where.
package struct ExpressionFault: Error, Hashable, Sendable {
    /// One English sentence without a full stop.
    package let message: String
    /// What was probably meant, such as `team` for `teem`.
    package let suggestion: String?
    /// The bytes of the source that are at fault.
    package let range: Range<Int>
    /// From 1.
    package let line: Int
    /// From 1, in code points.
    package let column: Int
    /// The line at fault.
    package let sourceLine: String
    /// The number of carets below it, in code points.
    package let width: Int

    init(_ message: String, suggestion: String? = nil, at range: Range<Int>, in source: [UInt8]) {
        let start = min(range.lowerBound, source.count)
        let lineStart = source[..<start].lastIndex(of: 10).map { $0 + 1 } ?? 0
        let lineEnd = source[start...].firstIndex(of: 10) ?? source.count
        let end = max(start, min(range.upperBound, lineEnd))
        self.message = message
        self.suggestion = suggestion
        self.range = range
        self.line = source[..<start].count(where: { $0 == 10 }) + 1
        self.column = Self.codePoints(source[lineStart..<start]) + 1
        self.sourceLine = String(decoding: source[lineStart..<lineEnd].filter { $0 != 13 }, as: UTF8.self)
        self.width = max(1, Self.codePoints(source[start..<end]))
    }

    private static func codePoints(_ bytes: ArraySlice<UInt8>) -> Int { bytes.count(where: { $0 & 0xC0 != 0x80 }) }

    /// Message, line and carets:
    /// ```
    /// 1:8: unknown field 'teem' (did you mean 'team'?)
    ///   member.teem == "x"
    ///          ^^^^
    /// ```
    package var rendered: String {
        let hint = suggestion.map { " (did you mean '\($0)'?)" } ?? ""
        let space = String(sourceLine.unicodeScalars.prefix(column - 1).map { $0 == "\t" ? "\t" : " " as Character })
        return "\(line):\(column): \(message)\(hint)\n  \(sourceLine)\n  \(space)\(String(repeating: "^", count: width))"
    }
}

/// Everything that is wrong with an expression, in order of the source; never empty.
package struct ExpressionFaults: Error, Sendable {
    package let all: [ExpressionFault]
}

extension ExpressionFaults: CustomStringConvertible {
    package var description: String { all.map(\.rendered).joined(separator: "\n") }
}
