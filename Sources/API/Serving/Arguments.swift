import Periods
import Web

/// The arguments of a request, read strictly: what is not as it should be is refused with the name of the argument. No number that
/// somebody sends is added to, or taken as an index, before it is known to be within bounds.
struct Arguments {
    private let head: RequestHead
    private let described: [String]

    /// - Parameter described: those that the call takes; others are not there, whoever asks.
    init(_ head: RequestHead, described: [String]) { (self.head, self.described) = (head, described) }

    /// Nil where it is missing or empty.
    func text(_ name: String) -> String? {
        guard described.contains(name) else { return nil }
        return head.argument(name).flatMap { $0.isEmpty ? nil : $0 }
    }

    /// `true` or `false`; false where it is missing.
    func flag(_ name: String) throws -> Bool {
        switch text(name) {
        case nil, "false": false
        case "true": true
        case _?: throw Problem.malformed("\(name) is true or false", at: name)
        }
    }

    /// What the page before gave as `next`; it comes back as `after`, or under the name of a cursor.
    var pageAfter: String? { text("after") ?? text("cursor") ?? text("next") }

    /// A bounded number.
    func number(_ name: String, in range: ClosedRange<Int>, default value: Int) throws -> Int {
        guard let text = text(name) else { return value }
        guard let number = Int(text), range.contains(number) else {
            throw Problem.malformed("\(name) is a number from \(range.lowerBound) to \(range.upperBound)", at: name)
        }
        return number
    }

    /// A time: RFC 3339, or a day, which is its first instant in the company's calendar.
    func instant(_ name: String, _ zone: Zone) throws -> Instant? {
        guard let text = text(name) else { return nil }
        guard let instant = Instant(rfc3339: text) ?? Day(text).map(zone.firstInstant) else {
            throw Problem.malformed("\(name) is a day or a time with its offset", at: name)
        }
        guard instant >= .epoch else { throw Problem(.badTime, "\(name) is before 1970", at: name) }
        return instant
    }

    /// The numbers in `after`, as the page before gave them: any whole numbers, to be compared with and nothing else.
    func cursor(of count: Int) throws -> [Int64]? {
        guard let text = pageAfter else { return nil }
        let numbers = text.split(separator: ".", omittingEmptySubsequences: false).compactMap { Int64($0) }
        guard numbers.count == count else { throw Problem.malformed("after is what the page before gave as next", at: "after") }
        return numbers
    }

    /// How many come before the page: a count that may be added to.
    func position() throws -> Int64 {
        guard let position = try cursor(of: 1)?.first else { return 0 }
        guard 0...Self.lastPosition ~= position else { throw Problem.malformed("after is what the page before gave as next", at: "after") }
        return position
    }

    /// Far behind the last number that there will ever be, and far from the end of numbers.
    private static let lastPosition: Int64 = 1 << 53

    /// Whether the caller wants a file for spreadsheets.
    func wantsCSV() throws -> Bool {
        switch text("format") {
        case nil, "json": false
        case "csv": true
        case _?: throw Problem.malformed("format is json or csv", at: "format")
        }
    }
}
