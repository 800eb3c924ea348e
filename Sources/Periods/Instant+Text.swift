extension Instant: CustomStringConvertible {
    /// Reads RFC 3339 `date-time`, strictly: `T` and an offset are required (both letters in either case),
    /// every field has its full width, the date exists, and the instant lies in the years 0001 to 9999.
    ///
    /// - Digits of a fraction beyond microseconds are dropped.
    /// - A leap second (`23:59:60` UTC on the last day of a month) is the last microsecond of that minute, so
    ///   that it stays in the day, and the period, which it ends.
    /// - `-00:00`, an unknown local offset, is read as UTC.
    package init?(rfc3339 text: String) {
        guard let instant = ByteScanner.whole(text, Self.read) else { return nil }
        self = instant
    }

    /// As `init(rfc3339:)`, over the bytes of a text. O(length), no allocation.
    package init?(rfc3339 bytes: UnsafeBufferPointer<UInt8>) {
        var scanner = ByteScanner(bytes)
        guard let instant = Self.read(&scanner), scanner.isAtEnd else { return nil }
        self = instant
    }

    /// RFC 3339 in UTC: `2027-11-30T16:00:00Z`, with a fraction only where it is not zero.
    package var rfc3339: String {
        let seconds = seconds
        let day = Day(number: Int32(truncatingIfNeeded: seconds.flooredQuotient(by: Day.seconds)))
        let second = Int(seconds.flooredRemainder(by: Day.seconds))
        // Instants beyond the year 9999 come from arithmetic alone; Int64 holds six digits of a year.
        return ByteWriter.text(capacity: 32) { writer in
            writer.write(day)
            writer.write("T")
            writer.write(second / 3_600, width: 2)
            writer.write(":")
            writer.write(second / 60 % 60, width: 2)
            writer.write(":")
            writer.write(second % 60, width: 2)
            writer.writeFraction(millionths: Int(microseconds.flooredRemainder(by: Self.perSecond)))
            writer.write("Z")
        }
    }

    package var description: String { rfc3339 }

    private static func read(_ scanner: inout ByteScanner) -> Instant? {
        guard let day = Day.read(&scanner), scanner.skip("T") || scanner.skip("t"),
            let hour = scanner.digits(2), hour < 24, scanner.skip(":"),
            let minute = scanner.digits(2), minute < 60, scanner.skip(":"),
            let second = scanner.digits(2), second <= 60
        else { return nil }
        var fraction: Int64 = 0
        if scanner.skip(".") {
            guard let millionths = scanner.millionths() else { return nil }
            fraction = millionths
        }
        guard let offset = readOffset(&scanner) else { return nil }
        let isLeap = second == 60
        let ofDay = Int64(hour * 3_600 + minute * 60 + (isLeap ? 59 : second))
        let utc = Int64(day.number) * Day.seconds + ofDay - Int64(offset)
        guard !isLeap || endsMonth(utc) else { return nil }
        let instant = Instant(seconds: utc).adding(microseconds: isLeap ? perSecond - 1 : fraction)
        return instant >= .earliest && instant <= .latest ? instant : nil
    }

    private static func readOffset(_ scanner: inout ByteScanner) -> Int? {
        if scanner.skip("Z") || scanner.skip("z") { return 0 }
        let sign = scanner.skip("+") ? 1 : scanner.skip("-") ? -1 : 0
        guard sign != 0, let hours = scanner.digits(2), hours < 24, scanner.skip(":"),
            let minutes = scanner.digits(2), minutes < 60
        else { return nil }
        return sign * (hours * 3_600 + minutes * 60)
    }

    /// Whether the UTC second is the last one of a month, the only place where leap seconds are inserted.
    private static func endsMonth(_ seconds: Int64) -> Bool {
        guard seconds.flooredRemainder(by: Day.seconds) == Day.seconds - 1 else { return false }
        let next = Day(number: Int32(truncatingIfNeeded: seconds.flooredQuotient(by: Day.seconds) + 1))
        return next.civil.day == 1
    }
}
