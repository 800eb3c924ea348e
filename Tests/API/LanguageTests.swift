import Identity
import Testing

@testable import API

@Suite struct LanguageTests {
    @Test(arguments: [
        (nil, Language.en), ("", .en), ("de", .en), ("zh", .hans), ("zh-CN", .hans), ("zh-TW", .hant), ("zh-Hant-HK", .hant), ("zh-Hans-TW", .hans),
        ("en;q=0.5, zh-TW;q=0.8", .hant), ("zh;q=0, en;q=0.1", .en), ("fr, zh-MO;q=0.3", .hant), ("EN-us", .en),
    ] as [(String?, Language)])
    func `the best accepted language is chosen`(_ header: String?, _ expected: Language) {
        #expect(Language(accepting: header) == expected)
    }
}
