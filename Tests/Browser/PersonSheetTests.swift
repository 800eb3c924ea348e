import JSON
import Testing

extension Pages {
    /// One sheet behind every name, and what a figure is made of behind every figure.
    @Suite(.serialized) struct PersonSheetTests {
        private static let total = "document.querySelector('.person-sheet .sources .card-head .num')?.innerText"

        @Test(arguments: Reader.allCases)
        func `a row opens what its number is made of`(_ reader: Reader) throws {
            let browser = try Office().browser(of: "li.na", reader)
            try browser.open("/")
            try browser.click("board-list .row.me .opener")
            try browser.wait("the total by rule", "\(Self.total).includes('200') && document.querySelectorAll('.person-sheet .sources li').length === 1")
            try browser.click(".person-sheet .sources [data-rule]")
            try browser.click(".person-sheet details.entry summary")
            try browser.wait("the receipt", "document.querySelector('.person-sheet details[open] .receipt .total dd')?.innerText.includes('200')")
            try browser.expectNoComplaints()
        }

        @Test func `of another a rep sees what everybody sees`() throws {
            let browser = try Office().browser(of: "li.na", .english, size: .phone)
            try browser.open("/")
            try browser.click("board-podium [data-place='1'] .opener")
            try browser.wait("that it is not shown", "document.querySelector('.person-sheet .empty')?.innerText.includes(arguments[0])", .string(Reader.english.words("person.closed.title")))
            #expect(try browser.text(".person-sheet .figures").contains("#1"))
            try browser.expectNoSidewaysScroll("the sheet")
            try browser.expectNoComplaints()
        }

        @Test func `a manager opens the people of the team`() throws {
            let browser = try Office().browser(of: "chen.jie")
            try browser.open("/team")
            try browser.click("team-page td .opener[data-person='li.na']")
            try browser.wait("the total by rule", "\(Self.total).includes('200')")
            try browser.press(Key.escape)
            try browser.wait("that it is gone", "!document.querySelector('dialog') && document.activeElement?.dataset.person === 'li.na'")
            try browser.expectNoComplaints()
        }

        @Test(arguments: ["pending", "held", "expiring", "tier"])
        func `a figure of mine opens what it is made of`(figure: String) throws {
            let office = try Office()
            try office.give(5_000, to: "li.na")
            let browser = try office.browser(of: "li.na", .english, size: .phone)
            try browser.open("/me")
            try browser.click("[data-figure='\(figure)']")
            try browser.wait("what it is made of", "document.querySelector('dialog :is(.statement, .table, .sum, .empty)')")
            try browser.expectNoSidewaysScroll(figure)
            try browser.expectNoComplaints()
        }
    }

    /// Search and commands by Ctrl K; addresses that lead nowhere.
    @Suite(.serialized) struct WayTests {
        @Test(arguments: Reader.allCases)
        func `finds pages and people by keyboard`(_ reader: Reader) throws {
            let browser = try Office().browser(of: "chen.jie", reader)
            try browser.open("/rules")
            try browser.wait("the page", "document.querySelector('rules-page .card')")
            try browser.run("document.dispatchEvent(new KeyboardEvent('keydown', { key: 'k', ctrlKey: true, bubbles: true, cancelable: true }))")
            try browser.wait("the search", "document.activeElement?.closest('.palette')")
            try browser.type("li.na", into: ".palette input")
            try browser.wait("her", "document.querySelector('.palette [role=option][aria-selected=true]')?.innerText.length > 0 && document.querySelector('.palette #palette-people')")
            try browser.press(Key.enter)
            try browser.wait("her sheet", "document.querySelector('.person-sheet .sources')")
            try browser.press(Key.escape)
            try browser.run("document.dispatchEvent(new KeyboardEvent('keydown', { key: 'k', metaKey: true, bubbles: true, cancelable: true }))")
            try browser.type(reader.words("nav.targets"), into: ".palette input")
            try browser.wait("the page's name", "document.querySelector('.palette [role=option][aria-selected=true]')?.innerText.includes(arguments[0])", .string(reader.words("nav.targets")))
            try browser.press(Key.enter)
            try browser.wait("the page", "location.pathname === '/manage/targets' && document.querySelector('targets-page .card')")
            try browser.expectNoComplaints()
        }

        @Test(arguments: Reader.allCases)
        func `an address that leads nowhere is a page`(_ reader: Reader) throws {
            let browser = try Office(sales: []).newBrowser(reader, size: .phone)
            try browser.open("/nope/%E6%B2%A1%E6%9C%89")
            try browser.wait("the page", "document.querySelector('missing-page h1')?.innerText === arguments[0]", .string(reader.words("missing.title")))
            #expect(try browser.text("missing-page").contains("/nope/没有"))
            try browser.expectNoSidewaysScroll("/nope")
            try browser.expectNoComplaints(but: "404 (Not Found)")
        }

        @Test func `the description of the API is a page`() throws {
            let browser = try Office(sales: []).newBrowser()
            try browser.open("/docs")
            try browser.wait("calls", "document.querySelectorAll('docs-page section').length > 3")
            try browser.expectNoComplaints()
        }
    }
}
