import Foundation
import JSON
import Periods
import TestServer
import Testing

extension Pages {
    /// Campaigns and honours as people meet them.
    @Suite(.serialized) struct CampaignJourneyTests {
        /// Eight fields and a button: a matter of a minute. What was made is a file, and nobody sees it.
        @Test(arguments: Reader.allCases)
        func `two weeks of double points for visits with prizes for three are made without a file being seen`(_ reader: Reader) throws {
            let office = try Office()
            let director = try office.browser(of: "zhao.lei", reader)
            try director.open("/campaigns")
            try director.click("[data-new]")
            try director.type("拜访双倍", into: "dialog [name='title.zh-Hans']")
            try director.type("Double visits", into: "dialog [name='title.en']")
            _ = try director.run("const rule = document.querySelector('dialog [name=rule]'); rule.value = 'visit'; rule.dispatchEvent(new Event('change', {bubbles: true}))")
            // Today as the server has it, whatever day it is where the browser runs.
            for (field, day) in [("from", "2026-11-20"), ("until", "2026-12-03")] {
                _ = try director.run("const day = document.querySelector('dialog [name=\(field)]'); day.value = '\(day)'; day.dispatchEvent(new Event('change', {bubbles: true}))")
            }
            for (place, points) in [(1, "2000"), (2, "1000"), (3, "500")] { try director.type(points, into: "dialog [name='prize-\(place)']") }
            try director.click("dialog [data-try]")
            try director.wait("who would have won", "document.querySelector('dialog .campaign-tried')")
            #expect(try !director.text("dialog").lowercased().contains("yaml"))
            try director.click("dialog [data-save]")
            try director.wait("that it waits for another", "!document.querySelector('dialog') && document.querySelector('[data-says] .banner')")
            try director.expectNoComplaints()

            let waiting = try office.laurel.admin.get("/approvals").json["items"]?.array?.first?["id"]?.string ?? ""
            #expect(try office.laurel.admin.post("/approvals/\(waiting)", ["approve": true]).status == 200)
            let made = try #require(try office.laurel.rep.get("/campaigns").json["items"]?.array?.first)
            #expect(made["days_left"]?.int64 == 14)
            #expect(made["contest"]?["honours"]?.array?.map { $0["points"]?.int64 } == [2_000, 1_000, 500])
            let crm = try office.laurel.token(["activities:write"])
            let visit = Sample.activity("V-1", "visit.made", of: "li.na", at: office.laurel.clock.now.rfc3339, data: ["customer": "C-1"])
            #expect(try crm.post("/activities", visit).status < 300)
            #expect(made["id"]?.string.map { id in (try? office.laurel.rep.get("/boards/\(id)").json["rows"]?[0]?["value"]?.int64) == 10 } == true)

            let rep = try office.browser(of: "li.na", reader, size: .phone)
            try rep.open("/campaigns")
            try rep.wait("the campaign", "document.querySelector('.campaign')")
            try rep.expectNoSidewaysScroll()
            try rep.open("/")
            try rep.wait("the campaign on the board page", "document.querySelector('[data-campaigns] a')")
            try rep.expectNoComplaints()
        }

        @Test(arguments: Reader.allCases)
        func `a champion's certificate is one sheet of A4 across`(_ reader: Reader) throws {
            let office = try Office()
            office.laurel.advance(to: Instant(rfc3339: "2026-12-04T00:00:00Z") ?? .latest)
            let page = try office.browser(of: "li.na", reader)
            try page.open("/honours")
            try page.wait("the champions", "document.querySelector('.honours-line')")
            try page.click(".honours-line a.button")
            try page.wait("the certificate", "document.querySelector('.certificate .wreath.gold') && document.querySelector('.certificate .seal')")
            try page.expectNoComplaints()
            try page.expectNoSidewaysScroll()
            let printed = try page.tool("Page.printToPDF", ["preferCSSPageSize": true, "printBackground": true])["data"]?.string ?? ""
            let sheet = String(decoding: Data(base64Encoded: printed) ?? Data(), as: UTF8.self)
            let boxes = sheet.matches(of: #/\/MediaBox \[0 0 (\d+)[.\d]* (\d+)/#).map { (Int($0.output.1) ?? 0, Int($0.output.2) ?? 0) }
            #expect(boxes.count == 1, "one sheet")
            #expect(boxes.allSatisfy { 840...843 ~= $0.0 && 593...596 ~= $0.1 }, "A4 across: \(boxes)")
        }
    }
}
