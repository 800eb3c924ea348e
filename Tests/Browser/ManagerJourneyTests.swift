import JSON
import Testing

extension Pages {
    /// What a manager comes for.
    @Suite(.serialized) struct ManagerJourneyTests {
        @Test(arguments: Reader.allCases)
        func `adds a tier and the rep sees it`(_ reader: Reader) throws {
            let office = try Office()
            let manager = try office.browser(of: "chen.jie", reader)
            try manager.open("/manage/tiers")
            try manager.click("[data-add]")
            try manager.type("传奇", into: ".tier-row.open [name='title.zh-Hans']")
            try manager.type("Legend", into: ".tier-row.open [name='title.en']")
            try manager.click("[data-go]")
            try manager.wait("that it is saved", "!document.querySelector('.savebar') && document.querySelectorAll('.tier-row').length === 4")
            try manager.expectNoComplaints()

            let rep = try office.laurel.rep.get("/tiers").json["items"]?.array ?? []
            #expect(rep.contains { $0["title"]?["en"]?.string == "Legend" })
            let page = try office.browser(of: "li.na", reader)
            try page.open("/me")
            try page.wait("the tier card", "document.querySelector('.tier-card')")
            try page.expectNoComplaints()
        }

        @Test(arguments: Reader.allCases)
        func `adds a reward and the rep sees it`(_ reader: Reader) throws {
            let office = try Office()
            let manager = try office.browser(of: "chen.jie", reader)
            try manager.open("/manage/rewards")
            try manager.click("[data-new]")
            try manager.type("折叠伞", into: "dialog [name='title.zh-Hans']")
            try manager.type("Umbrella", into: "dialog [name='title.en']")
            try manager.type("150", into: "dialog [name=cost]")
            try manager.click("dialog [data-save]")
            try manager.wait("that it is saved", "!document.querySelector('dialog')")
            try manager.expectNoComplaints()

            let rep = try office.browser(of: "li.na", reader, size: .phone)
            try rep.open("/rewards")
            let title = reader == .chinese ? "折叠伞" : "Umbrella"
            try rep.wait("the reward", "[...document.querySelectorAll('.reward .title')].some((title) => title.innerText === arguments[0])", .string(title))
        }

        @Test func `of two who change one tier the second is told and nothing is lost`() throws {
            let office = try Office()
            let first = try office.browser(of: "chen.jie"), second = try office.browser(of: "liu.yang", .english)
            for (browser, threshold) in [(first, "6000"), (second, "7000")] {
                try browser.open("/manage/tiers")
                try browser.type(threshold, into: "[data-tier=advanced] [name=threshold]")
                try browser.wait("what is not saved", "document.querySelector('.savebar')")
            }
            try first.click("[data-go]")
            try first.wait("that it is saved", "!document.querySelector('.savebar')")
            try second.click("[data-go]")
            try second.wait("that someone was faster", "document.querySelector('[data-says] .banner.danger')")
            #expect(try second.text("[data-says]").contains("Someone else changed this first."))
            let tiers = try office.laurel.manager.get("/tiers").json["items"]?.array ?? []
            #expect(tiers.first { $0["id"]?.string == "advanced" }?["threshold"]?.int64 == 6_000)
        }

        /// What one drafts waits on the page of the rules, and another sees what it changes, and seconds it.
        @Test(arguments: Reader.allCases)
        func `drafts rules that another seconds`(_ reader: Reader) throws {
            let office = try Office()
            var files = try office.laurel.manager.get("/rules/files").json["files"]?.object ?? [:]
            files["points/training.yaml"] = .string(files["points/training.yaml"]?.string?.replacing("Training passed", with: "Course passed") ?? "")
            let drafted = try office.laurel.manager.post("/rules/publish", ["files": .object(files), "reason": "a better word"])
            #expect(drafted.status == 202, "\(drafted.text)")
            let manager = try office.browser(of: "chen.jie", reader, size: .phone)
            try manager.open("/manage/rules")
            try manager.wait("the draft", "document.querySelector('#waiting') && document.querySelector('.publication-changes')")
            try manager.expectNoComplaints()

            let other = try office.browser(of: "liu.yang", reader)
            try other.open("/manage/approvals")
            try other.wait("the lines that differ", "document.querySelectorAll('.difference :is(ins, del)').length === 2")
            #expect(try other.text(".difference ins").contains("Course passed"))
            try other.click("[data-approve]")
            try other.wait("that it is done", "document.querySelector('[data-says] .banner')")
            try other.expectNoComplaints()
            #expect(try office.laurel.manager.get("/rules/files").json["files"] == .object(files))
        }

        /// The form asks the server, which knows what was given before.
        @Test func `hears what will wait before a gift is sent`() throws {
            let office = try Office()
            let manager = try office.browser(of: "chen.jie", .english)
            try manager.open("/team")
            try manager.click("[data-recognise='li.na']")
            try manager.type("well done", into: "dialog [name=title]")
            for (points, key) in [("5000", "needs.none"), ("5001", "needs.role")] {
                try manager.type(points, into: "dialog [name=points]")
                let words = String(Reader.english.words(key).prefix { $0 != "{" })
                try manager.wait("what the server says of \(points)", "document.querySelector('[data-needs]').innerText.includes(arguments[0])", .string(words))
            }
        }

        /// What is left stands there before and after; without a mouse.
        @Test func `gives recognition by the keyboard alone, and sees what is left`() throws {
            let office = try Office()
            let manager = try office.browser(of: "chen.jie", .english)
            try manager.open("/team")
            try manager.wait("the team", "document.querySelector(\"[data-recognise='li.na']\")")
            try manager.run("document.querySelector(\"[data-recognise='li.na']\").focus()")
            try manager.press(Self.enter)
            try manager.wait("what is left", "document.querySelector('[data-left]')?.innerText.includes('5,000')")
            try manager.type("won back a customer", into: "dialog [name=title]")
            try manager.type("300", into: "dialog [name=points]")
            try manager.wait("what is left afterwards", "document.querySelector('[data-left]').innerText.includes('4,700')")
            try manager.press(Self.enter)
            try manager.wait("that it is asked once more, with what is left", "document.querySelector('dialog:has([data-sure])')?.innerText.includes('4,700')")
            try manager.run("document.querySelector('[data-sure]').focus()")
            try manager.press(Self.enter)
            try manager.wait("that it is given", "!document.querySelector('dialog')")
            #expect(try office.laurel.manager.get("/members/li.na/authority").json["given"]?.int64 == 300)
            try manager.run("document.querySelector(\"[data-recognise='li.na']\").focus()")
            try manager.press(Self.enter)
            try manager.wait("what was given", "document.querySelector('[data-left]')?.innerText.includes('4,700')")
            try manager.expectNoComplaints()
        }

        private static let enter = "\u{E007}"

        @Test(arguments: Reader.allCases)
        func `approves a held award with one key`(_ reader: Reader) throws {
            let office = try Office()
            // 5,400 points: held, because more than 5,000 go through a person's hands.
            try office.sell("SO-held", to: "li.na", for: 540_000)
            let director = try office.browser(of: "zhao.lei", reader)
            try director.open("/manage/approvals")
            try director.wait("the basis", "document.querySelector('[data-basis] .sum')")
            try director.press("a")
            try director.wait("that it is done", "document.querySelector('[data-says] .banner')")
            try director.wait("an empty queue", "!document.querySelector('.queue .request')")
            try director.expectNoComplaints()
            #expect(try office.laurel.rep.get("/members/me/balance").json["held"]?.int64 == 0)
        }
    }
}
