/// Keys of periods, as points.md, "Numbers and times", writes them.
extension CompanyCalendar {
    /// The period of a key; nil if the text is no key of this calendar. A calendar has one spelling for each period:
    /// where the fiscal year does not start in January, `2026` and `2026-Q4` are no keys, and elsewhere `FY2026` is none.
    package func period(key text: String) -> Period? {
        if text == "all" { return period(.all, .all) }
        guard let (kind, day) = ByteScanner.whole(text, readKey) else { return nil }
        return period(kind, containing: day)
    }

    /// The key of a period of this calendar by its days.
    package func key(of kind: PeriodKind, _ days: DayRange) -> String {
        let start = days.start.civil
        return ByteWriter.text(capacity: 16) { writer in
            switch kind {
            case .all: for letter in "all".unicodeScalars { writer.write(letter) }
            case .day: writer.write(days.start)
            case .week:
                let week = days.start.adding(days: 6).last(.thursday).isoWeek
                writer.write(week.year, width: 4)
                writer.write("-")
                writer.write("W")
                writer.write(week.week, width: 2)
            case .month:
                writer.write(start.year, width: 4)
                writer.write("-")
                writer.write(start.month, width: 2)
            case .quarter:
                write(yearOf: start, &writer)
                writer.write("-")
                writer.write("Q")
                writer.write((start.month - fiscalYearStart).flooredRemainder(by: 12) / 3 + 1, width: 1)
            case .year:
                write(yearOf: start, &writer)
            }
        }
    }

    private func write(yearOf start: Day.Civil, _ writer: inout ByteWriter) {
        if isFiscal {
            writer.write("F")
            writer.write("Y")
        }
        writer.write((start.month >= fiscalYearStart ? start.year : start.year - 1) + yearsOfName, width: 4)
    }

    /// A day in the period, and the kind.
    private func readKey(_ scanner: inout ByteScanner) -> (PeriodKind, Day)? {
        let isFiscalKey = scanner.skip("F")
        if isFiscalKey, !scanner.skip("Y") { return nil }
        guard let year = scanner.digits(4) else { return nil }
        let yearStart = Day(year: year - yearsOfName, month: fiscalYearStart, day: 1)
        guard scanner.skip("-") else { return isFiscalKey == isFiscal ? yearStart.map { (.year, $0) } : nil }
        if scanner.skip("Q") {
            guard isFiscalKey == isFiscal, let yearStart, let quarter = scanner.digits(1), (1...4).contains(quarter) else { return nil }
            return (.quarter, yearStart.adding(months: (quarter - 1) * 3))
        }
        guard !isFiscalKey else { return nil }
        if scanner.skip("W") {
            return scanner.digits(2).flatMap { Day(thursdayOfWeek: $0, of: year) }.map { (.week, $0) }
        }
        guard let month = scanner.digits(2), let first = Day(year: year, month: month, day: 1) else { return nil }
        guard scanner.skip("-") else { return (.month, first) }
        return scanner.digits(2).flatMap { Day(year: year, month: month, day: $0) }.map { (.day, $0) }
    }
}
