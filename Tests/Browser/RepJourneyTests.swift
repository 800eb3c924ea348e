import JSON
import Testing

extension Pages {
    /// What a rep comes for.
    @Suite(.serialized) struct RepJourneyTests {
        @Test(arguments: Reader.allCases)
        func `signs in and watches the board move`(_ reader: Reader) throws {
            let office = try Office()
            let browser = try office.newBrowser(reader)
            try browser.open("/")
            try browser.wait("the way to the sign-in page", "location.pathname === '/login' && document.querySelector('#name')")
            #expect(try browser.text("h1") == reader.words("login.title"))
            try browser.type("li.na", into: "#name")
            try browser.type(Office.password, into: "#password")
            try browser.press(Key.enter)
            try browser.wait("her row, fourth", "document.querySelector('board-list .row.me .rank')?.innerText.includes('4')")
            try browser.wait("the live feed", "document.body.dataset.connection === 'live'")
            try browser.run("window.stillHere = true")
            let before = try browser.value(of: "li.na")

            try office.sell("SO-big", to: "li.na", for: 200_000)

            try browser.wait("her place on the podium", "document.querySelector('board-podium [data-place=\"1\"]')?.dataset.key === 'li.na'")
            try browser.wait("more points", "Number(document.querySelector('[data-key=\"li.na\"] .value').value) >= \(before + 2000)")
            #expect(try browser.run("return window.stillHere === true").bool == true)
            // Before she signed in, nobody was.
            try browser.expectNoComplaints(but: "401 (Unauthorized)")
        }

        @Test(arguments: Reader.allCases)
        func `opens the explanation of a line`(_ reader: Reader) throws {
            let office = try Office()
            let browser = try office.browser(of: "li.na", reader, size: .phone)
            try browser.open("/me")
            try browser.click("details.entry[data-id='SO-4'] summary")
            try browser.wait("the receipt", "document.querySelector('details[open] .receipt .sum .total dd')")
            let total = try browser.text("details[open] .receipt .total dd"), line = try browser.text("details[open] summary .amount")
            #expect(total.contains("200") && line.contains("200"))
            #expect(try browser.text("details[open] .receipt").contains("SO-4"))
            try browser.expectNoComplaints()
        }

        @Test(arguments: Reader.allCases)
        func `redeems a reward`(_ reader: Reader) throws {
            let office = try Office()
            try office.give(5_000, to: "li.na")
            let browser = try office.browser(of: "li.na", reader)
            try browser.open("/rewards")
            try browser.click("[data-reward=earphones]")
            try browser.wait("the equation", "document.querySelector('dialog .equation .result dd')")
            #expect(try browser.text("dialog .equation .result dd") == "1,200")
            try browser.click("dialog [data-confirm]")
            try browser.wait("what was done", "document.querySelector('dialog [role=status] .banner')")
            #expect(try browser.text("dialog [role=status]").contains("1,200"))
            try browser.click("dialog .actions [data-close]")
            try browser.wait("the redemption among mine", "document.querySelector('#mine .request')")
            #expect(try browser.text("#mine .request").contains(reader == .chinese ? "蓝牙降噪耳机" : "Noise-cancelling earphones"))
            #expect(try browser.text(".wallet .num") == "1,200")
            try browser.expectNoComplaints()
        }
    }
}

extension Browser {
    /// The value in the row of an entrant, wherever it stands.
    func value(of entrant: String) throws -> Int {
        let value = try run("return Number(document.querySelector(`[data-key=\"${arguments[0]}\"] .value`).value)", .string(entrant))
        return value.int64.map(Int.init) ?? 0
    }
}
