import Foundation
import JSON
import TestServer
import Testing

extension Pages {
    /// Photographs, what a reward asks, what one saves for, who decides while somebody is away, and targets from the whole to the person.
    @Suite(.serialized) struct SavingJourneyTests {
        /// 8 by 8 points, red.
        private static let picture =
            "iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAIAAABLbSncAAAAEUlEQVR4nGO44GCAFTEMLQkAaplQARqfGIQAAAAASUVORK5CYII="

        @Test(arguments: Reader.allCases) func `a photograph is cut and stands where the person does`(_ reader: Reader) throws {
            let office = try Office(), folder = try TestFolder()
            let bytes = try #require(Data(base64Encoded: Self.picture))
            try bytes.write(to: URL(filePath: folder.path + "/face.png"))
            let browser = try office.browser(of: "li.na", reader, size: reader == .chinese ? .phone : .desktop)
            try browser.open("/members/me")
            try browser.wait("the button", "document.querySelector('#member-picture')")
            try browser.choose(folder.path + "/face.png", in: "#member-picture")
            try browser.wait("the part that is cut", "document.querySelector('dialog canvas')")
            try browser.expectNoSidewaysScroll("cutting a picture")
            try browser.click("dialog [data-save]")
            try browser.wait("the photograph", "(() => { const one = document.querySelector('.member-head .photograph'); return one?.complete && one.naturalWidth > 0 && one.currentSrc.startsWith(location.origin + '/pictures/'); })()")
            try browser.open("/")
            try browser.wait("the photograph on the board", "document.querySelector('[data-key=\"li.na\"] .photograph')?.complete")
            try browser.expectNoComplaints()
            try browser.open("/members/me")
            try browser.click("[data-no-picture]")
            try browser.wait("the initial", "document.querySelector('.member-head .avatar') && !document.querySelector('.member-head .photograph')")
        }

        @Test(arguments: Reader.allCases) func `a reward asks what it needs and who hands it over sees it`(_ reader: Reader) throws {
            let office = try Office()
            try office.give(5_000, to: "li.na")
            let fields: JSONValue = [["id": "address", "title": "Address", "kind": "address"]]
            #expect(try office.laurel.manager.post("/rewards", ["id": "hamper", "title": "Hamper", "cost": 100, "fields": fields]).status == 201)
            let rep = try office.browser(of: "li.na", reader, size: .phone)
            try rep.open("/rewards")
            try rep.click("[data-reward=hamper]")
            try rep.wait("the question", "document.querySelector('dialog #answer-address')")
            try rep.click("dialog [data-confirm]")
            try rep.wait("that it is missing", "document.querySelector('dialog [data-field-error]')")
            #expect(try rep.text("dialog [data-field-error]") == reader.words("invalid.missing"))
            try rep.type("南京西路 1266 号", into: "#answer-address")
            try rep.expectNoSidewaysScroll("a reward that asks")
            try rep.click("dialog [data-confirm]")
            try rep.wait("what was done", "document.querySelector('dialog [role=status] .banner')")
            let manager = try office.browser(of: "chen.jie", reader)
            try manager.open("/manage/rewards")
            try manager.click("[data-answers-of]")
            try manager.wait("the answer", "document.querySelector('dialog .as-written')")
            #expect(try manager.text("dialog .as-written") == "南京西路 1266 号")
            try manager.expectNoComplaints()
        }

        @Test(arguments: Reader.allCases) func `a wish shows how far it is and is told when it comes true`(_ reader: Reader) throws {
            let office = try Office()
            let browser = try office.browser(of: "li.na", reader, size: .phone)
            try browser.open("/rewards?reward=earphones")
            try browser.click("dialog [data-wish]")
            try browser.wait("the wish", "document.querySelector('.wishes .wish')")
            try browser.open("/me")
            try browser.wait("the wish among mine", "document.querySelector('.wishes .wish')")
            #expect(try browser.text(".wishes .wish").contains("0 / 3,800"))
            try office.give(3_800, to: "li.na")
            try browser.wait("the notice", "document.querySelector('.notices .wish, .notices li.wish')")
            try browser.wait("that it is reached", "document.querySelector('.wishes .wish small')?.innerText === arguments[0]", .string(reader.words("wish.reached")))
            try browser.expectNoComplaints()
        }

        @Test(arguments: Reader.allCases) func `a deputy is named and finds what waits`(_ reader: Reader) throws {
            let office = try Office()
            try office.give(9_000, to: "li.na")
            #expect(try office.laurel.manager.post("/rewards", ["id": "phone", "title": "Phone", "cost": 4_000]).status == 201)
            #expect(try office.laurel.rep.post("/redemptions", ["reward": "phone"]).status == 201)
            let manager = try office.browser(of: "chen.jie", reader, size: .phone)
            try manager.open("/manage/approvals")
            try manager.click("[data-deputy]")
            try manager.wait("the form", "document.querySelector('dialog #dp-deputy option[value=\"liu.yang\"]')")
            try manager.run(
                """
                const form = document.querySelector('dialog form');
                form.deputy.value = 'liu.yang'; form.from.value = '2026-11-20'; form.until.value = '2026-12-20';
                """)
            try manager.expectNoSidewaysScroll("naming a deputy")
            try manager.click("dialog [type=submit]")
            try manager.wait("that somebody decides", "document.querySelector('.deputy span')")
            let deputy = try office.browser(of: "liu.yang", reader)
            try deputy.open("/manage/approvals")
            try deputy.wait("for whom it is", "document.querySelector('.request-detail .banner')")
            #expect(try deputy.text(".request-detail .banner") == reader.words("approvals.deputy").replacing("{name}", with: "陈杰"))
            try deputy.click("[data-approve]")
            try deputy.wait("that it was decided", "!document.querySelector('[data-item]')")
            try deputy.expectNoComplaints()
        }

        @Test(arguments: Reader.allCases) func `a target opens down to people and its split leaves what is set`(_ reader: Reader) throws {
            let office = try Office()
            let agree = { (period: String, value: JSONValue) in
                let target: JSONValue = ["owner": ["kind": "team", "id": "east-1"], "metric": "revenue", "period": .string(period), "value": value]
                let body: JSONValue = ["targets": [target], "reason": "agreed"]
                return try office.laurel.finance.send("PUT", "/targets", body.bytes)
            }
            #expect(try agree("2026", 1_200_000).status == 200 && agree("2026-Q1", 600_000).status == 200)
            let browser = try office.browser(of: "chen.jie", reader, size: reader == .chinese ? .phone : .desktop)
            try browser.open("/manage/targets")
            try browser.wait("the periods", "document.querySelector('[data-period] option[value=\"2026\"]')")
            try browser.run("const box = document.querySelector('select[data-period]'); box.value = '2026'; box.dispatchEvent(new Event('change', { bubbles: true }));")
            try browser.click(".tree summary")
            try browser.wait("the quarters and the people", "document.querySelectorAll('.tree .tree > li').length >= 5")
            #expect(try browser.text(".tree .tree").contains(reader.words("targets.not-set")))
            try browser.expectNoSidewaysScroll("the tree of targets")
            try browser.click("[data-split]")
            try browser.wait("the parts", "document.querySelectorAll('dialog [data-parts] input').length === 4")
            #expect(try browser.run("return [...document.querySelectorAll('dialog [data-parts] input')].map((one) => [Number(one.value), one.readOnly])")
                == [[600_000, true], [200_000, false], [200_000, false], [200_000, false]])
            try browser.type("x", into: "#s-reason")
            try browser.click("dialog .primary")
            try browser.wait("that it was sent", "!document.querySelector('dialog') && document.querySelector('[data-says] .banner')")
            #expect(try office.laurel.manager.get("/targets?period=2026-Q3&of=team:east-1").json["items"]?.array?.count == 1)
            try browser.expectNoComplaints()
        }

        @Test(arguments: Reader.allCases) func `what the rules let a person enter is entered and counts`(_ reader: Reader) throws {
            let office = try Office()
            let browser = try office.browser(of: "li.na", reader, size: reader == .chinese ? .phone : .desktop)
            try browser.open("/me")
            try browser.click("[data-record]")
            try browser.wait("the form", "document.querySelector('dialog #record-type option[value=\"visit.made\"]')")
            try browser.run(
                """
                const type = document.querySelector('#record-type');
                type.value = 'visit.made'; type.dispatchEvent(new Event('change', { bubbles: true }));
                for (const input of document.querySelectorAll('dialog [data-fields] input[type=text]')) input.value = "Acme";
                document.querySelector('dialog [name=day]').value = '2026-11-19';
                for (const input of document.querySelectorAll('dialog [data-fields] input[type=number]')) input.value = '90';
                for (const input of document.querySelectorAll('dialog [data-fields] select')) input.selectedIndex = input.options.length - 1;
                """)
            try browser.expectNoSidewaysScroll("entering by hand")
            try browser.click("dialog [type=submit]")
            try browser.wait("what came of it", "document.querySelector('dialog .banner.neutral')")
            #expect(try office.laurel.rep.get("/activities?member=li.na").json["items"]?.array?.contains { $0["type"]?.string == "visit.made" } == true)
            try browser.expectNoComplaints()
        }
    }
}
