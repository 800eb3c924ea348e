import JSON

/// A list: values, or a JSON array whose elements become values when they are read.
package enum CELList: Sendable {
    case values([CELValue])
    case json([JSONValue])

    package init(_ values: [CELValue]) { self = .values(values) }

    package var count: Int {
        switch self {
        case .values(let values): values.count
        case .json(let elements): elements.count
        }
    }

    /// - Precondition: `0 <= index < count`.
    package subscript(index: Int) -> CELValue {
        switch self {
        case .values(let values): values[index]
        case .json(let elements): CELValue(elements[index])
        }
    }

    /// All elements as values. O(n) for a JSON array.
    package var values: [CELValue] {
        switch self {
        case .values(let values): values
        case .json(let elements): elements.map { CELValue($0) }
        }
    }
}
