import JSON
import Testing
import TestServer

extension Pages {
    /// An administrator makes a hook, looks at what did not fit, mends its map and takes it in again.
    @Suite(.serialized) struct HookPageTests {
        private let folder: TestFolder

        init() throws {
            folder = try TestFolder()
            try folder.write("hooks/crm.yaml", """
                verify: {header: X-Key}
                activities: {source: '"/crm"', id: body.id, type: '"sale.won"', time: '"2026-11-19"', member: body.owner, data: {amount: decimal(string(body.amount))}}

                """)
        }

        @Test func `a hook is made, what failed is looked at, its map is mended, and it is taken in again`() throws {
            let office = try Office(sales: [], rules: folder.path), admin = try office.browser(of: "admin", .english)
            try admin.open("/manage/hooks")
            try admin.click("[data-new]")
            try admin.type("sales", into: "dialog [name=id]")
            try admin.click("dialog .primary")
            try admin.wait("the key, once", "document.querySelector('dialog .secret')?.innerText.length > 20")
            let key = try admin.text("dialog .secret")
            try admin.click("dialog [data-close]")
            try admin.wait("the card", "document.querySelector('[data-hook=sales] [data-state=new]')")
            let sent = try office.laurel.nobody.post("/hooks/sales", ["id": "D-1", "seller": "li.na", "amount": 5, "token": "hidden-thing"], headers: ["X-Key": key])
            #expect(sent.status == 202)

            try admin.open("/manage/hooks")
            try admin.wait("that something failed", "document.querySelector('[data-hook=sales] [data-state=failing]')")
            try admin.click("[data-hook=sales] [data-show]")
            try admin.wait("the reason", "document.querySelector('dialog [data-receipt=failed]')?.textContent.includes('member')")
            #expect(try !admin.text("dialog").contains("hidden-thing"))
            try admin.click("dialog [data-close]")
            try admin.click("[data-hook=sales] [data-map]")
            _ = try admin.run("""
                const map = document.querySelector('dialog [name=map]');
                map.value = map.value.replace('body.owner', 'body.seller');
                document.querySelector('dialog [name=body]').value = '{"id": "D-1", "seller": "li.na", "amount": 5}';
                """)
            try admin.click("dialog [data-attempt]")
            try admin.wait("what it would become", "document.querySelector('dialog [data-tried] pre')?.textContent.includes('li.na')")
            try admin.click("dialog .primary")
            try admin.wait("that it is kept", "!document.querySelector('dialog') && document.querySelector('[data-hook=sales]')")
            try admin.click("[data-hook=sales] [data-replay]")
            try admin.wait("that it is well", "document.querySelector('[data-hook=sales] [data-state=fine]')")
            #expect(try office.laurel.admin.get("/activities/one?source=/crm&id=D-1").status == 200)
            try admin.click("[data-hook=sales] [data-switch]")
            try admin.wait("that it is off", "document.querySelector('[data-hook=sales] [data-state=off]')")
            try admin.expectNoComplaints()
        }

        @Test func `no page of what comes in scrolls sideways on a phone`() throws {
            let office = try Office(sales: [], rules: folder.path), admin = try office.browser(of: "admin", .chinese, size: .phone)
            for path in ["/manage/hooks", "/manage/import"] {
                try admin.open(path)
                try admin.wait("the page", "document.querySelector('.card')")
                try admin.expectNoSidewaysScroll(path)
            }
            try admin.expectNoComplaints()
        }
    }
}
