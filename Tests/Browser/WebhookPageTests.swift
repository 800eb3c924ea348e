import Addresses
import Delivering
import Identity
import JSON
import Receivers
import Testing
import TestServer

extension Pages {
    /// An administrator makes a webhook, reads its secret, sees a test arrive or fail, and sends it again.
    @Suite(.serialized) struct WebhookPageTests {
        @Test func `an administrator makes one, sees what was sent, and sends it again`() throws {
            let office = try Office(delivering: Self.settings), receiver = Receiver { _, index in index == 0 ? .status(500, body: "not today") : .status(200) }
            let admin = try office.browser(of: "admin", .english)
            try admin.open("/manage/webhooks")
            try admin.click("[data-new]")
            try admin.type("ERP", into: "dialog [name=title]")
            try admin.type(receiver.url, into: "dialog [name=url]")
            try admin.click("dialog .primary")
            try admin.wait("the secret, once", "document.querySelector('dialog .secret')?.innerText.startsWith('whsec_')")
            try admin.click("dialog [data-close]")
            try admin.wait("the card", "document.querySelector('[data-webhook=erp] [data-state=new]')")
            try admin.click("[data-test]")
            try admin.wait("that it fails", "document.querySelector('[data-state=failing]')")
            try admin.click("[data-attempts]")
            try admin.wait("the answer", "document.querySelector('dialog .feed')?.textContent.includes('not today')")
            try admin.click("dialog [data-resend]")
            try admin.wait("that it was taken", "document.querySelectorAll('dialog .feed li').length === 2")
            try admin.click("dialog [data-close]")
            try admin.wait("that it is well", "document.querySelector('[data-state=fine]')")
            #expect(receiver.received.count == 2)
            try admin.expectNoComplaints()
        }

        @Test func `what is wrong with an address stands at its field, and what is removed is gone`() throws {
            let admin = try Office(delivering: Self.settings).browser(of: "admin", .chinese, size: .phone)
            try admin.open("/manage/webhooks")
            try admin.click("[data-new]")
            try admin.type("ERP", into: "dialog [name=title]")
            try admin.type("https://10.0.0.1/hook", into: "dialog [name=url]")
            try admin.click("dialog .primary")
            try admin.wait("the words at the field", "document.querySelector('dialog [name=url]')?.getAttribute('aria-invalid') === 'true'")
            try admin.run("document.querySelector('dialog [name=url]').value = ''")
            try admin.type("https://erp.example/hook", into: "dialog [name=url]")
            try admin.click("dialog .primary")
            try admin.wait("the secret", "document.querySelector('dialog .secret')")
            try admin.click("dialog [data-close]")
            try admin.wait("the card", "document.querySelector('[data-webhook]')")
            try admin.expectNoSidewaysScroll("/manage/webhooks")
            try admin.click("[data-drop]")
            try admin.click("dialog [data-sure]")
            try admin.wait("that it is gone", "document.querySelector('webhooks-page .empty')")
        }

        private static var settings: DeliverySettings {
            var settings = DeliverySettings()
            (settings.allowsHTTP, settings.allowed) = (true, [AddressRange("127.0.0.0/8")].compactMap { $0 })
            return settings
        }
    }
}
