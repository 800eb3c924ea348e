import JSON
import Periods

/// The period of a standing as people say it, and how long it still goes: 2026 年 12 月, 还有 9 天 (`format.js`, `board-parts.js`).
struct PeriodWords {
    let texts: PageTexts

    private static let months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
    ]

    /// Nil where a key is of a campaign, whose days are said in another way.
    func name(_ key: String) -> String? {
        let parts = key.split(separator: "-"), year = parts.first.map(String.init) ?? ""
        let isFiscal = year.hasPrefix("FY"), number = isFiscal ? String(year.dropFirst(2)) : year
        guard Int(number) != nil else { return nil }
        switch parts.count {
        case 1: return say(isFiscal ? "key.fiscal-year" : "key.year", ["year": number])
        case 2 where parts[1].hasPrefix("Q"):
            return say(isFiscal ? "key.fiscal-quarter" : "key.quarter", ["year": number, "quarter": String(parts[1].dropFirst())])
        case 2 where parts[1].hasPrefix("W"): return Int(parts[1].dropFirst()).flatMap { say("key.week", ["year": number, "week": "\($0)"]) }
        case 2: return month(parts[1]).flatMap { say("key.month", ["year": number, "month": "\($0)", "name": Self.months[$0 - 1]]) }
        case 3:
            guard let month = month(parts[1]), let day = Int(parts[2]) else { return nil }
            return say("date.full", ["year": number, "month": "\(month)", "day": "\(day)", "name": String(Self.months[month - 1].prefix(3))])
        default: return nil
        }
    }

    private func month(_ text: Substring) -> Int? { Int(text).flatMap { 1...12 ~= $0 ? $0 : nil } }

    private func say(_ key: String, _ values: [String: String]) -> String {
        values.reduce(texts[key]) { $0.replacing("{\($1.key)}", with: $1.value) }
    }

    /// 还有 9 天, in days of the company.
    func left(until end: Instant?, from now: Instant, _ calendar: CompanyCalendar) -> String {
        guard let end else { return "" }
        let days = max(0, calendar.day(of: end).days(since: calendar.day(of: now)))
        return days <= 1 ? texts["board.last-day"] : texts["board.left", days]
    }
}
