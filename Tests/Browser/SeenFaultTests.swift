import Foundation
import JSON
import TestServer
import Testing

extension Pages {
    /// Faults that people saw on the pages of the first version, each with its kind.
    @Suite(.serialized) struct SeenFaultTests {
        /// A name of two lines lifted its face above the others.
        @Test(arguments: [Size.phone, .desktop, .screen]) func `a long name lifts nobody on the podium`(_ size: Size) throws {
            let office = try Office()
            for (id, name) in [("zhou.xiaotong", "Alexandra Konstantinopoulos-Papadimitriou"), ("ma.chao", "马")] {
                let changed = try office.laurel.admin.send("PATCH", "/members/\(id)", JSONValue.object(["name": .string(name)]).bytes)
                #expect(changed.status == 200, "\(changed.text)")
            }
            let browser = try office.browser(of: "li.na", size: size)
            try browser.open(size == .screen ? "/wall?boards=points-month" : "/")
            try browser.wait("the podium", "document.querySelector('.podium [data-place=\"3\"]') && document.querySelector('[data-key=\"zhou.xiaotong\"]')?.innerText.includes('Alexandra')")
            // Second and third differ by their steps, whatever they are called.
            let apart = """
                (() => {
                  const [two, three] = [2, 3].map((place) => document.querySelector(`.podium [data-place="${place}"]`));
                  const top = (one, part) => one.querySelector(part).getBoundingClientRect().top;
                  const [faces, steps] = ['.avatar', '.plinth'].map((part) => top(three, part) - top(two, part));
                  return Math.abs(faces - steps) < 2 && top(two, '.avatar') > top(document.querySelector('.podium [data-place="1"]'), '.avatar');
                })()
                """
            try browser.wait("faces as far apart as their steps", apart)
            try browser.expectNoSidewaysScroll("/")
            #expect(try browser.run(Pages.FitTests.clipped).array == [])
        }

        @Test func `resetting and disabling ask first, and nobody disables themselves`() throws {
            let office = try Office(), admin = try office.browser(of: "admin", .english)
            try admin.open("/manage/people?tab=accounts")
            try admin.wait("the page", "document.querySelector('people-page [role=tab]')")
            try admin.run("[...document.querySelectorAll('people-page [role=tab]')].at(-1).click()")
            for deed in ["reset", "disable"] {
                try admin.click("[data-\(deed)='ma.chao']")
                try admin.wait("the question", "document.querySelector('dialog[open]')")
                try admin.press(Key.escape)
                try admin.wait("that it is gone", "!document.querySelector('dialog[open]')")
            }
            #expect(try office.laurel.admin.get("/users").json["items"]?.array?.first { $0["name"]?.string == "ma.chao" }?["disabled"]?.bool == false)
            #expect(try admin.run("return document.querySelector(\"[data-disable='admin']:not([disabled])\") === null").bool == true)
            try admin.expectNoComplaints()
        }

        @Test func `targets of other teams are read and not written`() throws {
            let office = try Office()
            let of = { (team: String) -> JSONValue in ["owner": ["kind": "team", "id": .string(team)], "metric": "revenue", "period": "2026-11", "value": 600_000] }
            let agreed: JSONValue = ["targets": [of("east-1"), of("east-2")], "reason": "agreed"]
            #expect(try office.laurel.finance.send("PUT", "/targets", agreed.bytes).status == 200)
            let manager = try office.browser(of: "chen.jie")
            try manager.open("/manage/targets")
            try manager.wait("own and others", "document.querySelectorAll('targets-page data-table tbody tr').length >= 2")
            let editable = try manager.run("return [...document.querySelectorAll('targets-page data-table tbody tr')].map((row) => [row.innerText.includes('华东一部'), row.querySelector('input') !== null])").array ?? []
            #expect(editable.contains([true, true]) && !editable.contains([false, true]), "\(editable)")
        }

        /// Whoever decides sees why it was asked for, and what was reached of what is to change.
        @Test(arguments: Reader.allCases) func `a request to change a target shows its reason and what was reached`(_ reader: Reader) throws {
            let office = try Office()
            let put = { (caller: TestCaller, value: JSONValue, reason: String) in
                let target: JSONValue = ["owner": ["kind": "team", "id": "east-1"], "metric": "revenue", "period": "2026-11", "value": value]
                let body: JSONValue = ["targets": [target], "reason": .string(reason)]
                return try caller.send("PUT", "/targets", body.bytes).status
            }
            #expect(try put(office.laurel.finance, 600_000, "agreed") == 200)
            #expect(try put(office.laurel.manager, 450_000, "the market shrank") < 300)
            let director = try office.browser(of: "zhao.lei", reader)
            try director.open("/manage/approvals")
            try director.wait("why", "document.querySelector('[data-basis]')?.innerText.includes('the market shrank')")
            try director.wait("what was reached", "document.querySelector('[data-measured]')?.innerText.includes(arguments[0])", .string(reader.words("approvals.reached")))
            try director.expectNoComplaints()
        }

        /// Teams compete with teams, are counted as teams, and can be told apart; a mean is called one.
        @Test(arguments: Reader.allCases) func `a board of teams speaks of teams`(_ reader: Reader) throws {
            let browser = try Office().browser(of: "li.na", reader)
            try browser.open("/?board=teams-month")
            try browser.wait("the teams", "document.querySelector('.podium [data-place=\"2\"] .of-team')")
            let found = try browser.run("""
                const rows = [...document.querySelectorAll('.podium li, board-list .row')];
                return { names: rows.map((one) => one.querySelector('.name').innerText), faces: rows.map((one) => one.querySelector('.avatar').innerText), words: document.querySelector('main').innerText };
                """)
            let names = found["names"]?.array?.compactMap(\.string) ?? [], faces = found["faces"]?.array?.compactMap(\.string) ?? []
            #expect(names.count > 1 && Set(names).count == names.count && Set(faces).count == faces.count, "\(names) \(faces)")
            #expect(!names.contains("华东大区"), "a region beside its own teams: \(names)")
            let words = found["words"]?.string ?? ""
            #expect(words.contains(reader == .chinese ? "人均积分" : "Points per head"), "\(words.prefix(400))")
            #expect(words.contains(reader == .chinese ? "个团队" : "teams") && !words.contains(/共 \d+ 人|of \d+ people/), "\(words.prefix(400))")
            // What led to it names no customer: it is told by its rule, not by its code.
            #expect(!words.contains("sale.won"), "\(words)")
        }

        /// What is being written is kept by the server: leaving loses nothing.
        @Test func `a draft that was corrected has no fault left, and is there again`() throws {
            let director = try Office().browser(of: "zhao.lei", .english)
            try director.open("/manage/rules?rule=visit")
            try director.click("[data-view=yaml]")
            for award in ["{fixed: nonsense}", "{fixed: 12}"] {
                try director.wait("the text", "document.querySelector('#code')?.value.includes('award:')")
                try director.run(
                    "const code = document.querySelector('#code'); code.value = code.value.replace(/award:.*/, `award: ${arguments[0]}`); code.dispatchEvent(new Event('input', { bubbles: true }));",
                    .string(award))
                // What was said of the draft before was said of another one.
                try director.wait("that nothing is said of it yet", "!document.querySelector('[data-editor] .banner.danger')")
                try director.click("[data-check]")
                try director.wait("what is said of it", "document.querySelector('[data-says] .banner\(award.contains("12") ? ".neutral" : ".danger")')")
            }
            try director.open("/")
            try director.open("/manage/rules?rule=visit")
            try director.wait("what was written", "document.querySelector(\"[name='award.fixed']\")?.value === '12'")
        }

        /// Black on white, from the first sheet on, without what only a screen needs.
        @Test(arguments: [("/me", "li.na"), ("/team", "chen.jie"), ("/manage/reports", "admin")]) func `on paper there is the page and nothing else`(path: String, account: String) throws {
            let office = try Office(), browser = try office.browser(of: account, isDark: true)
            try browser.open(path)
            try browser.wait("\(path) is there", "document.querySelector('main .card') && !document.querySelector('main .skeleton, main [aria-busy=true]')")
            try browser.tool("Emulation.setEmulatedMedia", ["media": "print"])
            let found = try browser.wait(
                "paper", """
                    (() => {
                      const seen = ['.sidebar', '.tabbar', '.appbar', '.button', '.toasts'].filter((one) => [...document.querySelectorAll(one)].some((each) => each.checkVisibility()));
                      const [title] = [...document.querySelectorAll('h1')].filter((one) => one.checkVisibility());
                      const light = (text) => { const [r, g, b] = text.match(/[\\d.]+/g).map(Number); return (r + g + b) / 765; };
                      const pale = [...document.querySelectorAll('.hero-number, .figure dd, .value, td, dd')].filter((one) => one.checkVisibility() && one.innerText.trim() && light(getComputedStyle(one).color) > 0.45);
                      return { seen, top: Math.round(title?.getBoundingClientRect().top ?? 9999), pale: pale.map((one) => one.outerHTML.slice(0, 100)).slice(0, 3) };
                    })()
                    """)
            #expect(found["seen"]?.array == [] && found["pale"]?.array == [], "\(found)")
            #expect(found["top"]?.int64 ?? 9999 < 200, "the first sheet begins with the page: \(found)")
        }

        /// A page that was not kept tells the network from the server, and opens by itself when it can.
        @Test(arguments: Reader.allCases) func `a page that was never opened says why it cannot be, and opens by itself`(_ reader: Reader) throws {
            let office = try Office(), browser = try office.browser(of: "li.na", reader)
            try browser.open("/")
            try browser.wait("the worker", "navigator.serviceWorker?.controller || navigator.serviceWorker?.ready.then(() => { window.ready = true; }) && window.ready")
            office.laurel.stopServer()
            try? browser.open("/honours")
            try browser.wait("that the server is down", "document.querySelector('h1')?.innerText === arguments[0]", .string(reader.words("offline.server")))
            try browser.expectSentence("/honours", in: "body")
            try office.laurel.startServer()
            try browser.wait("the page", "document.querySelector('honours-page .card')", seconds: 120)
        }
    }
}
