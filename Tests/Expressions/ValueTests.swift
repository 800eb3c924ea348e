import JSON
import Periods
import RuleEngine
import Testing

@testable import Expressions

struct ValueTests {
    @Test(arguments: [0, 1, -1, 1_790_000_000_123_456, -62_135_596_800_000_000, 253_402_300_799_999_999] as [Int64])
    func `instants become timestamps and back`(microseconds: Int64) {
        let instant = Instant(microseconds: microseconds)
        #expect(CELTimestamp(instant).instant == instant)
        #expect(CELTimestamp(CELTimestamp(instant).description) == CELTimestamp(instant))
    }

    @Test func `instants beyond the years of the language become its ends`() {
        #expect(CELTimestamp(Instant(microseconds: .min)).description == "0001-01-01T00:00:00Z")
        #expect(CELTimestamp(Instant(microseconds: .max)).description == "9999-12-31T23:59:59.999999Z")
    }

    @Test func `every day of four centuries is read back as written`() {
        for day in stride(from: Int64(-719_162), to: 2_932_896, by: 37) {
            let date = CivilDate(daysSinceEpoch: day)
            #expect(date.daysSinceEpoch == day)
            #expect((1...12).contains(date.month) && date.day <= CivilDate.days(inMonth: date.month, of: date.year))
        }
    }

    @Test(arguments: [
        "2026-11-21", "2026-11-21T02:30:00", "2026-11-21t02:30:00Z", "2026-11-21 02:30:00Z", "2026-11-21T24:00:00Z", "2026-11-21T02:60:00Z", "2026-11-21T02:30:60Z", "2026-11-31T02:30:00Z", "2026-00-21T02:30:00Z", "0000-01-01T00:00:00Z",
        "10000-01-01T00:00:00Z", "2026-11-21T02:30:00.Z", "2026-11-21T02:30:00+8:00", "2026-11-21T02:30:00+24:00", "9999-12-31T23:59:59-01:00", "0001-01-01T00:00:00+00:01", "", "2026-11-21T02:30:00Z ",
    ])
    func `other texts are no timestamps`(text: String) {
        #expect(CELTimestamp(text) == nil)
    }

    @Test(arguments: ["", "1", "1x", "h", "1h ", " 1h", "1.h.", "--1s", "1d", "-", ".s", "10000000000s", "1h-1m", "1e3s"])
    func `other texts are no durations`(text: String) {
        #expect(CELDuration(text) == nil)
    }

    @Test(arguments: [("0", "0s"), ("1h", "3600s"), ("1.5h", "5400s"), ("-1m30s", "-90s"), ("1us", "0.000001s"), ("1µs", "0.000001s"), ("+5s", "5s"), (".5s", "0.5s"), ("1.s", "1s"), ("9223372036854775807ns", "9223372036.854775807s"), ("-9223372036854775808ns", "-9223372036.854775808s")])
    func `durations are written in seconds`(text: String, expected: String) {
        #expect(CELDuration(text)?.description == expected)
    }

    @Test func `JSON is read where an expression looks`() throws {
        let value = CELValue(try JSONValue.parse(#"{"a": [1, {"b": null}], "c": true, "é": 1, "e\u0301": 2}"#))
        guard case .map(let map) = value else { Issue.record("no map"); return }
        #expect(map.count == 4)
        #expect(map.value(field: "é")?.text == "1")
        #expect(map.value(field: "e\u{301}")?.text == "2")
        #expect(map.value(field: "missing") == nil)
        #expect(map.keys.map(\.text) == ["a", "c", "é", "e\u{301}"])
    }

    @Test(arguments: [3, 40])
    func `numbers of any type find their key in small and large maps`(size: Int64) throws {
        let map = CELMap((0..<size).map { (key: .int($0), value: .int($0 * 10)) })
        for key in [CELValue.int(2), .uint(2), .double(2), .decimal(2)] { #expect(map.value(key: key)?.text == "20") }
        for key in [CELValue.int(size), .double(2.5), .double(.nan), .decimal(2.5), .string("2"), .null, .bytes([2])] { #expect(map.value(key: key) == nil) }
    }

    @Test func `a record is a map whose missing fields are missing keys`() {
        let record = Record(RuleEnvironment.memberType, [.string("m1"), nil, .string("east")])
        let map = CELMap.record(record)
        #expect(map.count == 2)
        #expect(map.keys.map(\.text) == ["id", "team"])
        #expect(map.value(field: "name") == nil)
        #expect(map.value(field: "joined") == nil)
    }

    @Test(arguments: [("team", "team", 0), ("teem", "team", 1), ("taem", "team", 1), ("tea", "team", 1), ("Team", "team", 0), ("tm", "team", 2), ("amount", "amonut", 1)])
    func `distances count insertions, deletions, replacements and swaps`(left: String, right: String, expected: Int) {
        #expect(EditDistance.distance(left, right) == expected)
    }
}
