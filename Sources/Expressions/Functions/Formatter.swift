import JSON

/// `text.format([…])` (extension `strings`): `%s %d %f %e %b %o %x %X` with an optional precision, and `%%`.
struct Formatter {
    private let values: CELList
    private var next = 0
    private var output = ""

    /// Digits behind the point that may be asked for.
    private static let precisions = 0...100

    static func format(_ format: String, _ values: CELList, _ frame: inout Frame) throws(EvaluationError) -> String {
        var formatter = Formatter(values: values)
        var rest = format.unicodeScalars[...]
        while let scalar = rest.popFirst() {
            if scalar != "%" {
                formatter.output.unicodeScalars.append(scalar)
            } else if rest.first == "%" {
                rest.removeFirst()
                formatter.output += "%"
            } else {
                let precision = try formatter.precision(&rest)
                guard let verb = rest.popFirst() else { throw .invalidArgument("the format ends behind %") }
                try formatter.append(verb, precision, &frame)
            }
        }
        return formatter.output
    }

    private init(values: CELList) { self.values = values }

    private func precision(_ rest: inout String.UnicodeScalarView.SubSequence) throws(EvaluationError) -> Int {
        guard rest.first == "." else { return 6 }
        rest.removeFirst()
        let digits = rest.prefix { ("0"..."9").contains($0) }
        rest.removeFirst(digits.count)
        guard let precision = Int(String(digits)), Self.precisions.contains(precision) else { throw .invalidArgument("a precision from 0 to 100") }
        return precision
    }

    private mutating func append(_ verb: Unicode.Scalar, _ precision: Int, _ frame: inout Frame) throws(EvaluationError) {
        guard next < values.count else { throw .indexOutOfRange(Int64(next)) }
        let value = values[next]
        next += 1
        let text: String
        switch verb {
        case "s": text = try Self.text(value, &frame)
        case "d": text = try Self.integer(value)
        case "f": text = try Self.number(value, verb) { $0.fixed(precision) }
        case "e": text = try Self.number(value, verb) { $0.scientific(precision) }
        case "b": text = try Self.binary(value)
        case "o": text = try Self.radix(value, 8, verb)
        case "x": text = try Self.hexadecimal(value, isUpper: false)
        case "X": text = try Self.hexadecimal(value, isUpper: true)
        default: throw .invalidArgument("unknown clause %\(verb)")
        }
        try frame.charge(1 + text.utf8.count >> 4)
        output += text
    }

    private static func failed(_ verb: Unicode.Scalar, _ value: CELValue) -> EvaluationError {
        .invalidArgument("%\(verb) does not take \(value.type.runtimeName)")
    }

    private static func text(_ value: CELValue, _ frame: inout Frame) throws(EvaluationError) -> String {
        try frame.charge(1 + value.size >> 4)
        switch value {
        case .list(let list):
            var parts: [String] = []
            for index in 0..<list.count { parts.append(try text(list[index], &frame)) }
            return "[" + parts.joined(separator: ", ") + "]"
        case .map(let map):
            var parts: [String] = []
            for key in map.keys { parts.append("\(key.text): \(try text(map.value(key: key) ?? .null, &frame))") }
            return "{" + parts.sorted(by: Text.precedes).joined(separator: ", ") + "}"
        case .bytes(let bytes): return String(decoding: bytes, as: UTF8.self)
        case .optional: throw failed("s", value)
        default: return value.text
        }
    }

    private static func integer(_ value: CELValue) throws(EvaluationError) -> String {
        switch value {
        case .int, .uint: return value.text
        case .double(let double) where !double.isFinite: return value.text
        case .decimal(let decimal) where decimal.isInteger: return value.text
        default: throw failed("d", value)
        }
    }

    private static func number(_ value: CELValue, _ verb: Unicode.Scalar, _ format: (NumberText) -> String) throws(EvaluationError) -> String {
        switch value {
        case .double(let double) where !double.isFinite: return value.text
        case .double(let double): return format(NumberText(double))
        default:
            guard let decimal = value.asDecimal else { throw failed(verb, value) }
            return format(NumberText(decimal))
        }
    }

    private static func binary(_ value: CELValue) throws(EvaluationError) -> String {
        if case .bool(let bool) = value { return bool ? "1" : "0" }
        return try radix(value, 2, "b")
    }

    private static func radix(_ value: CELValue, _ radix: Int, _ verb: Unicode.Scalar) throws(EvaluationError) -> String {
        switch value {
        case .int(let int): return String(int, radix: radix)
        case .uint(let uint): return String(uint, radix: radix)
        default: throw failed(verb, value)
        }
    }

    private static func hexadecimal(_ value: CELValue, isUpper: Bool) throws(EvaluationError) -> String {
        let bytes: [UInt8]
        switch value {
        case .string(let string): bytes = Array(string.utf8)
        case .bytes(let data): bytes = data
        case .int(let int): return String(int, radix: 16, uppercase: isUpper)
        case .uint(let uint): return String(uint, radix: 16, uppercase: isUpper)
        default: throw failed(isUpper ? "X" : "x", value)
        }
        return bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16, uppercase: isUpper) }.joined()
    }
}
