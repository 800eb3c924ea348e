import Testing

extension Pages {
    /// The screen in the office, that nobody touches for months.
    @Suite(.serialized) struct WallTests {
        @Test func `turns through the boards`() throws {
            let office = try Office()
            let wall = try office.browser(of: "chen.jie", size: .screen)
            try wall.open("/wall?boards=points-month,points-year,teams-month")
            try wall.wait("the first board", "document.querySelector('board-podium [data-place]')")
            let first = try wall.text(".wall h1")
            try wall.wait("the next board", "document.querySelector('.wall h1').innerText !== arguments[0]", .string(first), seconds: 30)
            try wall.expectNoComplaints()
        }

        @Test func `survives a restart and says meanwhile that it is stale`() throws {
            let office = try Office()
            let wall = try office.browser(of: "chen.jie", size: .screen)
            try wall.open("/wall?boards=points-month")
            try wall.wait("the board", "document.querySelector('board-podium [data-key=\"wang.wei\"]')")
            try wall.wait("that it is live", "document.querySelector('.wall-clock .live')?.dataset.state === 'live'")
            office.laurel.stopServer()
            try wall.wait("that it is stale", "document.querySelector('.wall-clock .live')?.dataset.state === 'stale'")
            #expect(try wall.run("return document.querySelector('.wall-podium').classList.contains('stale')").bool == true)
            #expect(try wall.run("return document.querySelectorAll('board-podium [data-place]').length").int64 == 3)
            try office.laurel.startServer()
            try wall.wait("that it is live again", "document.querySelector('.wall-clock .live')?.dataset.state === 'live'", seconds: 60)
            try office.sell("SO-after", to: "li.na", for: 300_000)
            try wall.wait("what came after", "document.querySelector('board-podium [data-place=\"1\"]')?.dataset.key === 'li.na'")
        }
    }

    /// What a board says when nobody is behind it.
    @Suite(.serialized) struct StaleBoardTests {
        @Test(arguments: Reader.allCases)
        func `says since when it is old and is live again afterwards`(_ reader: Reader) throws {
            let office = try Office()
            let browser = try office.browser(of: "li.na", reader)
            try browser.open("/")
            try browser.wait("the live feed", "document.body.dataset.connection === 'live' && document.querySelector('board-list .row')")
            office.laurel.stopServer()
            try browser.wait("that it is stale", "document.querySelector('connection-banner .banner') && document.querySelector('.fades.stale')")
            #expect(try browser.run("return document.querySelectorAll('board-podium [data-place]').length").int64 == 3)
            try office.laurel.startServer()
            try office.sell("SO-after", to: "li.na", for: 300_000)
            try browser.wait(
                "that it is live again", "document.body.dataset.connection === 'live' && !document.querySelector('connection-banner .banner')", seconds: 60)
            try browser.wait("what came meanwhile", "document.querySelector('board-podium [data-place=\"1\"]')?.dataset.key === 'li.na'")
        }
    }
}
