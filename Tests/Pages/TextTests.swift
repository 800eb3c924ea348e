import JSON
import Testing

/// `Public/i18n`: one file a language, and notes for translators.
struct TextTests {
    private let folder = PublicFolder()
    private static let languages = ["zh-Hans", "zh-Hant", "en", "qqq"]

    private func texts(_ language: String) throws -> JSONObject {
        try #require(try JSONValue.parse(folder.bytes("i18n/\(language).json")).object)
    }

    @Test(arguments: languages) func everyLanguageHasEveryText(language: String) throws {
        let keys = Set(try texts("zh-Hans").keys)
        #expect(Set(try texts(language).keys).symmetricDifference(keys) == [])
    }

    /// Characters that only simplified writing has, of the words that pages use most.
    private static let simplified: Set<Character> = Set("实时设订单锁级积规则团队标奖对换兑这们为来过还没会说录处")

    /// 即時, not 实时: Hant is written, not converted, but nothing of Hans is left in it.
    @Test func traditionalTextsHoldNoSimplifiedForms() throws {
        for member in try texts("zh-Hant") {
            let text = member.value.string ?? ""
            #expect(!text.contains(where: Self.simplified.contains), "\(member.key): \(text)")
        }
    }

    @Test func chineseHasNoExclamationMarks() throws {
        for language in ["zh-Hans", "zh-Hant"] {
            for member in try texts(language) { #expect(member.value.string?.contains(where: { "!！".contains($0) }) != true, "\(member.key)") }
        }
    }
}
