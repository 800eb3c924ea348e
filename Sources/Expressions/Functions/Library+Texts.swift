/// Questions about strings, and their search functions; places count code points (extension `strings`).
extension Library {
    static let texts: [LibraryFunction] = [
        .function("size", ([.string], .int), ([.bytes], .int), ([.list(.parameter(0))], .int), ([.map(.parameter(0), .parameter(1))], .int), by: .unary(size)),
        .method("size", ([.string], .int), ([.bytes], .int), ([.list(.parameter(0))], .int), ([.map(.parameter(0), .parameter(1))], .int), by: .unary(size)),
        .method("contains", ([.string, .string], .bool), by: .framed(contains)),
        .method("startsWith", ([.string, .string], .bool), by: .binary { (text, prefix) throws(EvaluationError) in
            let (text, prefix) = try strings("startsWith", text, prefix)
            return .bool(text.utf8.starts(with: prefix.utf8))
        }),
        .method("endsWith", ([.string, .string], .bool), by: .binary { (text, suffix) throws(EvaluationError) in
            let (text, suffix) = try strings("endsWith", text, suffix)
            return .bool(text.utf8.reversed().starts(with: suffix.utf8.reversed()))
        }),
        .method("charAt", ([.string, .int], .string), by: .binary { (text, place) throws(EvaluationError) in
            let scalars = Array(try string("charAt", text).unicodeScalars)
            let place = try position("charAt", place, through: scalars.count)
            return .string(place == scalars.count ? "" : String(scalars[place]))
        }),
        .method("indexOf", ([.string, .string], .int), by: .framed { (arguments, frame) throws(EvaluationError) in
            try indexOf(arguments, from: .int(0), &frame)
        }),
        .method("indexOf", ([.string, .string, .int], .int), by: .framed { (arguments, frame) throws(EvaluationError) in
            try indexOf(arguments, from: arguments[2], &frame)
        }),
        .method("lastIndexOf", ([.string, .string], .int), by: .framed { (arguments, frame) throws(EvaluationError) in
            try lastIndexOf(arguments, from: nil, &frame)
        }),
        .method("lastIndexOf", ([.string, .string, .int], .int), by: .framed { (arguments, frame) throws(EvaluationError) in
            try lastIndexOf(arguments, from: arguments[2], &frame)
        }),
    ]

    @Sendable private static func size(_ value: CELValue) throws(EvaluationError) -> CELValue {
        switch value {
        case .string(let string): .int(Int64(string.unicodeScalars.count))
        case .bytes, .list, .map: .int(Int64(value.size))
        default: throw .noOverload("size", [value])
        }
    }

    @Sendable private static func contains(_ arguments: [CELValue], _ frame: inout Frame) throws(EvaluationError) -> CELValue {
        let (text, part) = try strings("contains", arguments[0], arguments[1])
        try chargeSearch(text.utf8.count, part.utf8.count, &frame)
        return .bool(Text.find(Array(part.utf8), in: Array(text.utf8), from: 0) != nil)
    }

    private static func indexOf(_ arguments: [CELValue], from start: CELValue, _ frame: inout Frame) throws(EvaluationError) -> CELValue {
        let (text, part) = try scalars("indexOf", arguments, &frame)
        let start = try position("indexOf", start, through: text.count)
        return .int(Int64(Text.find(part, in: text, from: start) ?? -1))
    }

    private static func lastIndexOf(_ arguments: [CELValue], from start: CELValue?, _ frame: inout Frame) throws(EvaluationError) -> CELValue {
        let (text, part) = try scalars("lastIndexOf", arguments, &frame)
        let start = if let start { try position("lastIndexOf", start, through: text.count) } else { text.count }
        return .int(Int64(Text.findLast(part, in: text, from: start) ?? -1))
    }

    private static func scalars(
        _ name: String, _ arguments: [CELValue], _ frame: inout Frame
    ) throws(EvaluationError) -> (text: [Unicode.Scalar], part: [Unicode.Scalar]) {
        let (text, part) = try strings(name, arguments[0], arguments[1])
        try chargeSearch(text.utf8.count, part.utf8.count, &frame)
        return (Array(text.unicodeScalars), Array(part.unicodeScalars))
    }

    /// A search takes the product of both sizes at worst.
    static func chargeSearch(_ text: Int, _ part: Int, _ frame: inout Frame) throws(EvaluationError) {
        try frame.charge(size: text)
        try frame.charge(size: (text >> 4) * part)
    }

    static func string(_ name: String, _ value: CELValue) throws(EvaluationError) -> String {
        guard case .string(let string) = value else { throw .noOverload(name, [value]) }
        return string
    }

    static func strings(_ name: String, _ first: CELValue, _ second: CELValue) throws(EvaluationError) -> (String, String) {
        guard case .string(let a) = first, case .string(let b) = second else { throw .noOverload(name, [first, second]) }
        return (a, b)
    }

    static func int(_ name: String, _ value: CELValue) throws(EvaluationError) -> Int64 {
        guard case .int(let int) = value else { throw .noOverload(name, [value]) }
        return int
    }

    /// A place in a text, from 0 to its end.
    static func position(_ name: String, _ value: CELValue, through end: Int) throws(EvaluationError) -> Int {
        let place = try int(name, value)
        guard place >= 0, place <= end else { throw .indexOutOfRange(place) }
        return Int(place)
    }
}
