import Foundation
import JSON
import MadeFiles
import Periods
import TestServer
import Testing

extension Pages {
    /// What finance and an administrator come for, at a desk and on a phone.
    @Suite(.serialized) struct FinanceJourneyTests {
        @Test(arguments: Reader.allCases)
        func `finance reads what is owed rolled forward, and a wrong range is said at the field`(_ reader: Reader) throws {
            let office = try Office()
            let finance = try office.browser(of: "qian.hong", reader)
            try finance.open("/manage/reports")
            try finance.click("[data-report=movement]")
            try finance.wait("what moved", "document.querySelector('bar-chart .bar-of') && document.querySelector('data-table tbody td')")
            // The axis tells values, a bar its own when it has the focus.
            try finance.run("document.querySelector('.bar-of').focus()")
            try finance.wait("the value", "getComputedStyle(document.querySelector('.bar-of .told')).display !== 'none' || !document.activeElement.matches(':focus-visible')")
            try finance.run("const to = document.querySelector('#to'); to.value = '2020-01-01'; to.dispatchEvent(new Event('change', { bubbles: true }))")
            try finance.wait("what is wrong", "document.querySelector('.filters [data-field-error]')")
            try finance.expectNoComplaints()
        }

        @Test(arguments: [
            ("2026-11-20T02:00:00Z", "2026-11-01", "2026-11-20"), ("2026-11-30T16:00:01Z", "2026-11-01", "2026-11-30"), ("2026-12-06T02:00:00Z", "2026-12-01", "2026-12-06"),
        ])
        func `a report begins with days of which there is something to tell`(_ now: String, _ first: String, _ last: String) throws {
            let office = try Office(at: #require(Instant(rfc3339: now)))
            let finance = try office.browser(of: "qian.hong", .english)
            try finance.open("/manage/reports")
            try finance.wait("the days by the server's clock, not by the browser's", "document.querySelector('#to')?.value === arguments[0]", .string(last))
            #expect(try finance.run("return document.querySelector('#from').value").string == first)
            try finance.click("[data-report=movement]")
            try finance.wait("what moved", "document.querySelector('data-table tbody td')")
            try finance.expectNoComplaints()
        }

        @Test(arguments: Reader.allCases)
        func `the log is filtered by the name that is shown`(_ reader: Reader) throws {
            let office = try Office()
            _ = try office.laurel.manager.post("/tiers", ["id": "diamond", "title": ["zh-Hans": "钻石", "en": "Diamond"], "threshold": 90_000])
            let finance = try office.browser(of: "qian.hong", reader, size: .phone)
            try finance.open("/manage/audit")
            try finance.wait("the log", "document.querySelector('.human-log')")
            try finance.run("const who = document.querySelector('#a-actor'); who.value = '陈杰'; who.dispatchEvent(new Event('change', { bubbles: true }))")
            let words = reader == .chinese ? "新增等级「钻石」" : "New tier “Diamond”"
            try finance.wait("what 陈杰 did", "document.querySelector('.human-log li')?.innerText.includes(arguments[0])", .string(words))
            #expect(try finance.run("return [...document.querySelectorAll('.human-log strong')].every((one) => one.innerText === '陈杰')").bool == true)
            try finance.expectNoSidewaysScroll()
            try finance.expectNoComplaints()
        }

        @Test func `an administrator pastes people and invites them on a phone`() throws {
            let office = try Office()
            let admin = try office.browser(of: "admin", .english, size: .phone)
            try admin.open("/manage/first-hour")
            try admin.click("[data-do=people]")
            try admin.wait("the dialog", "document.querySelector('dialog textarea')")
            try admin.run("""
                const area = document.querySelector('dialog textarea');
                area.value = 'Émile Zola\\t\\tParis\\tManager\\nJane Roe,jane.roe';
                area.dispatchEvent(new Event('input', { bubbles: true }));
                """)
            try admin.click("dialog .primary")
            try admin.wait("that they are there", "!document.querySelector('dialog')")
            let members = try office.laurel.admin.get("/members?q=zola").json["items"]
            #expect(members?[0]?["id"]?.string == "emile.zola" && members?[0]?["role"]?.string == "manager")
            try admin.click("[data-do=invite]")
            try admin.wait("who has no account", "document.querySelector('dialog [value=\"jane.roe\"]')")
            try admin.click("dialog .primary")
            try admin.wait("the links", "document.querySelector('dialog textarea')?.value.includes('jane.roe')")
            #expect(try office.laurel.admin.get("/users").json["items"]?.array?.contains { $0["member"]?.string == "jane.roe" } == true)
            try admin.expectNoSidewaysScroll()
            try admin.expectNoComplaints()
        }

        @Test func `people come from a workbook, looked at before they are written`() throws {
            let office = try Office(), folder = try TestFolder(), admin = try office.browser(of: "admin", .english)
            let sheet = MadeWorkbook.Sheet("People", [[.text("Name"), .text("Account"), .text("Team"), .text("Role")], [.text("Jane Roe"), .text("jane.roe"), .text("Paris"), .text("Manager")]])
            try Data(MadeWorkbook([sheet]).bytes).write(to: URL(fileURLWithPath: folder.path + "/people.xlsx"))
            try admin.open("/manage/people")
            try admin.click("[data-many]")
            try admin.choose(folder.path + "/people.xlsx", in: "#many-file")
            try admin.wait("her in the preview", "document.querySelector('dialog [data-preview]')?.innerText.includes('Jane Roe')")
            #expect(try admin.text("dialog [data-preview]").contains("Paris"))
            try admin.click("dialog .primary")
            try admin.wait("that she is there", "!document.querySelector('dialog')")
            let jane = try office.laurel.admin.get("/members/jane.roe").json
            #expect(jane["name"]?.string == "Jane Roe" && jane["role"]?.string == "manager")
            try admin.expectNoComplaints()
        }

        /// On every page, on paper, and where nobody is signed in.
        @Test func `the company's logo stands where its people meet it`() throws {
            let office = try Office(), folder = try TestFolder()
            let bytes = try #require(Data(base64Encoded: "iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAIAAABLbSncAAAAEUlEQVR4nGO44GCAFTEMLQkAaplQARqfGIQAAAAASUVORK5CYII="))
            try bytes.write(to: URL(filePath: folder.path + "/logo.png"))
            let admin = try office.browser(of: "admin", .english)
            try admin.open("/manage/settings")
            try admin.click("[data-form=company]")
            try admin.choose(folder.path + "/logo.png", in: "dialog #co-logo-file")
            try admin.click("dialog:has(canvas) [data-save]")
            try admin.wait("the logo in the form", "document.querySelector('dialog [data-logo] img')?.complete")
            let path = try admin.run("return document.querySelector('dialog [name=logo]').value").string ?? ""
            try office.laurel.configure { $0.company.logo = path }
            let rep = try office.browser(of: "li.na", .english)
            try rep.open("/me")
            try rep.wait("the logo beside the menu", Self.seen(".sidebar .logo"))
            try rep.tool("Emulation.setEmulatedMedia", ["media": "print"])
            try rep.wait("the logo on paper", "\(Self.seen(".paper-head .logo")) && !document.querySelector('.sidebar').checkVisibility()")
            try rep.expectNoComplaints()
            let stranger = try office.newBrowser(.english)
            try stranger.open("/login")
            try stranger.wait("the logo above the form", Self.seen(".login-company .logo"))
            try stranger.expectNoComplaints(but: "401 (Unauthorized)")
        }

        private static func seen(_ selector: String) -> String {
            "(() => { const one = document.querySelector('\(selector)'); return one?.checkVisibility() && one.complete && one.naturalWidth > 0; })()"
        }

        @Test func `the company is a form that publishes its file, with its difference`() throws {
            let office = try Office()
            let admin = try office.browser(of: "admin", .english)
            try admin.open("/manage/settings")
            try admin.click("[data-form=company]")
            try admin.wait("the form", "document.querySelector('dialog [name=point_value]')")
            try admin.type("0.25", into: "dialog [name=point_value]")
            try admin.click("dialog .primary")
            try admin.wait("the difference", "document.querySelector('dialog .difference ins')?.innerText.includes('0.25')")
            try admin.type("prices rose", into: "dialog [name=reason]")
            try admin.click("dialog .primary")
            try admin.wait("what came of it", "!document.querySelector('dialog') && document.querySelector('[data-says] .banner')")
            try admin.expectNoComplaints()
            let files = try office.laurel.admin.get("/rules/files").json["files"]?["company.yaml"]?.string ?? ""
            let waits = try office.laurel.admin.get("/rules/waiting").json["items"]?.array?.isEmpty == false
            #expect(waits || files.contains("point_value: 0.25"))
            #expect(files.contains("# Pace counts days of work"))
        }
    }
}
