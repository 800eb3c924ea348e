import JSON
import Providers
import SignIn
import TestServer
import Testing

extension Pages {
    /// The sign-in page with a provider of the test's own, with a second factor, and without passwords.
    @Suite(.serialized) struct SignInPageTests {
        private static func provider() -> OpenIDServer {
            let seconds = ServerHarness.start.microseconds / 1_000_000
            return OpenIDServer([
                "sub": "u-1", "email": "li.na@example.com", "email_verified": true, "name": "李娜", "exp": .number(Decimal(seconds + 300)), "iat": .number(Decimal(seconds)),
            ])
        }

        private static func office(_ server: OpenIDServer) throws -> Office {
            let office = try Office(openID: OpenIDSettings(issuer: server.issuer, client: server.client, secret: server.secret, isFixed: true))
            try office.laurel.write { try $0.letterBoxes.put("li.na@example.com", of: "li.na") }
            return office
        }

        @Test(arguments: Reader.allCases)
        func `somebody goes to the provider and comes back where they wanted to be`(reader: Reader) throws {
            let server = Self.provider(), office = try Self.office(server), browser = try office.newBrowser(reader, size: .phone)
            try browser.open("/rewards")
            try browser.wait("the button of the provider", "document.querySelector('[data-provider=openid]')")
            #expect(try browser.text("[data-provider=openid]").contains(reader.words("login.by.openid")))
            try browser.expectNoSidewaysScroll("/login")
            try browser.click("[data-provider=openid]")
            try browser.wait("the page that was wanted", "location.pathname === '/rewards' && document.querySelector('h1')")
            #expect(try browser.run("return location.search + document.referrer").string?.contains("code=") != true)
        }

        @Test func `what a provider does not vouch for is said in words`() throws {
            let server = Self.provider(), office = try Self.office(server), browser = try office.newBrowser(.english)
            server.cheats { $0.claims = ["nonce": "another"] }
            try browser.open("/login")
            try browser.wait("the button", "document.querySelector('[data-provider=openid]')")
            try browser.click("[data-provider=openid]")
            try browser.wait("the words", "document.querySelector('[data-says]')?.textContent.includes('did not hold')")
            #expect(try browser.run("return location.href").string?.contains("state=") == false)
            // Who said no there comes back without a code.
            try browser.open("/login/openid?error=access_denied&state=x")
            try browser.wait("the words again", "document.querySelector('[data-says]')?.textContent.includes('did not hold')")
        }

        @Test func `a manager sets up a second factor before anything else, and signs in with it`() throws {
            let office = try Office(), admin = try office.laurel.admin
            let settings = try admin.get("/settings/sign-in").json
            #expect(try admin.send("PUT", "/settings/sign-in", JSONValue.object(["second_factor": true]).bytes, headers: ["If-Match": "\"\(settings["etag"]?.string ?? "")\""]).status == 200)
            let browser = try office.newBrowser(.english)
            try browser.open("/team")
            try browser.wait("the form", "document.querySelector('#name')")
            try browser.type("chen.jie", into: "#name")
            try browser.type(Office.password, into: "#password")
            try browser.click("form button.wide")
            try browser.wait("the page of the second factor", "location.pathname === '/second-factor' && document.querySelector('#password')")
            try browser.type(Office.password, into: "#password")
            try browser.click("form .primary")
            try browser.wait("the QR code", "document.querySelector('.qr path')")
            let key = try #require(browser.run("return document.querySelector('.secret').textContent").string).filter { $0 != " " }
            let factor = OneTimePassword(key: Self.bytes(key))
            try browser.type(factor.code(at: OneTimePassword.step(at: office.laurel.clock.now)), into: "#code")
            try browser.click("form .primary")
            try browser.wait("the recovery codes", "document.querySelectorAll('.codes li').length === 10")
            let recovery = try #require(browser.run("return document.querySelector('.codes code').textContent").string)
            try browser.open("/team")
            try browser.wait("the team", "document.querySelector('team-page h1')")
            let other = try office.newBrowser(.chinese, size: .phone)
            try other.open("/login")
            try other.wait("the form", "document.querySelector('#name')")
            try other.type("chen.jie", into: "#name")
            try other.type(Office.password, into: "#password")
            try other.click("form button.wide")
            try other.wait("the field of the code", "document.querySelector('#code')")
            try other.type("000000", into: "#code")
            try other.click("form button.wide")
            try other.wait("that it is wrong", "document.querySelector('#code[aria-invalid]')")
            try other.run("document.querySelector('#code').value = ''")
            try other.type(recovery, into: "#code")
            try other.click("form button.wide")
            try other.wait("the board", "location.pathname === '/' && document.querySelector('h1')")
        }

        @Test func `an administrator chooses how people sign in`() throws {
            let server = Self.provider(), office = try Self.office(server), admin = try office.browser(of: "admin", .chinese, size: .phone)
            try admin.open("/manage/settings")
            try admin.click("[data-sign-in]")
            try admin.wait("the dialog", "document.querySelector('dialog [data-check]')")
            try admin.expectNoSidewaysScroll("/manage/settings")
            try admin.click("dialog [data-check]")
            try admin.wait("that the provider answers", "document.querySelector('dialog [data-says]')?.textContent.length > 0")
            try admin.click("dialog [name=off]")
            try admin.type("admin", into: "dialog [name=but]")
            try admin.click("dialog .primary")
            try admin.wait("the summary", "!document.querySelector('dialog[open]') && document.querySelector('[aria-labelledby=sgn]')?.textContent.includes('admin')")
            let visitor = try office.newBrowser(.chinese)
            try visitor.open("/login")
            try visitor.wait("the emergency way", "document.querySelector('details summary')")
            #expect(try visitor.run("return document.querySelector('#password').checkVisibility()").bool == false)
        }

        private static func bytes(_ key: String) -> [UInt8] {
            let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
            var bytes: [UInt8] = [], bits = 0, count = 0
            for letter in key {
                (bits, count) = (bits << 5 | (letters.firstIndex(of: letter) ?? 0), count + 5)
                if count >= 8 {
                    count -= 8
                    bytes.append(UInt8(bits >> count & 255))
                    bits &= 1 << count - 1
                }
            }
            return bytes
        }
    }
}
