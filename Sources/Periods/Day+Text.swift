extension Day: CustomStringConvertible {
    /// Reads ISO 8601 `2026-11-21`: nothing shorter, nothing around it, a date that exists.
    package init?(_ text: String) {
        guard let day = ByteScanner.whole(text, Self.read) else { return nil }
        self = day
    }

    /// `2026-11-21`.
    package var text: String {
        ByteWriter.text(capacity: 16) { $0.write(self) }
    }

    package var description: String { text }

    static func read(_ scanner: inout ByteScanner) -> Day? {
        guard let year = scanner.digits(4), scanner.skip("-"), let month = scanner.digits(2), scanner.skip("-"),
            let day = scanner.digits(2)
        else { return nil }
        return Day(year: year, month: month, day: day)
    }
}

extension ByteWriter {
    mutating func write(_ day: Day) {
        let civil = day.civil
        write(max(civil.year, 0), width: 4)
        write("-")
        write(civil.month, width: 2)
        write("-")
        write(civil.day, width: 2)
    }
}
