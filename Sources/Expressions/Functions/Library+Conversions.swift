import JSON

/// Conversions between types (langdef, "List of Standard Definitions"); all refuse what is out of range.
extension Library {
    static let conversions: [LibraryFunction] = [
        .function(
            "int", ([.int], .int), ([.uint], .int), ([.double], .int), ([.decimal], .int), ([.string], .int), ([.timestamp], .int), ([.duration], .int),
            by: .unary(toInt)),
        .function("uint", ([.uint], .uint), ([.int], .uint), ([.double], .uint), ([.decimal], .uint), ([.string], .uint), by: .unary(toUInt)),
        .function(
            "double", ([.double], .double), ([.int], .double), ([.uint], .double), ([.decimal], .double), ([.string], .double), by: .unary(toDouble)),
        .function(
            "decimal", ([.decimal], .decimal), ([.int], .decimal), ([.uint], .decimal), ([.double], .decimal), ([.string], .decimal), by: .unary(toDecimal)),
        .function(
            "string", ([.string], .string), ([.bool], .string), ([.int], .string), ([.uint], .string), ([.double], .string), ([.decimal], .string),
            ([.bytes], .string), ([.timestamp], .string), ([.duration], .string), by: .unary(toString)),
        .function("bool", ([.bool], .bool), ([.string], .bool), by: .unary(toBool)),
        .function("bytes", ([.bytes], .bytes), ([.string], .bytes), by: .unary(toBytes)),
        .function("timestamp", ([.timestamp], .timestamp), ([.string], .timestamp), ([.int], .timestamp), by: .unary(toTimestamp)),
        .function("duration", ([.duration], .duration), ([.string], .duration), by: .unary(toDuration)),
        .function("type", ([.dyn], .type), by: .unary { (value) throws(EvaluationError) in .type(value.type) }),
        .function("dyn", ([.dyn], .dyn), by: .unary { (value) throws(EvaluationError) in value }),
    ]

    private static func failed(_ value: CELValue, to type: String) -> EvaluationError {
        .conversion("'\(value.text.prefix(64))' is no \(type)")
    }

    @Sendable private static func toInt(_ value: CELValue) throws(EvaluationError) -> CELValue {
        let int: Int64?
        switch value {
        case .int: return value
        case .uint(let uint): int = Int64(exactly: uint)
        // Both bounds are excluded: beyond 2^53 a double at the bound may stand for an integer beyond it.
        case .double(let double): int = abs(double) < 0x1p63 ? Int64(double) : nil
        case .decimal(let decimal): int = decimal.rounded(.down).int64
        case .string(let string): int = Int64(string)
        case .timestamp(let timestamp): int = timestamp.seconds
        case .duration(let duration): int = duration.parts.seconds
        default: throw .noOverload("int", [value])
        }
        guard let int else { throw failed(value, to: "int") }
        return .int(int)
    }

    @Sendable private static func toUInt(_ value: CELValue) throws(EvaluationError) -> CELValue {
        let uint: UInt64?
        switch value {
        case .uint: return value
        case .int(let int): uint = UInt64(exactly: int)
        case .double(let double): uint = double >= 0 && double < 0x1p64 ? UInt64(double) : nil
        case .decimal(let decimal): uint = decimal.rounded(.down).uint64
        case .string(let string): uint = UInt64(string)
        default: throw .noOverload("uint", [value])
        }
        guard let uint else { throw failed(value, to: "uint") }
        return .uint(uint)
    }

    @Sendable private static func toDouble(_ value: CELValue) throws(EvaluationError) -> CELValue {
        switch value {
        case .double: return value
        case .int(let int): return .double(Double(int))
        case .uint(let uint): return .double(Double(uint))
        case .decimal(let decimal): return .double(decimal.double)
        case .string(let string):
            // Hexadecimal floating point and payloads of NaN are Swift's, not the language's.
            let isWord = ["nan", "inf", "infinity"].contains(string.lowercased().drop { $0 == "-" || $0 == "+" })
            guard let double = Double(string), isWord || double.isFinite && !string.utf8.contains(where: { $0 | 0x20 == 0x78 }) else {
                throw failed(value, to: "double")
            }
            return .double(double)
        default: throw .noOverload("double", [value])
        }
    }

    @Sendable private static func toDecimal(_ value: CELValue) throws(EvaluationError) -> CELValue {
        if case .string(let string) = value {
            guard let decimal = Decimal(parsing: string) else { throw failed(value, to: "decimal") }
            return .decimal(decimal)
        }
        guard value.isNumber else { throw .noOverload("decimal", [value]) }
        guard let decimal = value.asDecimal else { throw failed(value, to: "decimal") }
        return .decimal(decimal)
    }

    @Sendable private static func toString(_ value: CELValue) throws(EvaluationError) -> CELValue {
        switch value {
        case .string: return value
        case .bool, .int, .uint, .double, .decimal, .timestamp, .duration: return .string(value.text)
        case .bytes(let bytes):
            guard let string = String(validating: bytes, as: UTF8.self) else { throw .conversion("the bytes are no UTF-8") }
            return .string(string)
        default: throw .noOverload("string", [value])
        }
    }

    @Sendable private static func toBool(_ value: CELValue) throws(EvaluationError) -> CELValue {
        switch value {
        case .bool: return value
        case .string(let string) where ["1", "t", "true", "TRUE", "True"].contains(string): return .bool(true)
        case .string(let string) where ["0", "f", "false", "FALSE", "False"].contains(string): return .bool(false)
        case .string: throw failed(value, to: "bool")
        default: throw .noOverload("bool", [value])
        }
    }

    @Sendable private static func toBytes(_ value: CELValue) throws(EvaluationError) -> CELValue {
        switch value {
        case .bytes: return value
        case .string(let string): return .bytes(Array(string.utf8))
        default: throw .noOverload("bytes", [value])
        }
    }

    @Sendable private static func toTimestamp(_ value: CELValue) throws(EvaluationError) -> CELValue {
        let timestamp: CELTimestamp?
        switch value {
        case .timestamp: return value
        case .string(let string): timestamp = CELTimestamp(string)
        case .int(let seconds): timestamp = CELTimestamp(seconds: seconds)
        default: throw .noOverload("timestamp", [value])
        }
        guard let timestamp else { throw failed(value, to: "timestamp") }
        return .timestamp(timestamp)
    }

    @Sendable private static func toDuration(_ value: CELValue) throws(EvaluationError) -> CELValue {
        switch value {
        case .duration: return value
        case .string(let string):
            guard let duration = CELDuration(string) else { throw failed(value, to: "duration") }
            return .duration(duration)
        default: throw .noOverload("duration", [value])
        }
    }
}
