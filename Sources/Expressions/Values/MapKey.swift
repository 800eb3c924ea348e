import JSON

/// A map key, made comparable: numbers of different types that are equal are one key (`{1: 'a'}[1u]`, `[1.0]`).
enum MapKey: Hashable {
    case bool(Bool)
    case int(Int64)
    /// Above the range of `int`.
    case uint(UInt64)
    case string(String)

    /// Nil for what cannot be a key or cannot equal one: bytes, null, lists, 1.5, NaN.
    init?(_ value: CELValue) {
        switch value {
        case .bool(let bool): self = .bool(bool)
        case .int(let int): self = .int(int)
        case .uint(let uint): self = Int64(exactly: uint).map(MapKey.int) ?? .uint(uint)
        case .double(let double):
            if let int = Int64(exactly: double) { self = .int(int) }
            else if let uint = UInt64(exactly: double) { self = .uint(uint) }
            else { return nil }
        case .decimal(let decimal):
            if let int = decimal.int64 { self = .int(int) }
            else if let uint = decimal.uint64 { self = .uint(uint) }
            else { return nil }
        case .string(let string): self = .string(string)
        default: return nil
        }
    }

    static func == (left: MapKey, right: MapKey) -> Bool {
        switch (left, right) {
        case (.bool(let a), .bool(let b)): a == b
        case (.int(let a), .int(let b)): a == b
        case (.uint(let a), .uint(let b)): a == b
        case (.string(let a), .string(let b)): Text.same(a, b)
        default: false
        }
    }

    func hash(into hasher: inout Hasher) {
        switch self {
        case .bool(let bool): hasher.combine(bool)
        case .int(let int): hasher.combine(int)
        case .uint(let uint): hasher.combine(uint)
        case .string(let string): for byte in string.utf8 { hasher.combine(byte) }
        }
    }
}
