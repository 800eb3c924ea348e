import JSON
import TestClients
import TestServer
import Testing

extension Pages {
    /// Customers: whom to visit, on a phone; whose they are and of which class, at a desk.
    @Suite(.serialized) struct CustomerJourneyTests {
        @Test(arguments: Reader.allCases)
        func `a manager adds one and asks for its class, and its owner records a visit`(_ reader: Reader) throws {
            let office = try Office()
            let manager = try office.browser(of: "chen.jie", reader)
            try manager.open("/customers")
            try manager.click("[data-add]")
            try manager.type("Acme 艾可", into: "dialog [name=id]")
            try manager.click("dialog .primary")
            try manager.wait("the customer", "document.querySelector('customers-page')?.innerText.includes('Acme 艾可') && !document.querySelector('dialog')")
            try manager.open("/customers?id=" + "Acme%20%E8%89%BE%E5%8F%AF")
            try manager.click("[data-class]")
            try manager.run("document.querySelector('dialog [name=class]').value = 'A'")
            try manager.type("a key account to be", into: "dialog [name=reason]")
            try manager.click("dialog .primary")
            try manager.wait("that it waits", "!document.querySelector('dialog') && document.querySelector('[data-says] .banner')")
            try manager.expectNoComplaints()
            #expect(try office.laurel.director.get("/approvals?kind=customer-class").json["items"]?.array?.count == 1)

            let rep = try office.browser(of: "li.na", reader, size: .phone)
            _ = try office.laurel.token(["activities:write"]).post("/activities", Sample.sale("S-acme", of: "li.na", amount: 1_000, more: [("customer", "Acme 艾可")]))
            try rep.open("/customers?id=" + "Acme%20%E8%89%BE%E5%8F%AF")
            // The page says when it was; the server of the test has a day of its own.
            try rep.run("Date.prototype.toISOString = () => '2026-11-20T01:30:00.000Z'")
            try rep.type("over tea", into: "[data-visit] [name=note]")
            try rep.click("[data-visit] .primary")
            try rep.wait("what it gave", "document.querySelector('[data-says] .banner')")
            try rep.expectNoSidewaysScroll("a customer")
            try rep.expectNoComplaints()
            let visits = try office.laurel.rep.get("/activities?type=visit.made").json["items"]?.array ?? []
            #expect(visits.count == 1 && visits.first?["data"]?["note"] == "over tea")
        }
    }
}
