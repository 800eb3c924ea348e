import Periods

/// Arguments that many calls share.
extension Call {
    /// A time among the arguments: RFC 3339, or a day, which is its first instant in the company's calendar.
    func instant(_ name: String) throws -> Instant? {
        guard let text = query(name) else { return nil }
        guard let instant = Instant(rfc3339: text) ?? Day(text).map(directory.programme.calendar.zone.firstInstant) else {
            throw Problem.malformed("\(name) is a day or a time with its offset", at: name)
        }
        guard instant >= .epoch else { throw Problem(.badTime, "\(name) is before 1970", at: name) }
        return instant
    }

    /// How many items a page holds.
    func limit(default value: Int = 50) throws -> Int { try number("limit", in: 1...500, default: value) }

    /// The numbers in `after`, as the page before gave them.
    func cursor(of count: Int) throws -> [Int64]? {
        guard let text = pageAfter else { return nil }
        let numbers = text.split(separator: ".", omittingEmptySubsequences: false).compactMap { Int64($0) }
        guard numbers.count == count else { throw Problem.malformed("after is what the page before gave as next", at: "after") }
        return numbers
    }

    /// Whether the caller wants a file for spreadsheets.
    func wantsCSV() throws -> Bool {
        switch query("format") {
        case nil, "json": false
        case "csv": true
        case _?: throw Problem.malformed("format is json or csv", at: "format")
        }
    }
}
