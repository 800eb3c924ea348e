import JSON
import Testing

extension Pages {
    /// What a script can see of WCAG 2.2 AA: names, language, structure, contrast, size of targets. (A person has to judge the rest.)
    @Suite(.serialized) struct AccessibilityTests {
        /// Pages, and whose they are.
        static let pages: [(path: String, account: String, ready: String)] = [
            ("/", "li.na", "board-list .row"), ("/me", "li.na", "details.entry"), ("/rewards", "li.na", ".reward"), ("/rules", "li.na", "rules-page .card"),
            ("/members/me", "li.na", ".member-head"), ("/notices", "li.na", "notices-page .card"), ("/appraisals", "li.na", "appraisals-page .card"),
            ("/customers", "li.na", "customers-page .card"), ("/estimate", "li.na", "estimate-page .card"),
            ("/campaigns", "chen.jie", "campaigns-page .card"), ("/honours", "li.na", "honours-page .card"),
            ("/team", "chen.jie", "team-page .card"), ("/manage/tiers", "chen.jie", ".tier-row"), ("/manage/rewards", "chen.jie", ".catalogue-line"),
            ("/manage/approvals", "chen.jie", "approvals-page .card"), ("/manage/targets", "chen.jie", "targets-page .card"),
            ("/manage/people", "admin", "people-page table"), ("/manage/reports", "admin", "reports-page .card"), ("/manage/audit", "admin", "audit-page .card"),
            ("/manage/settings", "admin", "settings-page .card"), ("/manage/system", "admin", "system-page .card"), ("/manage/rules", "admin", "rulebook-page .card"),
            ("/manage/webhooks", "admin", "webhooks-page .empty"), ("/manage/import", "admin", "import-page .card"), ("/manage/hooks", "admin", "hooks-page .empty"),
        ]

        @Test(arguments: Reader.allCases)
        func `pages are named labelled legible and in order`(_ reader: Reader) throws {
            let office = try Office()
            for account in ["li.na", "chen.jie", "admin"] {
                for isDark in [false, true] {
                    let browser = try office.browser(of: account, reader, size: isDark ? .phone : .desktop, isDark: isDark)
                    for page in Self.pages where page.account == account {
                        try browser.open(page.path)
                        try browser.wait("\(page.path) is there", "document.querySelector(arguments[0])", .string(page.ready))
                        let flaws = try browser.settledFlaws(Self.inspection)
                        #expect(flaws.isEmpty, "\(page.path) \(reader) \(isDark ? "dark, phone" : "light, desktop"): \(flaws.joined(separator: "; "))")
                        #expect(try browser.run("return document.documentElement.lang").string == reader.rawValue)
                        try browser.expectNoSidewaysScroll(page.path)
                        try browser.expectNoComplaints(page.path)
                        #expect(try browser.run(Self.strangers).array == [], "\(page.path) asks other hosts")
                    }
                }
            }
        }

        /// From a large page at 400 % over phones and a desk (at 200 % it is 720 wide) to a TV: nothing is wider than what is set.
        @Test(arguments: [Reader.english, .chinese]) func `pages fit every width`(_ reader: Reader) throws {
            let office = try Office()
            for account in ["li.na", "chen.jie", "admin"] {
                let browser = try office.browser(of: account, reader, isDark: reader == .chinese)
                for page in Self.pages where page.account == account {
                    for width in [320, 390, 720, 768, 1_440, 1_920] {
                        try browser.resize(Size(width: width, height: 700))
                        // What is drawn for a width is drawn anew.
                        if width == 320 || width == 1_440 {
                            try browser.open(page.path)
                            try browser.wait("\(page.path) is there", "document.querySelector(arguments[0])", .string(page.ready))
                        }
                        try browser.expectNoSidewaysScroll("\(page.path) at \(width)")
                    }
                }
            }
        }

        /// What may not be seen, and what has nothing to show, is a page with a title all the same.
        @Test(arguments: [Size.desktop, .phone]) func `pages that are not permitted have one title`(_ size: Size) throws {
            let office = try Office(sales: [])
            for (account, paths) in [("li.na", ["/team", "/manage/targets", "/manage/approvals", "/manage/audit", "/manage/system"]), ("admin", ["/me", "/notices", "/estimate", "/members/me"])] {
                let browser = try office.browser(of: account, size: size)
                for path in paths {
                    try browser.open(path)
                    try browser.wait("\(path) says something", "document.querySelector('.view .empty, .view .card')")
                    #expect(try browser.run("return [...document.querySelectorAll('h1')].filter((one) => one.checkVisibility()).length").int64 == 1, "\(path)")
                    try browser.expectNoSidewaysScroll(path)
                }
            }
        }

        /// A definition list holds terms and what they mean, and nothing else (axe: definition-list).
        @Test func `definition lists hold terms and what they mean`() throws {
            let office = try Office()
            for account in ["li.na", "chen.jie"] {
                let browser = try office.browser(of: account)
                for page in Self.pages where page.account == account {
                    try browser.open(page.path)
                    try browser.wait("\(page.path) is there", "document.querySelector(arguments[0])", .string(page.ready))
                    #expect(try browser.run(Self.strayInLists).array == [], "\(page.path)")
                }
            }
        }

        private static let strayInLists = """
            const stray = (list) => [...list.children].flatMap((one) => one.tagName === 'DIV' ? [...one.children] : [one]).filter((one) => !['DT', 'DD'].includes(one.tagName));
            return [...document.querySelectorAll('dl')].flatMap(stray).map((one) => one.outerHTML.slice(0, 80));
            """

        /// The order in which the sign-in page takes the focus, each place with a ring that can be seen.
        @Test func `the sign in page is walked through by keyboard`() throws {
            let browser = try Office(sales: []).newBrowser()
            try browser.open("/login")
            try browser.wait("the focus on the name", "document.activeElement?.id === 'name'")
            var walked: [String] = []
            for _ in 0..<5 {
                let here = try browser.run(
                    """
                    const at = document.activeElement, style = getComputedStyle(at);
                    const ring = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 1 || style.boxShadow !== 'none';
                    return `${at.id || at.name || at.tagName.toLowerCase()}${ring ? '' : ' without a ring'}`;
                    """)
                walked.append(here.string ?? "")
                try browser.press(Key.tab)
            }
            #expect(walked.first == "name")
            #expect(walked.contains("password"))
            #expect(walked.contains("summary"))
            #expect(!walked.contains { $0.hasSuffix("without a ring") }, "\(walked)")
            let order = ["name", "password", "summary"].compactMap { walked.firstIndex(of: $0) }
            #expect(order == order.sorted())
        }

        /// Requests to anything but this server.
        private static let strangers = "return performance.getEntriesByType('resource').map((entry) => entry.name).filter((name) => !name.startsWith(location.origin) && !name.startsWith('data:'))"
    }
}
