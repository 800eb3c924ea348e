import JSON
import Periods

extension YAMLReader {
    /// Any scalar as it is written, up to `limit` bytes.
    package func text(upTo limit: Int = 4_096, expected: String = "a text") throws -> String {
        guard case .scalar(let text, _) = node.content, !node.isEmpty else { throw mismatch(expected: expected) }
        guard text.utf8.count <= limit else { throw failure("\(text.utf8.count) bytes", expected: "\(expected) of at most \(limit) bytes") }
        return text
    }

    /// What `parse` makes of a scalar.
    package func parsed<Value>(_ expected: String, _ parse: (String) -> Value?) throws -> Value {
        guard let value = parse(try text(expected: expected)) else { throw mismatch(expected: expected) }
        return value
    }

    /// One to 128 bytes without control characters: the id of a rule, board, reward.
    package func identifier() throws -> String {
        let text = try text(upTo: 128, expected: "a name")
        guard !text.isEmpty, !text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) else {
            throw mismatch(expected: "a name without control characters")
        }
        if node.quoteHint != nil { throw mismatch(expected: "a name in straight quotes, or without any") }
        return text
    }

    package func bool() throws -> Bool {
        try parsed("true or false") { text in
            switch text {
            case "true": true
            case "false": false
            default: nil
            }
        }
    }

    /// A whole number; digits with an optional sign.
    package func integer(in range: ClosedRange<Int64>) throws -> Int64 {
        let expected = "a whole number from \(range.lowerBound) to \(range.upperBound)"
        guard let number = Int64(try text(expected: expected)), range.contains(number) else { throw mismatch(expected: expected) }
        return number
    }

    /// An exact decimal number.
    package func decimal() throws -> Decimal {
        try parsed("a number") { text in
            guard case .number(let number)? = CoreSchema.value(of: text) else { return nil }
            return number
        }
    }

    package func day() throws -> Day {
        try parsed("a date such as 2026-11-21", Day.init)
    }

    package func instant() throws -> Instant {
        try parsed("a time with its offset, such as 2026-11-21T09:00:00+08:00", Instant.init(rfc3339:))
    }

    package func duration() throws -> CalendarDuration {
        try parsed("an ISO 8601 duration such as P14D, P12M or PT24H", CalendarDuration.init)
    }

    /// One of the words of an enumeration.
    package func word<Word: RawRepresentable & CaseIterable>(_: Word.Type = Word.self) throws -> Word
    where Word.RawValue == String {
        let text = try choice(Word.allCases.map(\.rawValue))
        guard let word = Word(rawValue: text) else { throw mismatch(expected: "a word that is known") }
        return word
    }

    /// One of some words; another one that is near is guessed at.
    package func choice(_ words: [String]) throws -> String {
        let expected = "one of \(words.joined(separator: ", "))"
        let text = try text(expected: expected)
        guard words.contains(text) else {
            throw mismatch(expected: expected, hint: Spelling.nearest(to: text, in: words).map { "did you mean \"\($0)\"?" })
        }
        return text
    }

    package func weekday() throws -> Weekday {
        let name = try choice(Weekday.allCases.map(\.name))
        guard let day = Weekday(name: name) else { throw mismatch(expected: "a day of the week") }
        return day
    }

    /// The value as data: plain scalars by YAML's core schema, quoted ones are texts.
    package func json() throws -> JSONValue {
        switch node.content {
        case .scalar(let text, .plain):
            guard let value = CoreSchema.value(of: text) else { throw mismatch(expected: "a number of at most 34 digits") }
            return value
        case .scalar(let text, _):
            return .string(text)
        case .sequence:
            return .array(try list(upTo: .max) { try $0.json() })
        case .mapping:
            let members = try byName(upTo: .max) { ($0, try $1.json()) }
            return .object(JSONObject(members))
        }
    }

    /// A failure at a character inside a scalar (counted in Unicode scalars from 0), as far as its place can be told.
    package func failure(atScalar offset: Int, _ message: String, expected: String? = nil, hint: String? = nil) -> Unreadable {
        failure(message, at: place(ofScalar: offset), expected: expected, hint: hint)
    }

    private func place(ofScalar offset: Int) -> YAMLNode.Place {
        guard case .scalar(let text, let style) = node.content, node.place.line > 0 else { return node.place }
        let before = text.unicodeScalars.prefix(offset)
        let row = before.count { $0 == "\n" }
        switch style {
        case .plain, .quoted:
            // Texts over several lines, and escapes before the place, cannot be told apart any more.
            let start = node.place.column + (style == .quoted ? 1 : 0)
            let line = Array((source.line(node.place.line) ?? "").unicodeScalars)
            guard row == 0, start >= 1, line.count >= start - 1 + before.count, line[(start - 1)...].starts(with: before) else { return node.place }
            return YAMLNode.Place(line: node.place.line, column: start + before.count)
        case .literal:
            let line = node.place.line + 1 + row
            let indent = source.line(node.place.line + 1)?.prefix { $0 == " " }.count ?? 0
            let column = before.reversed().prefix { $0 != "\n" }.count
            return YAMLNode.Place(line: line, column: indent + column + 1)
        case .folded:
            return node.place
        }
    }
}
