import JSON
import TestClients
import Testing

extension Pages {
    /// A colleague's page, thanks, notices.
    @Suite(.serialized) struct ColleagueTests {
        @Test(arguments: Reader.allCases)
        func `a rep thanks a colleague, who is told and is clapped for`(_ reader: Reader) throws {
            let office = try Office()
            let rep = try office.browser(of: "li.na", reader, size: .phone)
            try rep.open("/members/ma.chao")
            try rep.click("[data-thank]")
            try rep.wait("the reasons", "document.querySelectorAll('dialog [name=reason]').length === 3")
            try rep.run("document.querySelector('dialog [name=text]').value = 'Danke 谢谢'")
            try rep.click("dialog .primary")
            try rep.wait("the thanks", "document.querySelector('.kudos .said')?.innerText === 'Danke 谢谢' && !document.querySelector('dialog')")
            try rep.expectNoSidewaysScroll("the page")
            try rep.expectNoComplaints()
            let other = try office.browser(of: "ma.chao", reader)
            try other.open("/notices")
            try other.wait("the notice", "document.querySelector('.notices .unread')?.innerText.includes('Danke 谢谢')")
            try other.click("[data-read]")
            try other.wait("that it is read", "document.querySelector('.notices li') && !document.querySelector('.notices .unread')")
            try other.expectNoComplaints()
            let third = try office.browser(of: "zhou.xiaotong", reader)
            try third.open("/members/ma.chao")
            try third.click("[data-clap]")
            try third.wait("the clap", "document.querySelector('.kudos') && !document.querySelector('[data-clap]')")
            try third.expectNoComplaints()
        }

        @Test func `badges stand on the page with what is missing`() throws {
            let office = try Office()
            for number in 1...9 { try office.sell("B-\(number)", to: "li.na", for: 100) }
            let browser = try office.browser(of: "li.na")
            try browser.open("/members/me")
            try browser.wait("the badge", "document.querySelectorAll('.badge-card:not(.next)').length === 1")
            try browser.wait("the next ones", "document.querySelectorAll('.badge-card.next').length === 5")
            try browser.expectNoComplaints()
        }

        @Test func `what is switched off stays off`() throws {
            let browser = try Office().browser(of: "li.na", .english)
            try browser.open("/notices")
            try browser.click("[name=kudos][value=off]")
            try browser.click("[data-preferences] .primary")
            try browser.wait("that it is saved", "document.querySelector('[data-says]')?.innerText.length > 0")
            try browser.open("/notices")
            try browser.wait("what was chosen", "document.querySelector('[name=kudos][value=off]')?.checked")
            try browser.expectNoComplaints()
        }
    }

    /// A screen without anybody signed in.
    @Suite(.serialized) struct ScreenPairingTests {
        @Test func `shows a code, then the boards that were chosen, and another code once it is revoked`() throws {
            let office = try Office()
            let wall = try office.newBrowser(size: .screen)
            try wall.open("/wall")
            try wall.wait("the code", "/^\\d{3} \\d{3}$/.test(document.querySelector('.pairing .code')?.innerText)")
            for size in [Size.screen, .phone] {
                try wall.resize(size)
                try wall.wait("all in the middle, at \(size.width)", Self.isCentred)
            }
            try wall.resize(.screen)
            let code = try wall.text(".pairing .code")
            let admin = try office.browser(of: "admin")
            try admin.open("/manage/settings")
            try admin.click("[data-new-screen]")
            try admin.wait("the form", "document.querySelector('dialog [name=code]')")
            try admin.run("document.querySelector('dialog [name=code]').value = arguments[0]", .string(code))
            try admin.click("dialog [name=boards][value=points-month]")
            try admin.click("dialog .primary")
            try admin.wait("that it is listed", "document.querySelector('[data-drop-screen]') && !document.querySelector('dialog')")
            try wall.wait("the board", "document.querySelector('board-podium [data-place]')", seconds: 30)
            let screens = try office.laurel.admin.get("/screens").json["items"]?.array ?? []
            #expect(try office.laurel.admin.send("DELETE", "/screens/\(screens.first?["id"]?.string ?? "")", nil).status == 204)
            try wall.wait("another code", "/^\\d{3} \\d{3}$/.test(document.querySelector('.pairing .code')?.innerText)", seconds: 60)
        }

        /// Mark, words and code stand one below the other, and can be read from a phone as well.
        private static let isCentred = """
            [...document.querySelectorAll('.pairing > :not(svg, .shade)')].every((one) => {
              const box = one.getBoundingClientRect();
              return Math.abs(box.left + box.right - innerWidth) < 4 && box.left >= 0 && parseFloat(getComputedStyle(one).fontSize) >= 16;
            })
            """
    }
}
