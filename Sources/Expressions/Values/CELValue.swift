import JSON

/// A value of the language (langdef, "Values"), with one addition: ``decimal(_:)``, which numbers in JSON are.
///
/// Strings are compared by code points, never by canonical equivalence, so Swift's `==` is not used for them.
package enum CELValue: Sendable {
    case null
    case bool(Bool)
    case int(Int64)
    case uint(UInt64)
    case double(Double)
    case decimal(Decimal)
    case string(String)
    case bytes([UInt8])
    case list(CELList)
    case map(CELMap)
    case timestamp(CELTimestamp)
    case duration(CELDuration)
    case type(CELType)
    case optional(CELOptional)

    /// The type at run time; element types of lists and maps are not kept.
    package var type: CELType {
        switch self {
        case .null: .null
        case .bool: .bool
        case .int: .int
        case .uint: .uint
        case .double: .double
        case .decimal: .decimal
        case .string: .string
        case .bytes: .bytes
        case .list: .list(.dyn)
        case .map: .map(.dyn, .dyn)
        case .timestamp: .timestamp
        case .duration: .duration
        case .type: .type
        case .optional: .optional(.dyn)
        }
    }
}

/// A value that may be absent: `optional.of(x)`, `optional.none()`, `data.?x`.
package final class CELOptional: Sendable {
    package let value: CELValue?

    package init(_ value: CELValue?) { self.value = value }

    static let none = CELOptional(nil)
}

extension CELValue {
    static var absent: CELValue { .optional(.none) }

    static func present(_ value: CELValue) -> CELValue { .optional(CELOptional(value)) }
}
