/// Why an operation on decimals has no result.
package enum DecimalError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The exact result has more than 34 significant digits, or an exponent out of range.
    case overflow
    case divisionByZero

    package var description: String {
        switch self {
        case .overflow: "the number has too many digits"
        case .divisionByZero: "division by zero"
        }
    }
}
