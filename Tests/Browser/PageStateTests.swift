import JSON
import Testing

extension Pages {
    /// What every page shows when it is not all well: nothing there, nothing yet, no answer, no network, no right. Each says so in a sentence of the
    /// reader's language; none stays blank, waits for ever, or shows what only programs read.
    @Suite(.serialized) struct PageStateTests {
        static let accounts = ["li.na", "chen.jie", "admin"]
        static let pages = AccessibilityTests.pages + [("/manage/first-hour", "admin", "first-hour-page .card")]

        /// Each page in turn, with the weather in which it is opened.
        private func each(_ office: Office, _ reader: Reader, _ size: Size = .desktop, _ body: (Browser, (path: String, account: String, ready: String)) throws -> Void) throws {
            for account in Self.accounts {
                let browser = try office.browser(of: account, reader, size: size)
                try browser.watchTheWeather()
                for page in Self.pages where page.account == account { try body(browser, page) }
            }
        }

        @Test func `a page whose answers do not come says so and asks again`() throws {
            let reader = Reader.chinese
            try each(try Office(), reader) { browser, page in
                try browser.open(page.path, in: .held)
                // What came with the document needs no answer.
                guard try browser.run("return document.querySelector('[data-first]') === null").bool ?? true else { return }
                try browser.wait("\(page.path) says that it is slow", "document.querySelector('main .view .banner .retry')?.checkVisibility()")
                try browser.expectSentence(page.path, reader.words("loading.slow"))
                try browser.change(.fine)
                try browser.click("main .view .banner .retry")
                try browser.wait("\(page.path) is there", "document.querySelector(arguments[0])", .string(page.ready))
            }
        }

        @Test(arguments: [(Reader.chinese, Weather.broken), (.english, .busy), (.english, .gone), (.chinese, .offline)])
        func `a page whose answers fail says so and comes back`(_ reader: Reader, _ weather: Weather) throws {
            try each(try Office(), reader, weather == .broken ? .phone : .desktop) { browser, page in
                try browser.open(page.path, in: weather)
                try browser.wait("\(page.path) has come to rest", Self.rests)
                try browser.expectSentence("\(page.path) \(weather)")
                try browser.expectNoSidewaysScroll(page.path)
                if try browser.run("return document.querySelector('.view > .empty .retry') !== null").bool == true {
                    try browser.change(.fine)
                    try browser.click(".view > .empty .retry")
                    try browser.wait("\(page.path) is there", "document.querySelector(arguments[0])", .string(page.ready))
                }
            }
        }

        /// Some of a page is no reason to lose all of it, nor to wait for ever.
        @Test func `a page of whose answers one fails stands all the same`() throws {
            try each(try Office(), .chinese) { browser, page in
                try browser.open(page.path, in: .fine)
                try browser.wait("\(page.path) is there", "document.querySelector(arguments[0])", .string(page.ready))
                try browser.wait("\(page.path) has come to rest", Self.rests)
                let asked = try browser.run("return [...asked]").array?.compactMap(\.string) ?? []
                for path in asked {
                    try browser.open(page.path, in: .brokenAt(path))
                    try browser.wait("\(page.path) without \(path) has come to rest", Self.rests)
                    try browser.expectWords("\(page.path) without \(path)")
                    try browser.expectNoComplaints("\(page.path) without \(path)")
                }
            }
        }

        @Test(arguments: Reader.allCases)
        func `a page that may not be seen says who may`(_ reader: Reader) throws {
            let office = try Office(), browser = try office.browser(of: "li.na", reader)
            try browser.watchTheWeather()
            for page in Self.pages where page.path.hasPrefix("/manage") || page.path == "/team" {
                try browser.open(page.path, in: .fine)
                try browser.wait("\(page.path) has come to rest", Self.rests)
                try browser.expectSentence(page.path, reader.words("forbidden.words"))
            }
            // The page is one that they may see, and what it asks for is not.
            for path in ["/me", "/rewards", "/customers", "/honours"] {
                try browser.open(path, in: .forbidden)
                try browser.wait("\(path) has come to rest", Self.rests)
                try browser.expectSentence(path)
            }
        }

        /// The administrator is nobody who sells.
        @Test(arguments: Reader.allCases)
        func `a page of a company with nothing in it says what will fill it`(_ reader: Reader) throws {
            let office = try Office(sales: [])
            try each(office, reader) { browser, page in
                try browser.open(page.path, in: .fine)
                try browser.wait("\(page.path) has come to rest", Self.rests)
                // The people are there before they have done anything.
                if page.path == "/manage/people" { try browser.expectWords(page.path) } else { try browser.expectSentence(page.path) }
                try browser.expectNoComplaints(page.path)
            }
            let admin = try office.browser(of: "admin", reader)
            for path in ["/", "/me", "/rewards", "/rules", "/members/me", "/notices", "/appraisals", "/customers", "/estimate", "/campaigns", "/honours", "/team"] {
                try admin.open(path)
                try admin.wait("\(path) has come to rest", Self.rests)
                try admin.expectSentence(path)
            }
        }

        /// Pages without a frame: those of strangers, and the wall.
        @Test(arguments: [(Weather.broken, Reader.chinese), (.gone, .english), (.offline, .chinese)])
        func `pages of strangers say what is wrong`(_ weather: Weather, _ reader: Reader) throws {
            let browser = try Office(sales: []).newBrowser(reader)
            try browser.watchTheWeather()
            for path in ["/login", "/report", "/setup#x", "/docs", "/nope", "/wall"] {
                try browser.open("/mark.svg")
                try browser.open(path, in: weather)
                try browser.wait("\(path) has come to rest", "document.querySelector('main, h1') && !document.querySelector('.skeleton, [aria-busy=true]')")
                try browser.expectSentence(path, in: "body")
            }
        }

        /// Nothing is under way, and something stands there.
        static let rests = """
            [...document.querySelectorAll('main .view')].some((one) => one.innerText.trim()) && !document.querySelector('main .skeleton, main [aria-busy=true]')
            """
    }
}

extension Browser {
    /// Something is seen, and nothing of it is what only programs read; what is seen.
    @discardableResult
    func expectWords(_ what: String, in selector: String = "main", at location: SourceLocation = #_sourceLocation) throws -> String {
        let found = try run(Self.said, .string(selector))
        let words = found["words"]?.string ?? ""
        #expect(found["raw"]?.array == [], "\(what)", sourceLocation: location)
        #expect(words.count > 10, "\(what) is blank", sourceLocation: location)
        return words
    }

    /// What is seen says a sentence in the reader's language.
    func expectSentence(_ what: String, _ wanted: String? = nil, in selector: String = "main", at location: SourceLocation = #_sourceLocation) throws {
        let words = try expectWords(what, in: selector, at: location)
        let isSaid = reader == .chinese ? words.contains(/[\u{4E00}-\u{9FFF}，。、「」 ]{6,}/) : words.contains(/[A-Za-z’]+ [A-Za-z’]+ [A-Za-z’]+/)
        #expect(isSaid, "\(what): \(words.prefix(200))", sourceLocation: location)
        if let wanted { #expect(words.contains(wanted), "\(what): \(words.prefix(300))", sourceLocation: location) }
    }

    /// Keys of texts, and what JavaScript makes of nothing, where a sentence should stand.
    private static let said = """
        const place = document.querySelector(arguments[0]), raw = [];
        const walker = document.createTreeWalker(place, NodeFilter.SHOW_TEXT);
        while (walker.nextNode()) {
          const text = walker.currentNode.data.trim();
          if (/^[a-z]+(?:-[a-z]+)*\\.[a-z]+(?:[.-][a-z]+)*$/.test(text) && /^(error|problem|loading|action|nav|empty|forbidden|offline|field|state|role)\\./.test(text)) raw.push(text);
          if (/\\b(undefined|NaN|null)\\b|\\[object |\\{[a-z_]+\\}/.test(text) && !walker.currentNode.parentElement.closest('code, pre')) raw.push(text.slice(0, 80));
        }
        return { words: place.innerText, raw };
        """
}
