import Addresses
import Delivering
import Foundation
import Identity
import JSON
import Periods
import PointsEngine
import Receivers
import Store
import Testing
import TestServer

@Suite("Letters", .timeLimit(.minutes(10))) struct LetterTests {
    private let post = MailServer()

    private func laurel(_ post: MailServer? = nil) throws -> ServerHarness {
        let port = (post ?? self.post).port
        return try ServerHarness { configuration in
            var settings = DeliverySettings()
            settings.mail = .init(url: "smtp://127.0.0.1:\(port)", from: "laurel@example.com")
            configuration.delivering = settings
            configuration.options.publicURL = "http://points.example.com"
        }
    }

    private func eventually(_ condition: () throws -> Bool) throws { while try !condition() { _ = poll(nil, 0, 5) } }

    /// The parts of a letter, decoded.
    private func parts(_ letter: MailServer.Letter) -> [String] {
        letter.text.components(separatedBy: "\nContent-Transfer-Encoding: base64\n\n").dropFirst().map { part in
            let lines = part.split(separator: "\n").prefix { !$0.hasPrefix("--") }.joined()
            return String(decoding: Data(base64Encoded: lines) ?? Data(), as: UTF8.self)
        }
    }

    @Test func `bring invitations and new passwords, and hold their links no longer than they have to`() throws {
        let laurel = try laurel(), admin = try laurel.admin
        let invited = try admin.post("/users", ["name": "new.one", "email": "new.one@example.com"])
        #expect(invited.status == 201 && invited.json["mailed"] == true && invited.json["email"] == "new.one@example.com")
        try eventually { post.received.count == 1 }
        let letter = try #require(post.received.first), link = try #require(invited.json["link"]?.string)
        #expect(letter.to == ["new.one@example.com"] && letter.from == "laurel@example.com")
        #expect(parts(letter).count == 2 && parts(letter).allSatisfy { $0.contains(link) && $0.contains("new.one") })
        #expect(!letter.text.contains("List-Unsubscribe"))
        #expect(try admin.post("/users/new.one/reset", [:]).json["mailed"] == true)
        try eventually { post.received.count == 2 }
        try eventually {
            try Reader(laurel.folder.path + "/laurel.db").connection.rows("SELECT body FROM delivery WHERE target = 'mail'") { $0.text(0) } == ["{}", "{}"]
        }
        // Without an address it is a link to copy, as ever.
        #expect(try admin.post("/users", ["name": "plain"]).json["mailed"] == false)
    }

    @Test(arguments: ["x", "a@b", "a b@example.com", "a@example..com", "a@example.com\r\nRCPT TO:<b@example.com>", "<a@example.com>", "a@b@example.com", "李@example.com"])
    func `go to no address that is none`(_ address: String) throws {
        expectRefusal(try laurel().admin.post("/users", ["name": "new.one", "email": .string(address)]), 422, "malformed", at: "/email")
    }

    @Test func `tell whom it concerns, in their language, until they have enough of it`() throws {
        let laurel = try laurel(), admin = try laurel.admin
        let etag = try #require(try admin.get("/users").items.first { $0["name"] == "li.na" }?["etag"]?.string)
        #expect(try admin.patch("/users/li.na", ["email": "li.na@example.com"], etag: etag).json["email"] == "li.na@example.com")
        #expect(try admin.post("/webhooks", ["id": "letters", "kind": "mail", "title": "Letters"]).status == 201)
        try laurel.give(5_000, to: "li.na")
        try laurel.offer("mug", cost: 300, stock: 5)
        #expect(try laurel.rep.post("/redemptions", ["reward": "mug"]).status == 201)
        try eventually { post.received.count == 1 }
        let letter = try #require(post.received.first)
        #expect(letter.to == ["li.na@example.com"] && letter.text.contains("List-Unsubscribe-Post: List-Unsubscribe=One-Click"))
        let header = try #require(letter.text.split(separator: "\n").first { $0.hasPrefix("List-Unsubscribe: ") })
        let link = String(header.dropFirst("List-Unsubscribe: <http://points.example.com/api/v1".count).dropLast())
        #expect(try laurel.nobody.get(link).status == 200)
        #expect(try laurel.nobody.post(link.replacingOccurrences(of: "subject=decisions", with: "subject=points"), [:]).status == 404, "a link is good for its own kind alone")
        // As mail programs do it: no cookie, the form of RFC 8058, from wherever they are.
        let oneClick = ["Content-Type": "application/x-www-form-urlencoded", "Origin": "https://mail.example.org"]
        #expect(try laurel.nobody.send("POST", "!/api/v1" + link, Array("List-Unsubscribe=One-Click".utf8), headers: oneClick).status == 200)
        #expect(try laurel.rep.post("/redemptions", ["reward": "mug"]).status == 201)
        // The lane of letters is empty once what came after it was handled.
        _ = try admin.post("/users", ["name": "after", "email": "after@example.com"])
        try eventually { post.received.contains { $0.to == ["after@example.com"] } }
        #expect(post.received.filter { $0.to == ["li.na@example.com"] }.count == 1)
    }

    @Test func `tell once a week what it brought, and nobody twice`() throws {
        let laurel = try laurel(), admin = try laurel.admin
        for name in ["li.na", "wang.wei", "ma.chao"] {
            let etag = try #require(try admin.get("/users").items.first { $0["name"]?.string == name }?["etag"]?.string)
            _ = try admin.patch("/users/\(name)", ["email": .string(name + "@example.com")], etag: etag)
        }
        #expect(try admin.post("/webhooks", ["id": "letters", "kind": "mail", "types": ["laurel.digest.weekly"]]).status == 201)
        try eventually { try Reader(laurel.folder.path + "/laurel.db").settings.value("digest.week") != nil }
        try laurel.give(120, to: "li.na")
        try laurel.give(80, to: "ma.chao")
        let before = post.received.count
        // Monday, five in the morning in Shanghai, and nine.
        laurel.advance(to: Instant(rfc3339: "2026-11-22T21:00:00Z") ?? .earliest)
        _ = try admin.post("/users", ["name": "early", "email": "early@example.com"])
        try eventually { post.received.contains { $0.to == ["early@example.com"] } }
        #expect(post.received.count == before + 1, "too early")
        laurel.advance(to: Instant(rfc3339: "2026-11-23T01:00:00Z") ?? .earliest)
        try eventually { post.received.count >= before + 3 }
        let letters = post.received.filter { $0.to != ["early@example.com"] }
        #expect(letters.map { $0.to[0] }.sorted() == ["li.na@example.com", "ma.chao@example.com"], "who has nothing hears nothing")
        let mine = try #require(letters.first { $0.to == ["li.na@example.com"] })
        #expect(parts(mine).allSatisfy { $0.contains("120") } && mine.text.contains("subject=digest"))
        laurel.advance(to: Instant(rfc3339: "2026-11-24T01:00:00Z") ?? .earliest)
        _ = try admin.post("/users", ["name": "later", "email": "later@example.com"])
        try eventually { post.received.contains { $0.to == ["later@example.com"] } }
        #expect(post.received.filter { $0.to == ["li.na@example.com"] }.count == 1)
    }

    @Test func `that wait for somebody go to the least of those who may decide`() throws {
        let laurel = try laurel(), admin = try laurel.admin
        for name in ["chen.jie", "liu.yang", "zhao.lei", "li.na"] {
            let etag = try #require(try admin.get("/users").items.first { $0["name"]?.string == name }?["etag"]?.string)
            _ = try admin.patch("/users/\(name)", ["email": .string(name + "@example.com")], etag: etag)
        }
        _ = try admin.post("/webhooks", ["id": "letters", "kind": "mail", "types": [.string(EventType.approvalNeeded)]])
        #expect(try laurel.manager.post("/adjustments", ["member": "li.na", "points": 9_000, "reason": "well done"]).json["state"] == "requested")
        try eventually { !post.received.isEmpty }
        #expect(post.received.map(\.to) == [["zhao.lei@example.com"]])
    }

    @Test func `that the server does not take are tried again`() throws {
        var manner = MailServer.Manner()
        manner.letter = "451 later"
        let strict = MailServer(manner)
        let laurel = try laurel(strict), admin = try laurel.admin
        _ = try admin.post("/users", ["name": "new.one", "email": "new.one@example.com"])
        try eventually { strict.heard.filter { $0 == "DATA" }.count == 1 }
        laurel.advance(to: laurel.clock.now.adding(seconds: 6))
        _ = try admin.post("/users", ["name": "another", "email": "another@example.com"])
        try eventually { strict.heard.filter { $0 == "DATA" }.count >= 3 }
        #expect(strict.received.isEmpty)
    }

    @Test func `need a mail server`() throws {
        let laurel = try ServerHarness { $0.delivering = DeliverySettings() }
        expectRefusal(try laurel.admin.post("/webhooks", ["kind": "mail"]), 422, "malformed", at: "/kind")
        #expect(try laurel.admin.post("/users", ["name": "new.one", "email": "new.one@example.com"]).json["mailed"] == false)
    }
}
