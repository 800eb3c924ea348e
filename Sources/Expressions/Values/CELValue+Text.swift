import JSON

extension CELValue {
    /// Bytes of a text, elements of a collection; what operations take time by. O(1).
    var size: Int {
        switch self {
        case .string(let string): string.utf8.count
        case .bytes(let bytes): bytes.count
        case .list(let list): list.count
        case .map(let map): map.count
        default: 0
        }
    }

    /// A scalar as `string(x)` writes it; of a list, map or bytes only the type, since their text may be of any length.
    package var text: String {
        switch self {
        case .null: "null"
        case .bool(let bool): bool ? "true" : "false"
        case .int(let int): String(int)
        case .uint(let uint): String(uint)
        case .double(let double): Self.text(double)
        case .decimal(let decimal): decimal.description
        case .string(let string): string
        case .bytes, .list, .map, .optional: type.runtimeName
        case .timestamp(let timestamp): timestamp.description
        case .duration(let duration): duration.description
        case .type(let type): type.runtimeName
        }
    }

    /// The shortest text that reads back as the double; whole numbers without a point.
    static func text(_ double: Double) -> String {
        if double.isNaN { return "NaN" }
        if double.isInfinite { return double < 0 ? "-Infinity" : "Infinity" }
        let text = double.description
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }
}
