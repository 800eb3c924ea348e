import Files
import JSON
import Periods
import Testing

/// A text that says 10 where the rule gives 12.
@Suite("Numbers in written texts")
struct WrittenNumbersTests {
    private static func strange(_ text: String, _ rule: String) throws -> [String] {
        var content = try #require(try JSONValue.parse(rule).object)
        content["text"] = .string(text)
        return WrittenNumbers.contradictions(of: "r", content).flatMap(\.numbers)
    }

    static let visit = #"{"id":"r","on":"visit.made","award":{"fixed":12},"limits":[{"per":"member","window":"day","count":10}],"cooldown":{"per":"member","for":"PT24H"}}"#
    static let revenue = #"{"on":"sale.won","award":{"points":1,"per":100,"of":"data.amount"},"pending":"P14D","expires":{"after":"P12M"},"multiply":"data.c == \"A\" ? 1.5 : 1.0"}"#
    static let ladder = #"{"award":{"ladder":{"of":"data.amount","steps":[{"from":0,"rate":0.01},{"from":300000,"rate":0.015}]}}}"#

    @Test(arguments: [
        ("拜访客户得 12 分，每天最多 10 次，间隔 24 小时。", visit, []),
        ("拜访客户得 10 分。", visit, ["10"]),
        ("拜访客户得十分。", visit, ["十"]),
        ("拜访客户得十二分，十分重要的是间隔 1 天。", visit, ["十"]),
        ("10 points for a visit", visit, ["10"]),
        ("12 points for a visit, up to 11 a day", visit, ["11"]),
        ("成交每满 ¥100 得 1 分，A 级客户按 1.5 倍计分。14 天后生效，1 年后过期。", revenue, []),
        ("成交每满 ¥1,000 得 1 分，15 天后生效。", revenue, ["1,000", "15"]),
        ("成交每满 100 元得 2 分，两周后生效。", revenue, ["2"]),
        ("每 ¥100 得 1 分，30 万以上的部分得 1.5 分。", ladder, []),
        ("每 ¥100 得 1 分，40 万以上的部分得 2 分。", ladder, ["40万", "2"]),
        ("没有数字。", visit, []),
    ] as [(String, String, [String])])
    func `that the rule does not have are told`(text: String, rule: String, numbers: [String]) throws {
        #expect(try Self.strange(text, rule) == numbers)
    }

    @Test func `of the rules that we ship are theirs`() throws {
        let folder = try RulesFolder.load(ShippedRulesTests.folder, zones: ZoneFiles.database())
        #expect(WrittenNumbers.contradictions(in: folder.contents) == [])
    }
}
