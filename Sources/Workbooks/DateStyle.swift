import Glibc

/// What a number shows as, where its style is one of dates or times.
enum DateStyle: Hashable {
    case date
    /// Of a day, or how long something took.
    case time

    /// The formats that have no code in the file (ECMA-376, 18.8.30), also those of Chinese, Japanese and Korean Excel.
    init?(builtIn id: Int) {
        switch id {
        case 14...17, 22, 27...31, 36, 50...54, 57, 58: self = .date
        case 18...21, 32...35, 45...47, 55, 56: self = .time
        default: return nil
        }
    }

    /// A format as its author wrote it: letters of dates outside of quotes and brackets.
    init?(code: String) {
        var letters = "", isQuoted = false, isEscaped = false, bracket: String?
        scan: for character in code.lowercased() {
            if isEscaped { isEscaped = false; continue }
            switch character {
            case "\"" where bracket == nil: isQuoted.toggle()
            case "\\", "_", "*": isEscaped = !isQuoted
            case "[" where !isQuoted: bracket = ""
            case "]" where bracket != nil:
                // Hours beyond a day: [h]:mm.
                if let inner = bracket, !inner.isEmpty, inner.allSatisfy({ "hms".contains($0) }) { letters += inner }
                bracket = nil
            case ";" where !isQuoted && bracket == nil: break scan
            default:
                if bracket != nil { bracket?.append(character) } else if !isQuoted { letters.append(character) }
            }
        }
        if letters.contains("general") { return nil }
        if letters.contains("y") || letters.contains("d") || letters.contains("m") && !letters.contains("h") && !letters.contains("s") {
            self = .date
        } else if letters.contains("h") || letters.contains("s") {
            self = .time
        } else {
            return nil
        }
    }
}

/// Turns what stands in a cell into the text that a person would expect to read there.
struct CellValues {
    let strings: [String]
    let dates: [DateStyle?]
    let isSince1904: Bool

    /// - Parameters:
    ///   - kind: `t` of the cell; `n` where it says nothing.
    ///   - style: `s` of the cell.
    func text(_ value: String, kind: String, style: Int?) throws(WorkbookFailure) -> String {
        switch kind {
        case "s":
            guard let index = Int(value), strings.indices.contains(index) else { throw WorkbookFailure(.damaged, "a cell names a text that is not in the workbook") }
            return strings[index]
        case "b": return value == "1" ? "true" : value == "0" ? "false" : value
        case "n":
            if let style, dates.indices.contains(style), let date = dates[style], let text = time(value, date) { return text }
            return number(value)
        default: return value
        }
    }

    /// Excel keeps 17 digits and shows 15: 0.1 + 0.2 is 0.3.
    private func number(_ value: String) -> String {
        guard value.utf8.count > 15 || value.contains("E") || value.contains("e"), let double = Double(value), double.isFinite else { return value }
        if double == double.rounded(), abs(double) < 1e15 { return "\(Int64(double))" }
        var digits = [CChar](repeating: 0, count: 40)
        _ = withVaList([double]) { vsnprintf(&digits, digits.count, "%.15g", $0) }
        return digits.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } ?? value }
    }

    /// Days since the beginning of 1900, with the 29th of February that 1900 did not have, or of 1904.
    private func time(_ value: String, _ style: DateStyle) -> String? {
        guard let serial = Double(value), serial.isFinite, 0..<2_958_466 ~= serial else { return nil }
        var seconds = Int64((serial * 86_400).rounded())
        let clock = seconds % 86_400
        if style == .time, seconds < 86_400 { return Self.clock(clock) }
        seconds -= clock
        var day = seconds / 86_400
        if isSince1904 { day += 1_462 } else if day < 60 { day += 1 }
        // Day 25,569 is the first of 1970.
        let date = Self.civil(day - 25_569)
        return clock == 0 ? date : date + " " + Self.clock(clock)
    }

    private static func clock(_ seconds: Int64) -> String { "\(two(seconds / 3_600)):\(two(seconds / 60 % 60)):\(two(seconds % 60))" }
    private static func two(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }

    /// The date of a day since 1970 (Howard Hinnant, chrono-compatible low-level date algorithms).
    private static func civil(_ days: Int64) -> String {
        let shifted = days + 719_468, era = shifted / 146_097, dayOfEra = shifted % 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100), shiftedMonth = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1, month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        return "\(yearOfEra + era * 400 + (month <= 2 ? 1 : 0))-\(two(month))-\(two(day))"
    }
}
