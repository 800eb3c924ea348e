/// Functions that make strings from strings (extension `strings`).
extension Library {
    static let textEdits: [LibraryFunction] = [
        .method("lowerAscii", ([.string], .string), by: .unary { (text) throws(EvaluationError) in
            .string(mapBytes(try string("lowerAscii", text)) { (0x41...0x5A).contains($0) ? $0 + 32 : $0 })
        }),
        .method("upperAscii", ([.string], .string), by: .unary { (text) throws(EvaluationError) in
            .string(mapBytes(try string("upperAscii", text)) { (0x61...0x7A).contains($0) ? $0 - 32 : $0 })
        }),
        .method("trim", ([.string], .string), by: .unary { (text) throws(EvaluationError) in
            let scalars = try string("trim", text).unicodeScalars.drop(while: \.properties.isWhitespace)
            let end = scalars.lastIndex { !$0.properties.isWhitespace }.map { scalars.index(after: $0) } ?? scalars.startIndex
            return .string(String(String.UnicodeScalarView(scalars[..<end])))
        }),
        .method("reverse", ([.string], .string), by: .unary { (text) throws(EvaluationError) in
            .string(String(String.UnicodeScalarView(try string("reverse", text).unicodeScalars.reversed())))
        }),
        .method("substring", ([.string, .int], .string), by: .variadic(substring)),
        .method("substring", ([.string, .int, .int], .string), by: .variadic(substring)),
        .method("replace", ([.string, .string, .string], .string), by: .framed { (arguments, frame) throws(EvaluationError) in
            try replace(arguments, limit: -1, &frame)
        }),
        .method("replace", ([.string, .string, .string, .int], .string), by: .framed { (arguments, frame) throws(EvaluationError) in
            try replace(arguments, limit: int("replace", arguments[3]), &frame)
        }),
        .method("split", ([.string, .string], .list(.string)), by: .framed { (arguments, frame) throws(EvaluationError) in
            try split(arguments, limit: -1, &frame)
        }),
        .method("split", ([.string, .string, .int], .list(.string)), by: .framed { (arguments, frame) throws(EvaluationError) in
            try split(arguments, limit: int("split", arguments[2]), &frame)
        }),
        .method("join", ([.list(.string)], .string), by: .framed { (arguments, frame) throws(EvaluationError) in
            try join(arguments[0], separator: "", &frame)
        }),
        .method("join", ([.list(.string), .string], .string), by: .framed { (arguments, frame) throws(EvaluationError) in
            try join(arguments[0], separator: string("join", arguments[1]), &frame)
        }),
        .function("strings.quote", ([.string], .string), by: .unary { (text) throws(EvaluationError) in
            .string("\"" + (try string("strings.quote", text)).unicodeScalars.map(quoted).joined() + "\"")
        }),
        .method("format", ([.string, .list(.dyn)], .string), by: .framed { (arguments, frame) throws(EvaluationError) in
            guard case .list(let values) = arguments[1] else { throw .noOverload("format", arguments) }
            return .string(try Formatter.format(string("format", arguments[0]), values, &frame))
        }),
    ]

    private static func mapBytes(_ text: String, _ change: (UInt8) -> UInt8) -> String {
        String(decoding: text.utf8.map(change), as: UTF8.self)
    }

    private static func quoted(_ scalar: Unicode.Scalar) -> String {
        switch scalar {
        case "\u{07}": "\\a"
        case "\u{08}": "\\b"
        case "\u{0C}": "\\f"
        case "\n": "\\n"
        case "\r": "\\r"
        case "\t": "\\t"
        case "\u{0B}": "\\v"
        case "\\": "\\\\"
        case "\"": "\\\""
        default: String(scalar)
        }
    }

    @Sendable private static func substring(_ arguments: [CELValue]) throws(EvaluationError) -> CELValue {
        let scalars = Array(try string("substring", arguments[0]).unicodeScalars)
        let start = try position("substring", arguments[1], through: scalars.count)
        let end = arguments.count > 2 ? try position("substring", arguments[2], through: scalars.count) : scalars.count
        guard start <= end else { throw .invalidArgument("substring ends at \(end), before it starts at \(start)") }
        return .string(text(scalars[start..<end]))
    }

    private static func text(_ scalars: some Sequence<Unicode.Scalar>) -> String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars)
        return String(view)
    }

    /// Replaces the first `limit` occurrences, all where it is below 0. An empty `old` stands before every code point and at the end.
    private static func replace(_ arguments: [CELValue], limit: Int64, _ frame: inout Frame) throws(EvaluationError) -> CELValue {
        let (text, old) = try strings("replace", arguments[0], arguments[1])
        let new = Array(try string("replace", arguments[2]).unicodeScalars)
        try chargeSearch(text.utf8.count, old.utf8.count, &frame)
        let pieces = pieces(of: Array(text.unicodeScalars), at: Array(old.unicodeScalars), limit: limit < 0 ? .max : Int(clamping: limit))
        try frame.charge(pieces.count)
        try frame.charge(size: pieces.count * new.count)
        return .string(Self.text(pieces.joined(separator: new)))
    }

    /// Cuts a text at up to `limit` occurrences of a part.
    private static func pieces(of text: [Unicode.Scalar], at part: [Unicode.Scalar], limit: Int) -> [ArraySlice<Unicode.Scalar>] {
        var pieces: [ArraySlice<Unicode.Scalar>] = []
        var start = 0, search = 0
        while pieces.count < limit, let place = Text.find(part, in: text, from: search) {
            pieces.append(text[start..<place])
            start = place + part.count
            search = part.isEmpty ? place + 1 : start
            if search > text.count { break }
        }
        return pieces + [text[start...]]
    }

    /// At most `limit` parts, any number where it is below 0; an empty separator stands between code points.
    private static func split(_ arguments: [CELValue], limit: Int64, _ frame: inout Frame) throws(EvaluationError) -> CELValue {
        let (text, separator) = try strings("split", arguments[0], arguments[1])
        try chargeSearch(text.utf8.count, separator.utf8.count, &frame)
        guard limit != 0 else { return .list(.values([])) }
        let scalars = Array(text.unicodeScalars)
        let cuts = limit < 0 ? Int.max : Int(clamping: limit) - 1
        let parts: [ArraySlice<Unicode.Scalar>]
        if separator.isEmpty {
            let single = min(cuts, max(0, scalars.count - 1))
            parts = scalars.isEmpty ? [] : (0..<single).map { scalars[$0...$0] } + [scalars[single...]]
        } else {
            parts = pieces(of: scalars, at: Array(separator.unicodeScalars), limit: cuts)
        }
        try frame.charge(parts.count)
        return .list(.values(parts.map { .string(Self.text($0)) }))
    }

    private static func join(_ value: CELValue, separator: String, _ frame: inout Frame) throws(EvaluationError) -> CELValue {
        guard case .list(let list) = value else { throw .noOverload("join", [value]) }
        var joined = ""
        for index in 0..<list.count {
            guard case .string(let part) = list[index] else { throw .noOverload("join", [value]) }
            try frame.charge(1 + (part.utf8.count + separator.utf8.count) >> 4)
            if index > 0 { joined += separator }
            joined += part
        }
        return .string(joined)
    }
}
