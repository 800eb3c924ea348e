/// A point in time in UTC with nanoseconds, from 0001-01-01T00:00:00Z to 9999-12-31T23:59:59.999999999Z.
package struct CELTimestamp: Hashable, Sendable {
    /// Seconds since 1970-01-01T00:00:00Z.
    package let seconds: Int64
    /// 0 ..< 1,000,000,000, counted forwards also before 1970.
    package let nanos: Int32

    static let range: ClosedRange<Int64> = -62_135_596_800...253_402_300_799

    /// Nil outside the years 1–9999.
    package init?(seconds: Int64, nanos: Int32 = 0) {
        guard Self.range.contains(seconds), (0..<1_000_000_000).contains(nanos) else { return nil }
        self.seconds = seconds
        self.nanos = nanos
    }

    /// - Precondition: both within their ranges.
    init(clamped seconds: Int64, nanos: Int32) {
        self.seconds = seconds
        self.nanos = nanos
    }

    /// An RFC 3339 date and time with `Z` or an offset; digits beyond nanoseconds are dropped. Nil otherwise.
    package init?(_ text: String) {
        var reader = DigitReader(text)
        guard let year = reader.number(4), reader.skip("-"), let month = reader.number(2), reader.skip("-"), let day = reader.number(2),
            reader.skip("T"), let hour = reader.number(2), reader.skip(":"), let minute = reader.number(2), reader.skip(":"),
            let second = reader.number(2), let nanos = reader.fraction(), let offset = reader.zone(), reader.isAtEnd,
            (1...12).contains(month), day >= 1, day <= CivilDate.days(inMonth: month, of: year), hour < 24, minute < 60, second < 60
        else { return nil }
        let days = CivilDate(year: year, month: month, day: day).daysSinceEpoch
        self.init(seconds: days * 86_400 + Int64(hour * 3600 + minute * 60 + second - offset), nanos: nanos)
    }

    /// The sum, or nil beyond the years 1–9999.
    func adding(_ duration: CELDuration) -> CELTimestamp? {
        let (seconds, rest) = duration.parts
        let nanos = Int64(self.nanos) + rest
        let carry = nanos < 0 ? -1 : nanos / 1_000_000_000
        return CELTimestamp(seconds: self.seconds + seconds + carry, nanos: Int32(nanos - carry * 1_000_000_000))
    }

    /// `self - other`, or nil where the difference is no duration.
    func since(_ other: CELTimestamp) -> CELDuration? {
        CELDuration(seconds: seconds - other.seconds, nanos: Int64(nanos) - Int64(other.nanos))
    }
}

extension CELTimestamp: Comparable {
    package static func < (left: CELTimestamp, right: CELTimestamp) -> Bool {
        left.seconds != right.seconds ? left.seconds < right.seconds : left.nanos < right.nanos
    }
}

extension CELTimestamp: CustomStringConvertible {
    /// RFC 3339 in UTC; a fraction only where there is one, without trailing zeros.
    package var description: String {
        let civil = CivilTime(seconds: seconds)
        let date = "\(padded(civil.date.year, 4))-\(padded(civil.date.month, 2))-\(padded(civil.date.day, 2))"
        let time = "\(padded(civil.hour, 2)):\(padded(civil.minute, 2)):\(padded(civil.second, 2))"
        return "\(date)T\(time)\(fraction(nanos: Int(nanos)))Z"
    }
}

/// `.5` for half a second; nothing for none.
func fraction(nanos: Int) -> String {
    guard nanos != 0 else { return "" }
    var digits = padded(nanos, 9)
    while digits.hasSuffix("0") { digits.removeLast() }
    return "." + digits
}

func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
}
