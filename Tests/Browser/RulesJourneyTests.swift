import JSON
import Testing

extension Pages {
    /// Rules as sentences: from a field to what counts, through a try and a second person.
    @Suite(.serialized) struct RulesJourneyTests {
        @Test(arguments: Reader.allCases)
        func `a field is changed, its text contradicts it, past facts are tried, another person seconds it`(_ reader: Reader) throws {
            let office = try Office()
            _ = try office.laurel.token(["activities:write"]).post("/activities", [
                ["source": "/crm", "id": "V-1", "type": "visit.made", "subject": "li.na", "time": "2026-11-20T01:00:00Z", "data": ["customer": "C-1"]],
            ])
            let director = try office.browser(of: "zhao.lei", reader)
            try director.open("/manage/rules?rule=visit")
            try director.wait("the sentence", "document.querySelector(\"[name='award.fixed']\")")
            try director.run("""
                const field = document.querySelector("[name='award.fixed']");
                field.value = '12';
                field.dispatchEvent(new Event('change', { bubbles: true }));
                """)
            try director.wait("the warning", "document.querySelector('[data-warned] .banner')?.innerText.includes('10')")
            // Fields and text are in step, and the comment stands where it stood.
            try director.click("[data-view=yaml]")
            try director.wait("the text", "document.querySelector('#code')?.value.includes('award: {fixed: 12}')")
            #expect(try director.run("return document.querySelector('#code').value.includes('# Visits are worth little')").bool == true)
            try director.click("[data-try]")
            try director.run("document.querySelector('dialog [name=from]').value = '2026-11-01'; document.querySelector('dialog [name=to]').value = '2026-12-01'")
            try director.click("dialog .primary")
            try director.wait("who gains", "document.querySelector('[data-effect] data-table')")
            try director.click("[data-publish]")
            try director.wait("the question", "document.querySelector('dialog [name=answered]')")
            try director.click("dialog [name=answered]")
            try director.type("visits matter", into: "dialog [name=reason]")
            try director.click("dialog .primary")
            try director.wait("that it waits", "!document.querySelector('dialog') && document.querySelector('[data-says] .banner')")
            try director.expectNoComplaints()
            let waiting = try office.laurel.finance.get("/rules/waiting").json["items"]?[0]
            #expect(waiting?["by"]?["id"]?.string == "zhao.lei")
            #expect(try office.laurel.finance.post("/approvals/\(waiting?["id"]?.string ?? "")", ["approve": true]).status == 200)
            let visit = try office.laurel.rep.get("/rules").json["items"]?.array?.first { $0["id"]?.string == "visit" }
            #expect(visit?["award"] == ["fixed": 12])
        }

        @Test(arguments: [320, 390, 1_440])
        func `no page of finance and rules scrolls sideways`(width: Int) throws {
            let office = try Office()
            for (account, pages) in [("zhao.lei", ["/manage/rules?rule=quarterly-ladder"]), ("qian.hong", ["/manage/reports", "/manage/audit"]), ("admin", ["/manage/people", "/manage/settings"])] {
                let browser = try office.browser(of: account, .english)
                for page in pages {
                    try browser.resize(Size(width: width, height: 800))
                    try browser.open(page)
                    try browser.wait("the page", "document.querySelector('main .card:not([aria-busy])')")
                    try browser.expectNoSidewaysScroll(page)
                }
            }
        }
    }
}
