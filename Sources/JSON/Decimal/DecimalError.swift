/// Why an operation on decimals has no result.
package enum DecimalError: Error, Hashable, Sendable {
    /// The exact result has more than 34 significant digits, or an exponent out of range.
    case overflow
    case divisionByZero
}
