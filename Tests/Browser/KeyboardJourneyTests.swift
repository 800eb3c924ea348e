import JSON
import TestClients
import Testing

extension Pages {
    /// Whole journeys without a mouse: each place is reached by Tab, can be seen, and does what it says at Enter; a dialog takes the focus and gives it back.
    @Suite(.serialized) struct KeyboardJourneyTests {
        @Test(arguments: Reader.allCases)
        func `a rep signs in, opens a person, and reads a line of the statement`(_ reader: Reader) throws {
            let browser = try Office().newBrowser(reader)
            try browser.open("/")
            try browser.wait("the sign-in page", "document.activeElement?.id === 'name'")
            try browser.write("li.na")
            try browser.tab(to: "#password")
            try browser.write(Office.password)
            try browser.press(Key.enter)
            // Its first rows stand before any script runs.
            try browser.wait("the living board", "document.querySelector('board-list .row.me') && document.body.dataset.connection === 'live'")
            try browser.enter("board-podium .opener, board-list .opener")
            try browser.wait("the sheet, with the focus in it", "document.querySelector('.person-sheet h2')?.innerText && document.activeElement?.closest('dialog')")
            try browser.press(Key.escape)
            try browser.wait("the focus where it was", "!document.querySelector('dialog[open]') && document.activeElement?.matches('.opener')")
            try browser.enter(".sidebar a[href='/me']")
            try browser.wait("my points", "location.pathname === '/me' && document.querySelector('details.entry')")
            try browser.enter("details.entry summary")
            try browser.wait("the receipt", "document.querySelector('details[open] .receipt .sum .total dd')")
            try browser.expectNoComplaints(but: "401 (Unauthorized)")
        }

        @Test func `a rep redeems, wishes, and enters a visit`() throws {
            let office = try Office()
            try office.give(5_000, to: "li.na")
            let browser = try office.browser(of: "li.na", .english)
            try browser.open("/rewards")
            try browser.enter("[data-reward=earphones]")
            try browser.wait("the equation, with the focus beside it", "document.querySelector('dialog .equation .result dd') && document.activeElement?.closest('dialog')")
            try browser.enter("dialog [data-confirm]")
            try browser.wait("what was done", "document.querySelector('dialog [role=status] .banner')")
            try browser.enter("dialog .actions [data-close]")
            try browser.wait("the redemption among mine", "document.querySelector('#mine .request') && !document.querySelector('dialog')")
            try browser.enter("[data-reward=shopping-card-500]")
            try browser.enter("dialog [data-wish]")
            try browser.wait("the wish", "document.querySelector('.wishes .wish') && !document.querySelector('dialog')")
            try browser.enter(".sidebar a[href='/me']")
            try browser.enter("[data-record]")
            try browser.tab(to: "#record-type")
            for _ in 0..<6 where try browser.run("return document.querySelector('#record-type').value").string != "visit.made" { try browser.press(Key.down) }
            try browser.wait("the fields of a visit", "document.querySelector('#record-type').value === 'visit.made' && document.querySelector('dialog [data-fields] input')")
            for field in try browser.run("return [...document.querySelectorAll('dialog [data-fields] input[type=text]')].map((one) => one.name)").array ?? [] {
                try browser.tab(to: "dialog [name='\(field.string ?? "")']")
                try browser.write("Acme")
            }
            for field in try browser.run("return [...document.querySelectorAll('dialog [data-fields] input[type=number]')].map((one) => one.name)").array ?? [] {
                try browser.tab(to: "dialog [name='\(field.string ?? "")']")
                try browser.write("90")
            }
            try browser.enter("dialog [type=submit]")
            try browser.wait("what came of it", "document.querySelector('dialog .banner.neutral') && document.activeElement?.matches('dialog [data-close]')")
            try browser.press(Key.enter)
            try browser.wait("the page again", "!document.querySelector('dialog')")
            try browser.expectNoComplaints()
        }

        @Test func `a rep reads notices, says which to be told, and chooses how it looks`() throws {
            let office = try Office()
            let browser = try office.browser(of: "li.na", .english)
            try office.give(3_000, to: "li.na")
            try browser.open("/notices")
            try browser.tab(to: "[data-preferences] [name=kudos]")
            try browser.press(Key.right)
            let chosen = try browser.run("return document.querySelector('[name=kudos]:checked').value")
            try browser.enter("[data-preferences] .primary")
            try browser.wait("that it is saved", "document.querySelector('[data-says]')?.innerText.length > 0")
            try browser.enter(".sidebar [data-settings]")
            try browser.wait("the dialog", "document.activeElement?.closest('dialog')")
            try browser.enter("dialog [data-choose-theme=dark]")
            try browser.wait("darkness", "document.documentElement.dataset.theme === 'dark'")
            try browser.press(Key.escape)
            try browser.wait("the focus where it was", "document.activeElement?.matches('[data-settings]')")
            try browser.open("/notices")
            try browser.wait("what was chosen", "document.querySelector('[name=kudos]:checked')?.value === arguments[0]", chosen)
            try browser.expectNoComplaints()
        }

        @Test func `a director decides, one by one and many at once`() throws {
            let office = try Office()
            for number in 1...4 { try office.sell("SO-held-\(number)", to: number.isMultiple(of: 2) ? "li.na" : "ma.chao", for: 540_000 + number * 100) }
            let director = try office.browser(of: "zhao.lei", .english)
            try director.open("/manage/approvals")
            try director.wait("the queue", "document.querySelectorAll('.queue .request').length === 4 && document.querySelector('[data-basis] .sum')")
            try director.press("j")
            try director.press("a")
            try director.wait("that one is decided", "document.querySelectorAll('.queue .request').length === 3 && document.querySelector('[data-says] .banner')")
            try director.press("r")
            try director.wait("the reason is asked for", "document.activeElement?.id === 'comment' && document.querySelector('#comment-error')")
            try director.write("no contract")
            try director.enter("[data-reject]")
            try director.wait("that another is", "document.querySelectorAll('.queue .request').length === 2")
            for index in 0..<2 {
                try director.tab(to: ".queue-line:nth-child(\(index + 1)) [data-choose]")
                try director.press(Key.space)
            }
            try director.tab(to: "#bulk-comment")
            try director.write("checked")
            try director.enter("[data-bulk-decide=approve]")
            try director.wait("an empty queue, a sentence and no badge", "!document.querySelector('.queue .request') && document.querySelector('[data-says] .banner') && !document.querySelector('.sidebar .count')")
            try director.expectNoComplaints()
        }

        @Test func `a director drafts a rule, tries it, and hands it on`() throws {
            let office = try Office()
            let director = try office.browser(of: "zhao.lei", .english)
            try director.open("/manage/rules?rule=visit")
            try director.tab(to: "[name='award.fixed']")
            try director.write("12")
            try director.press(Key.tab)
            try director.wait("the warning", "document.querySelector('[data-warned] .banner')?.innerText.includes('10')")
            try director.enter("[data-try]")
            try director.wait("the dialog", "document.activeElement?.closest('dialog')")
            try director.enter("dialog .primary")
            try director.wait("who gains", "document.querySelector('[data-effect]')?.innerText.length > 0 && !document.querySelector('dialog')")
            try director.enter("[data-publish]")
            try director.tab(to: "dialog [name=answered]")
            try director.press(Key.space)
            try director.tab(to: "dialog [name=reason]")
            try director.write("visits matter")
            try director.enter("dialog .primary")
            try director.wait("that it waits", "!document.querySelector('dialog') && document.querySelector('[data-says] .banner')")
            #expect(try office.laurel.finance.get("/rules/waiting").json["items"]?.array?.count == 1)
            try director.expectNoComplaints()
        }

        @Test func `a manager splits a target`() throws {
            let office = try Office()
            let target: JSONValue = ["owner": ["kind": "team", "id": "east-1"], "metric": "revenue", "period": "2026-12", "value": 600_000]
            let agreed: JSONValue = ["targets": [target], "reason": "agreed"]
            #expect(try office.laurel.finance.send("PUT", "/targets", agreed.bytes).status == 200)
            let manager = try office.browser(of: "chen.jie", .english)
            try manager.open("/manage/targets")
            try manager.tab(to: "select[data-period]")
            for _ in 0..<12 where try manager.run("return document.querySelector('select[data-period]').value").string != "2026-12" { try manager.press(Key.down) }
            try manager.wait("December", "document.querySelector('[data-split]') && document.querySelector('select[data-period]').value === '2026-12'")
            try manager.enter("[data-split]")
            try manager.wait("the parts", "document.querySelectorAll('dialog [data-parts] input:not([readonly])').length > 1")
            try manager.tab(to: "#s-reason")
            try manager.write("as last year")
            try manager.enter("dialog .primary")
            try manager.wait("that it was sent", "!document.querySelector('dialog') && document.querySelector('[data-says] .banner')")
            try manager.expectNoComplaints()
        }
    }
}
