/// In which order a file writes day, month and year. `03/04/2026` alone does not tell, and nobody guesses then.
package enum DateOrder: String, Hashable, Sendable, CaseIterable {
    case ymd, dmy, mdy
    /// 民國: years are counted from 1912.
    case roc

    /// As people read it.
    package var shown: String {
        switch self {
        case .ymd: "2026-11-21"
        case .dmy: "21/11/2026"
        case .mdy: "11/21/2026"
        case .roc: "115/11/21"
        }
    }
}

/// Dates as people write them: `2026/11/21`, `21.11.26`, `Nov 21, 2026`, `2026年11月21日`, `20261121`, `民國115年11月21日`, with a time behind or not.
package enum DateText {
    /// As `2026-11-21`, `2026-11-21 09:00` or `2026-11-21 09:00:30`; RFC 3339 stays as it is. Nil: it is no date in this order.
    package static func iso(_ text: String, _ order: DateOrder) -> String? {
        let text = text.trimmed
        guard 6...64 ~= text.utf8.count else { return nil }
        if order == .ymd, text.utf8.count >= 19, isRFC(text) { return text }
        guard let (parts, rest) = dateParts(text), let day = day(parts, order, hasEra: text.hasPrefix("民")) else { return nil }
        guard let clock = clock(rest) else { return nil }
        return day + clock
    }

    /// The orders in which every one of the texts is a date; empty where one is none.
    package static func orders(of texts: [String]) -> Set<DateOrder> {
        texts.reduce(into: Set(DateOrder.allCases)) { orders, text in orders = orders.filter { iso(text, $0) != nil } }
    }

    private static func isRFC(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        return bytes[4] == UInt8(ascii: "-") && bytes[7] == UInt8(ascii: "-") && (bytes[10] == UInt8(ascii: "T") || bytes[10] == UInt8(ascii: "t"))
            && (bytes.last == UInt8(ascii: "Z") || bytes.suffix(6).contains(UInt8(ascii: "+")) || bytes.suffix(6).first == UInt8(ascii: "-"))
    }

    private struct Part {
        let number: Int
        let digits: Int
        /// It was written as a word, so it is the month.
        var isMonth = false
    }

    /// Three numbers, or two and the name of a month, and what stands behind them.
    private static func dateParts(_ text: String) -> ([Part], Substring)? {
        var parts: [Part] = [], rest = text[...]
        for era in ["民國", "民国"] where rest.hasPrefix(era) { rest = rest.dropFirst(era.count).drop { $0 == " " } }
        if let compact = compact(rest) { return compact }
        while parts.count < 3 {
            if let digits = digits(&rest), digits.count <= 4, let number = Int(digits) {
                parts.append(Part(number: number, digits: digits.count))
            } else if let month = monthName(&rest) {
                parts.append(Part(number: month, digits: 0, isMonth: true))
            } else {
                return nil
            }
            guard parts.count < 3 else { break }
            let before = rest.count
            rest = rest.drop { "-/.年月, ".contains($0) }
            guard rest.count < before else { return nil }
        }
        if rest.first == "日" || rest.first == "号" || rest.first == "號" { rest = rest.dropFirst() }
        return (parts, rest)
    }

    /// `20261121`.
    private static func compact(_ text: Substring) -> ([Part], Substring)? {
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        guard digits.count == 8, let number = Int(digits) else { return nil }
        return ([Part(number: number / 10_000, digits: 4), Part(number: number / 100 % 100, digits: 2), Part(number: number % 100, digits: 2)], text.dropFirst(8))
    }

    private static func digits(_ text: inout Substring) -> Substring? {
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        guard !digits.isEmpty else { return nil }
        text = text.dropFirst(digits.count)
        return digits
    }

    private static let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
    private static let longMonths = ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"]

    private static func monthName(_ text: inout Substring) -> Int? {
        let word = text.prefix { $0.isASCII && $0.isLetter }, small = word.lowercased()
        guard let index = months.firstIndex(of: small) ?? longMonths.firstIndex(of: small) ?? (small == "sept" ? 8 : nil) else { return nil }
        text = text.dropFirst(word.count)
        return index + 1
    }

    private static func day(_ parts: [Part], _ order: DateOrder, hasEra: Bool) -> String? {
        let named = parts.firstIndex { $0.isMonth }
        guard let (year, month, day) = placed(parts, order, named) else { return nil }
        guard let full = fullYear(year, order, hasEra), 1...12 ~= month.number, 1...length(of: month.number, in: full) ~= day.number else { return nil }
        let two = { (number: Int) in number < 10 ? "0\(number)" : "\(number)" }
        return "\(full)-\(two(month.number))-\(two(day.number))"
    }

    private static func placed(_ parts: [Part], _ order: DateOrder, _ named: Int?) -> (year: Part, month: Part, day: Part)? {
        switch order {
        case .ymd, .roc: return named == nil || named == 1 ? (parts[0], parts[1], parts[2]) : nil
        case .dmy: return named == nil || named == 1 ? (parts[2], parts[1], parts[0]) : nil
        case .mdy: return named == nil || named == 0 ? (parts[2], parts[0], parts[1]) : nil
        }
    }

    private static func fullYear(_ part: Part, _ order: DateOrder, _ hasEra: Bool) -> Int? {
        switch (order, part.digits) {
        case (.roc, 3): part.number + 1911
        // Of two digits where the era stands before them alone: 26 is far more often a year of this century.
        case (.roc, 2): hasEra ? part.number + 1911 : nil
        case (.roc, _): nil
        case (_, 4): 1900...2199 ~= part.number ? part.number : nil
        case (.dmy, 2), (.mdy, 2): part.number + (part.number < 70 ? 2000 : 1900)
        default: nil
        }
    }

    private static func length(of month: Int, in year: Int) -> Int {
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        return month == 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].contains(month) ? 30 : 31
    }

    /// Nothing, or a time of day as ` 09:00` or ` 09:00:30`; nil: it is something else.
    private static func clock(_ text: Substring) -> String? {
        var rest = text.drop { $0 == " " || $0 == "T" || $0 == "\u{3000}" }, half: Int?
        for (word, hours) in [("上午", 0), ("下午", 12)] where rest.hasPrefix(word) {
            (rest, half) = (rest.dropFirst(word.count).drop { $0 == " " }, hours)
        }
        guard !rest.isEmpty else { return half == nil ? "" : nil }
        var numbers: [Int] = []
        while numbers.count < 3, let digits = digits(&rest), digits.count <= 2, let number = Int(digits) {
            numbers.append(number)
            guard rest.first == ":" || rest.first == "时" || rest.first == "時" || rest.first == "分" else { break }
            rest = rest.dropFirst()
        }
        if rest.first == "." { rest = rest.dropFirst().drop { $0.isASCII && $0.isNumber } }
        switch rest.trimmed.lowercased() {
        case "", "秒": break
        case "am", "a.m.": half = 0
        case "pm", "p.m.": half = 12
        default: return nil
        }
        guard numbers.count >= 2, var hour = numbers.first else { return nil }
        if let half {
            guard 1...12 ~= hour else { return nil }
            hour = hour % 12 + half
        }
        guard 0..<24 ~= hour, numbers.dropFirst().allSatisfy({ 0..<60 ~= $0 }) else { return nil }
        return " " + ([hour] + numbers.dropFirst()).map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ":")
    }
}

extension StringProtocol {
    /// Without the white space around it, which spreadsheets are full of.
    var trimmed: String {
        var text = drop { $0.isWhitespace || $0 == "\u{FEFF}" }
        while let last = text.last, last.isWhitespace { text = text.dropLast() }
        return String(text)
    }
}
