import Identity
import JSON
import Periods
import PointsEngine
import TestServer
import Testing

extension Pages {
    /// What a member is told, as the pages show it.
    @Suite(.serialized) struct NoticeTests {
        @Test(arguments: Reader.allCases)
        func `who is overtaken reads by whom`(_ reader: Reader) throws {
            let office = try Office()
            let browser = try office.browser(of: "zhou.xiaotong", reader, size: reader == .english ? .phone : .desktop, isDark: reader == .english)
            try browser.open("/")
            try browser.wait("the live feed", "document.body.dataset.connection === 'live' && document.querySelector('board-podium [data-place]')")
            try office.sell("SO-past", to: "ma.chao", for: 30_000)
            try browser.wait("the toast", "document.querySelector('.toast.plain .title')")
            #expect(try browser.text(".toast.plain .title") == "马超" + reader.words("notice.overtaken"))
            #expect(try browser.text(".toast.plain .detail").contains("3"))
            try browser.open("/me")
            try browser.wait("the notice", "document.querySelector('.notices .overtaken')")
            #expect(try browser.text(".notices .overtaken strong") == "马超" + reader.words("notice.overtaken"))
            try browser.expectNoSidewaysScroll("/me")
            try browser.expectNoComplaints()
        }

        @Test(arguments: Reader.allCases)
        func `what is about to expire is said a month ahead`(_ reader: Reader) throws {
            let office = try Office()
            let browser = try office.browser(of: "li.na", reader)
            try browser.open("/me")
            try browser.wait("her page", "document.querySelector('.hero-number') && document.querySelector('details.entry')")
            #expect(try browser.run("return document.querySelector('[data-notices]').closest('section').hidden").bool == true)
            // Points for a visit lapse with the quarter.
            let visit = Sample.activity("V-1", "visit.made", of: "li.na", at: "2026-11-20T01:00:00Z", data: ["customer": "C-1"])
            #expect(try office.laurel.token(["activities:write"]).post("/activities", visit).status == 201)
            office.laurel.advance(to: try #require(Instant(rfc3339: "2026-12-02T00:00:00Z")))
            try browser.open("/me")
            try browser.wait("the warning", "document.querySelector('.notices .warning strong')")
            #expect(try browser.text(".notices .warning strong").contains("10"))
            #expect(try browser.text(".notices .warning .detail").contains("31"))
        }

        @Test func `first place is celebrated on the board and on the wall`() throws {
            let office = try Office()
            let browser = try office.browser(of: "li.na"), wall = try office.browser(of: "chen.jie", size: .screen)
            try browser.open("/")
            try wall.open("/wall?boards=points-month")
            try browser.wait("the live feed", "document.body.dataset.connection === 'live' && document.querySelector('board-podium [data-place]')")
            try wall.wait("the board", "document.querySelector('.wall-clock .live')?.dataset.state === 'live' && document.querySelector('board-podium [data-place]')")
            try office.sell("SO-first", to: "ma.chao", for: 90_000)
            try wall.wait("the moment", "document.querySelector('.celebration .moment-name')?.innerText.includes('马超')")
            try browser.wait("the toast", "document.querySelector('.toast .title')?.innerText.includes('马超')")
            #expect(try browser.run("return document.querySelectorAll('.toast').length").int64 == 1)
            try browser.expectNoComplaints()
        }
    }
}
