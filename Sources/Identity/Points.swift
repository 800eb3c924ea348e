/// Whole points; 64 bits, and never beyond `Points.bound` in an entry or a balance.
package typealias Points = Int64

extension Points {
    /// ±(2^53 − 1): what every JSON reader keeps exactly.
    package static let bound: Points = (1 << 53) - 1
}

/// An entry or a balance would go beyond `Points.bound`.
package struct PointsOverflow: Error, CustomStringConvertible {
    package init() {}

    package var description: String { Code.overflow.words }
}

extension Points {
    /// The sum, if it stays within the bound.
    package func adding(_ other: Points) throws(PointsOverflow) -> Points {
        let (sum, overflow) = addingReportingOverflow(other)
        guard !overflow, sum.magnitude <= Points.bound.magnitude else { throw PointsOverflow() }
        return sum
    }
}
