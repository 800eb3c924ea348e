import JSON
import Testing

/// `Public/i18n`: two files a language, what the first page needs and the rest, and notes for translators.
struct TextTests {
    private let folder = PublicFolder()
    private static let languages = ["zh-Hans", "zh-Hant", "en", "qqq"]

    private func part(_ name: String) throws -> JSONObject {
        try #require(try JSONValue.parse(folder.bytes("i18n/\(name).json")).object)
    }

    private func texts(_ language: String) throws -> [(key: String, value: JSONValue)] {
        try [language, language + ".more"].flatMap { try part($0).map { ($0.key, $0.value) } }
    }

    @Test(arguments: languages, ["", ".more"]) func `every language has every text`(language: String, part suffix: String) throws {
        let keys = Set(try part("zh-Hans" + suffix).keys)
        #expect(Set(try part(language + suffix).keys).symmetricDifference(keys) == [])
    }

    @Test func `no text stands twice`() throws {
        #expect(Set(try part("en").keys).intersection(try part("en.more").keys) == [])
    }

    /// Modules name their texts as `t("…")`; what is put together from parts is not looked for.
    @Test func `texts that are named exist`() throws {
        let keys = Set(try texts("en").map(\.key))
        for path in try folder.files(".js") {
            for name in try folder.text(path).matches(of: #/\bt\("([a-z][a-z0-9.-]*)"/#).map({ String($0.output.1) }) { #expect(keys.contains(name), "\(path): \(name)") }
        }
    }

    /// Characters that only simplified writing has, of the words that pages use most.
    private static let simplified: Set<Character> = Set("实时设订单锁级积规则团队标奖对换兑这们为来过还没会说录处")

    /// 即時, not 实时: Hant is written, not converted, but nothing of Hans is left in it.
    @Test func `traditional texts hold no simplified forms`() throws {
        for member in try texts("zh-Hant") {
            let text = member.value.string ?? ""
            #expect(!text.contains(where: Self.simplified.contains), "\(member.key): \(text)")
        }
    }

    @Test func `chinese has no exclamation marks`() throws {
        for language in ["zh-Hans", "zh-Hant"] {
            for member in try texts(language) { #expect(member.value.string?.contains(where: { "!！".contains($0) }) != true, "\(member.key)") }
        }
    }

    /// One word for one thing: 簽核, 收款, 舊客戶 in Hant; places are ordinals in English.
    @Test func `a thing has one word`() throws {
        let banned = ["zh-Hant": ["審批", "回款", "老客戶"], "en": ["in place {"], "zh-Hans": ["每个 member", "每个 course"]]
        for (language, words) in banned {
            for member in try texts(language) {
                let text = "\(member.value)"
                for word in words { #expect(!text.contains(word), "\(language) \(member.key): \(text)") }
            }
        }
    }
}
