/// A length of time in nanoseconds, ±292 years: the range that the official tests fix by asking for an error
/// where timestamps 9,998 years apart are subtracted.
package struct CELDuration: Hashable, Sendable {
    package let nanoseconds: Int64

    package init(nanoseconds: Int64) { self.nanoseconds = nanoseconds }

    /// `nanos` may have either sign. Nil beyond the range.
    package init?(seconds: Int64, nanos: Int64 = 0) {
        let (product, tooLong) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
        let (sum, beyond) = product.addingReportingOverflow(nanos)
        guard !tooLong, !beyond else { return nil }
        self.nanoseconds = sum
    }

    /// Whole seconds and the rest, both of the duration's sign.
    var parts: (seconds: Int64, nanos: Int64) {
        let (seconds, nanos) = nanoseconds.quotientAndRemainder(dividingBy: 1_000_000_000)
        return (seconds, nanos)
    }

    /// `1h30m`, `-2.5s`, `0`: numbers with units h, m, s, ms, us, ns. Nil for anything else and beyond the range.
    package init?(_ text: String) {
        var reader = DigitReader(text)
        let negative = reader.skip("-")
        if !negative { _ = reader.skip("+") }
        if reader.rest == "0" { self.nanoseconds = 0; return }
        var total: Int64 = 0
        repeat {
            guard let part = reader.durationPart(negative: negative) else { return nil }
            let (sum, beyond) = total.addingReportingOverflow(part)
            guard !beyond else { return nil }
            total = sum
        } while !reader.isAtEnd
        self.nanoseconds = total
    }
}

extension CELDuration: Comparable {
    package static func < (left: CELDuration, right: CELDuration) -> Bool { left.nanoseconds < right.nanoseconds }
}

extension CELDuration: CustomStringConvertible {
    /// Seconds with `s`: `5400s`, `-0.5s`.
    package var description: String {
        let (seconds, nanos) = parts
        return "\(nanoseconds < 0 ? "-" : "")\(seconds.magnitude)\(fraction(nanos: Int(nanos.magnitude)))s"
    }
}
