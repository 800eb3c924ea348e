import Foundation
import Identity
import JSON
import MadeFiles
import TestServer
import Testing

extension Pages {
    /// An administrator imports files by clicks, and is told what came of them.
    @Suite(.serialized) struct ImportPageTests {
        private let folder: TestFolder

        init() throws {
            folder = try TestFolder()
            try folder.write("imports/people.yaml", "teams: {id: row.team}\nmembers: {id: row.agent, name: row.name, team: row.team}\n")
            try folder.write("people.csv", "agent,name,team\nnew.one,One,south\nnew.two,Two,south\nNew.Two,Two,south\n")
            try folder.write("columns.csv", "agent;name;team\nnew.one;One;south\n")
        }

        @Test(arguments: Reader.allCases) func `people are counted and a file that does not fit is no bad rule`(_ reader: Reader) throws {
            let office = try Office(sales: [], rules: folder.path)
            let browser = try office.browser(of: "admin", reader)
            try browser.open("/manage/import")
            try browser.wait("the maps", "document.querySelector('#i-map option[value=people]')")
            _ = try browser.run("document.querySelector('#i-map').value = 'people'")
            try browser.choose(folder.path + "/people.csv", in: "#i-file")
            try browser.click("[data-import=go]")
            try browser.wait("the counts", "document.querySelectorAll('[data-result] .banner li').length === 2")
            let words = try browser.text("[data-result]")
            #expect(words.contains(reader.words("imports.members").replacing("{recorded}", with: "3").prefix(10)), "\(words)")
            #expect(words.contains("are probably the same member"))
            #expect(try office.laurel.admin.get("/members/new.one").status == 200)
            try browser.expectNoComplaints()

            try browser.choose(folder.path + "/columns.csv", in: "#i-file")
            try browser.click("[data-import=try]")
            try browser.wait("what is wrong", "document.querySelector('[data-result] .banner.danger li')")
            let wrong = try browser.text("[data-result]")
            #expect(wrong.contains("imports/people.yaml:1") && wrong.contains("its columns are \"agent;name;team\""), "\(wrong)")
            #expect(!wrong.contains(reader == .chinese ? "规则" : "rules do not hold"))
        }

        /// 订单编号,销售,成交日期,金额,客户 and a row, as Chinese Excel writes them, with dates that do not tell which number is the month.
        private static let gb18030: [UInt8] = [
            0xB6, 0xA9, 0xB5, 0xA5, 0xB1, 0xE0, 0xBA, 0xC5, 0x2C, 0xCF, 0xFA, 0xCA, 0xDB, 0x2C, 0xB3, 0xC9, 0xBD, 0xBB, 0xC8, 0xD5, 0xC6, 0xDA, 0x2C, 0xBD, 0xF0, 0xB6, 0xEE, 0x2C, 0xBF, 0xCD, 0xBB,
            0xA7, 0x0D, 0x0A,
        ] + Array("S-1,li.na,03/11/2026,\"1,200.50\",".utf8) + [0xBC, 0xD7, 0xB9, 0xAB, 0xCB, 0xBE, 0x0D, 0x0A]

        @Test func `a Chinese CSV in GB 18030 is looked at, put right, tried and imported`() throws {
            let office = try Office(sales: []), browser = try office.browser(of: "admin", .chinese)
            let file = folder.path + "/orders.csv"
            try Data(Self.gb18030).write(to: URL(fileURLWithPath: file))
            try browser.open("/manage/import")
            try browser.choose(file, in: "#i-file")
            try browser.wait("the columns", "document.querySelectorAll('[data-column]').length === 5")
            #expect(try browser.run("return document.querySelector('#i-encoding').value").string == "gb18030")
            #expect(try browser.text(".first-rows").contains("甲公司"))
            #expect(try browser.run("return [...document.querySelectorAll('[name=meaning]')].map((one) => one.value).join()").string == "activity,member,time,amount,customer")
            // Nobody guesses which is the month.
            try browser.click("[data-import=try]")
            try browser.wait("the question", "document.querySelector('[data-result] .banner.danger')?.textContent.includes('成交日期')")
            _ = try browser.run("const one = document.querySelector('#i-date-2'); one.value = 'dmy'; one.dispatchEvent(new Event('change', { bubbles: true }))")
            try browser.click("[data-import=try]")
            try browser.wait("the dry run", "document.querySelector('[data-result] .banner.neutral')")
            #expect(try office.laurel.admin.get("/activities/one?source=/import/orders&id=S-1").status == 404)
            try browser.click("[data-import=go]")
            try browser.wait("that it was imported", "document.querySelector('[data-result] .banner.neutral')?.textContent.includes('已读取')")
            let activity = try office.laurel.admin.get("/activities/one?source=/import/orders&id=S-1").json
            #expect(activity["activity"]?["time"]?.string == "2026-11-03T04:00:00Z", "\(activity)")
            // The next file of the kind is read the same way.
            try browser.open("/manage/import")
            try browser.choose(file, in: "#i-file")
            try browser.wait("what was chosen", "document.querySelector('#i-date-2')?.value === 'dmy' && document.querySelector('#i-name').value === 'orders'")
            try browser.expectNoComplaints()
        }

        @Test func `a workbook is imported from the sheet that was chosen`() throws {
            let office = try Office(sales: []), browser = try office.browser(of: "admin", .english, size: .phone)
            let sheet = { (name: String, id: String) in
                MadeWorkbook.Sheet(name, [
                    [.text("Order No"), .text("Sales Rep"), .text("Close Date"), .text("Amount")], [.text(id), .text("li.na"), .number("46345", style: 1), .number("1200.5")],
                ])
            }
            let file = folder.path + "/Sales 2026.xlsx"
            try Data(MadeWorkbook([sheet("October", "O-1"), sheet("November", "N-1")]).bytes).write(to: URL(fileURLWithPath: file))
            try browser.open("/manage/import")
            try browser.choose(file, in: "#i-file")
            try browser.wait("the sheets", "document.querySelectorAll('#i-sheet option').length === 2")
            _ = try browser.run("const one = document.querySelector('#i-sheet'); one.value = 'November'; one.dispatchEvent(new Event('change', { bubbles: true }))")
            try browser.wait("its rows", "document.querySelector('.first-rows')?.textContent.includes('N-1')")
            try browser.expectNoSidewaysScroll("/manage/import")
            try browser.click("[data-import=go]")
            try browser.wait("that it was imported", "document.querySelector('[data-result] .banner.neutral')")
            #expect(try office.laurel.admin.get("/activities/one?source=/import/sales-2026&id=N-1").status == 200)
            #expect(try office.laurel.admin.get("/activities/one?source=/import/sales-2026&id=O-1").status == 404)
            try browser.expectNoComplaints()
        }
    }
}
