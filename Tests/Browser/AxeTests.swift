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

        /// What stands under a hint or a toast for a moment is no flaw of the page.
        private static let run = """
            const options = { resultTypes: ['violations'], runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] };
            return window.axe.run(document, options).then(({ violations }) => violations.filter((one) => ['serious', 'critical'].includes(one.impact))
              .flatMap((one) => one.nodes.slice(0, 5).map((node) => `${one.id}: ${node.html.slice(0, 160)}`)));
            """
    }
}
