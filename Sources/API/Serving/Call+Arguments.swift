import Periods

/// Arguments that many calls share.
extension Call {
    func query(_ name: String) -> String? { arguments.text(name) }
    func flag(_ name: String) throws -> Bool { try arguments.flag(name) }
    var pageAfter: String? { arguments.pageAfter }
    func number(_ name: String, in range: ClosedRange<Int>, default value: Int) throws -> Int { try arguments.number(name, in: range, default: value) }
    func instant(_ name: String) throws -> Instant? { try arguments.instant(name, directory.programme.calendar.zone) }
    func cursor(of count: Int) throws -> [Int64]? { try arguments.cursor(of: count) }
    func position() throws -> Int64 { try arguments.position() }
    func wantsCSV() throws -> Bool { try arguments.wantsCSV() }

    /// How many items a page holds.
    func limit(default value: Int = 50) throws -> Int { try number("limit", in: 1...500, default: value) }
}
