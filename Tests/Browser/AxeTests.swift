import Foundation
import JSON
import Testing

enum Axe {
    static let rules = ProcessInfo.processInfo.environment["LAUREL_AXE"].flatMap { try? String(contentsOfFile: $0, encoding: .utf8) }
}

extension Pages {
    /// The rules of axe-core, which are not ours to ship: `LAUREL_AXE` names a copy (`.ci/run` fetches one). Nothing serious or critical is found.
    @Suite(.serialized, .enabled(if: Axe.rules != nil, "LAUREL_AXE names no copy of axe-core"))
    struct AxeTests {
        @Test(arguments: [(Reader.chinese, false), (.english, true)])
        func `find nothing serious on any page`(_ reader: Reader, _ isDark: Bool) throws {
            let office = try Office(), rules = try #require(Axe.rules)
            for account in ["li.na", "chen.jie", "admin"] {
                let browser = try office.browser(of: account, reader, size: isDark ? .phone : .desktop, isDark: isDark)
                for page in AccessibilityTests.pages where page.account == account {
                    try browser.open(page.path)
                    try browser.wait("\(page.path) is there", "document.querySelector(arguments[0])", .string(page.ready))
                    let found = try browser.run("\(rules)\n\(Self.run)")
                    #expect(found.array == [], "\(page.path) \(reader) \(isDark ? "dark, phone" : "light, desktop")")
                }
            }
        }

        /// In every weather the first pages of each role; all of them where answers fail, and in a company that has nothing yet.
        @Test(arguments: [
            (Weather.held, Reader.english, true), (.broken, .chinese, false), (.busy, .english, true), (.offline, .chinese, true), (.forbidden, .english, false),
            (.fine, .chinese, true),
        ])
        func `find nothing serious on a page that is not all well`(_ weather: Weather, _ reader: Reader, _ isDark: Bool) throws {
            let rules = try #require(Axe.rules), isWhole = weather == .broken || weather == .fine
            let office = weather == .fine ? try Office(sales: []) : try Office()
            for account in PageStateTests.accounts {
                let browser = try office.browser(of: account, reader, size: isDark ? .phone : .desktop, isDark: isDark)
                try browser.watchTheWeather()
                let pages = PageStateTests.pages.filter { $0.account == account }
                for page in isWhole ? pages : Array(pages.prefix(2)) {
                    try browser.open(page.path, in: weather)
                    try browser.wait("\(page.path) says something", weather == .held ? "document.querySelector('main .view')" : PageStateTests.rests)
                    let found = try browser.run("\(rules)\n\(Self.run)")
                    #expect(found.array == [], "\(page.path) \(weather) \(reader) \(isDark ? "dark, phone" : "light, desktop")")
                }
            }
        }

        /// What stands under a hint or a toast for a moment is no flaw of the page.
        private static let run = """
            const options = { resultTypes: ['violations'], runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] };
            return window.axe.run(document, options).then(({ violations }) => violations.filter((one) => ['serious', 'critical'].includes(one.impact))
              .flatMap((one) => one.nodes.slice(0, 5).map((node) => `${one.id}: ${node.html.slice(0, 160)}`)));
            """
    }
}
