import JSON
import TestServer
import Testing

extension Pages {
    /// What an administrator is told of a file that was imported.
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
            try browser.open("/manage/settings")
            try browser.choose(folder.path + "/people.csv", in: "#i-file")
            try browser.click("[data-import=go]")
            try browser.wait("the counts", "document.querySelectorAll('[data-result] .banner li').length === 2")
            let words = try browser.text("[data-result]")
            #expect(words.contains(reader.words("imports.members").replacing("{recorded}", with: "3").prefix(10)), "\(words)")
            #expect(words.contains("are probably the same member"))
            #expect(try office.laurel.admin.get("/members/new.one").status == 200)
            try browser.expectNoComplaints(but: "/api/v1/webhooks")

            try browser.choose(folder.path + "/columns.csv", in: "#i-file")
            try browser.click("[data-import=try]")
            try browser.wait("what is wrong", "document.querySelector('[data-result] .banner.danger li')")
            let wrong = try browser.text("[data-result]")
            #expect(wrong.contains("imports/people.yaml:1") && wrong.contains("its columns are \"agent;name;team\""), "\(wrong)")
            #expect(!wrong.contains(reader == .chinese ? "规则" : "rules do not hold"))
        }
    }
}
