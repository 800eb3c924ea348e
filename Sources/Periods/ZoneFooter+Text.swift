extension ZoneFooter {
    /// Nil if the string is no POSIX `TZ` rule.
    init?(_ scanner: inout ByteScanner) {
        guard Self.skipName(&scanner), let west = Self.hours(&scanner, upTo: 24) else { return nil }
        standard = -west
        guard !scanner.isAtEnd else {
            summer = nil
            return
        }
        guard Self.skipName(&scanner) else { return nil }
        var offset = standard + 3_600
        if scanner.next != Self.comma {
            guard let west = Self.hours(&scanner, upTo: 24) else { return nil }
            offset = -west
        }
        guard scanner.skip(","), let start = Self.moment(&scanner),
            scanner.skip(","), let end = Self.moment(&scanner), scanner.isAtEnd
        else { return nil }
        summer = Summer(offset: offset, start: start, end: end)
    }

    private static let comma = Character(",").asciiValue

    private static func skipName(_ scanner: inout ByteScanner) -> Bool {
        if scanner.skip("<") {
            while let byte = scanner.take() {
                if byte == Character(">").asciiValue { return true }
            }
            return false
        }
        var length = 0
        while let byte = scanner.next, (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) {
            _ = scanner.take()
            length += 1
        }
        return length >= 3
    }

    /// `[+-]hh[:mm[:ss]]` in seconds.
    private static func hours(_ scanner: inout ByteScanner, upTo limit: Int) -> Int? {
        let sign = scanner.skip("-") ? -1 : 1
        if sign > 0 { _ = scanner.skip("+") }
        guard let hours = scanner.number(upTo: 3), hours <= limit else { return nil }
        var seconds = hours * 3_600
        for unit in [60, 1] where scanner.skip(":") {
            guard let part = scanner.digits(2), part < 60 else { return nil }
            seconds += part * unit
        }
        return sign * seconds
    }

    private static func moment(_ scanner: inout ByteScanner) -> Moment? {
        guard let date = date(&scanner) else { return nil }
        guard scanner.skip("/") else { return Moment(date: date, second: 2 * 3_600) }
        return hours(&scanner, upTo: 167).map { Moment(date: date, second: $0) }
    }

    private static func date(_ scanner: inout ByteScanner) -> Moment.Date? {
        if scanner.skip("M") {
            guard let month = scanner.number(upTo: 2), (1...12).contains(month), scanner.skip("."),
                let week = scanner.number(upTo: 1), (1...5).contains(week), scanner.skip("."),
                let weekday = scanner.number(upTo: 1), weekday <= 6
            else { return nil }
            return .weekday(weekday, week: week, month: month)
        }
        let isJulian = scanner.skip("J")
        guard let number = scanner.number(upTo: 3), number <= 365, !isJulian || number >= 1 else { return nil }
        return isJulian ? .julian(number) : .dayOfYear(number)
    }
}
