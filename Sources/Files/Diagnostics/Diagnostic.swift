/// What is wrong with a file, where, and what was expected there.
package struct Diagnostic: Error, Hashable, Sendable {
    /// The name of the file as its reader knows it, below the folder that was asked for.
    package let file: String
    /// From 1; 0 where the value came as JSON, which has only a pointer.
    package let line: Int
    /// From 1, counted in Unicode scalars; 0 as above.
    package let column: Int
    /// The place inside the value: a JSON pointer, such as `/limits/0/per`.
    package let pointer: String
    /// One sentence without a full stop.
    package let message: String
    /// What would have been right: `a date such as 2026-11-21`.
    package let expected: String?
    /// What may help: `did you mean "limits"?`.
    package let hint: String?
    /// The line of the file at fault.
    package private(set) var source: String?

    package init(
        file: String, line: Int = 0, column: Int = 0, pointer: String = "", message: String, expected: String? = nil, hint: String? = nil
    ) {
        self.file = file
        self.line = line
        self.column = column
        self.pointer = pointer
        self.message = message
        self.expected = expected
        self.hint = hint
    }
}

extension Diagnostic {
    /// The same, with the line of the file at fault.
    func quoting(_ line: String?) -> Diagnostic {
        var quoting = self
        quoting.source = line
        return quoting
    }
}

extension Diagnostic: CustomStringConvertible {
    /// ```
    /// points/revenue.yaml:4:11: no such key: "limit"
    ///  4 | limit: []
    ///    | ^
    ///    = did you mean "limits"?
    /// ```
    package var description: String {
        var lines = ["\(place): \(message)"]
        let number = line > 0 ? "\(line)" : ""
        let margin = String(repeating: " ", count: number.count + 2)
        if let source, line > 0 {
            let shown = Self.excerpt(of: source, around: column)
            lines.append(" \(number) | \(shown.text)")
            lines.append("\(margin)| \(String(repeating: " ", count: shown.caret))^")
        }
        if let expected { lines.append("\(margin)= expected \(expected)") }
        if let hint { lines.append("\(margin)= \(hint)") }
        return lines.joined(separator: "\n")
    }

    /// All of it in one line, without the place.
    package var sentence: String { [message, expected.map { "expected \($0)" }, hint].compactMap { $0 }.joined(separator: "; ") }

    /// `file:line:column`, or `file#pointer` without a line.
    package var place: String {
        if line > 0 { return "\(file):\(line):\(column)" }
        return pointer.isEmpty ? file : "\(file)#\(pointer)"
    }

    /// At most 120 scalars around the column, and how many columns of a terminal stand before the caret.
    private static func excerpt(of source: String, around column: Int) -> (text: String, caret: Int) {
        let scalars = Array(source.unicodeScalars)
        let first = max(0, column - 1 - 80)
        var shown = String.UnicodeScalarView(scalars.dropFirst(first).prefix(120).map(printable))
        if first + shown.count < scalars.count { shown.append("…") }
        let caret = scalars.dropFirst(first).prefix(max(0, column - 1 - first)).reduce(0) { $0 + TerminalWidth.of($1) }
        return (String(shown), caret)
    }

    private static func printable(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        scalar.properties.generalCategory == .control ? " " : scalar
    }
}

/// Everything that is wrong with what was read: the error of a reader that goes on after the first one.
package struct Diagnostics: Error, Hashable, Sendable, CustomStringConvertible {
    /// At least one, in order of file and place.
    package let all: [Diagnostic]

    package init(_ all: [Diagnostic]) {
        self.all = all
    }

    package var description: String {
        all.map(\.description).joined(separator: "\n\n")
    }
}
