import JSON
import Store
import TestClients
import Testing

@testable import API

@Suite struct SetUpTests {
    private func token(_ answer: HTTPClient.Response) -> JSONValue {
        let link = answer.json["link"]?.string ?? ""
        return .string(String(link.drop { $0 != "#" }.dropFirst()))
    }

    @Test func `an invitation is used once`() throws {
        let laurel = try ServerHarness(), nobody = try laurel.nobody
        let invitation = try laurel.admin.post("/users", ["name": "new.one", "role": "finance"])
        #expect(invitation.status == 201)
        #expect(invitation.json["invited"]?.bool == true)
        #expect(invitation.json["link"]?.string?.hasPrefix("http://localhost/setup#") == true)
        let token = token(invitation)
        let check = try nobody.post("/setup/check", ["token": token])
        #expect(check.json["kind"]?.string == "invitation" && check.json["name"]?.string == "new.one")
        expectRefusal(try nobody.post("/setup", ["token": token, "password": "new.one.1"]), 422, "weak-password")
        let answer = try nobody.post("/setup", ["token": token, "password": "a long way to Qingdao"])
        #expect(answer.status == 200)
        #expect(answer.json["person"]?["role"]?.string == "finance")
        #expect(answer.header("set-cookie")?.hasPrefix("laurel=") == true)
        expectRefusal(try nobody.post("/setup", ["token": token, "password": "another long way"]), 404, "not-found")
        expectRefusal(try nobody.post("/setup/check", ["token": token]), 404, "not-found")
        #expect(try nobody.post("/session", ["name": "new.one", "password": "a long way to Qingdao"]).status == 200)
        #expect(try laurel.admin.get("/users").items.first { $0["name"]?.string == "new.one" }?["invited"]?.bool == false)
    }

    @Test func `a link is too old after three days`() throws {
        let laurel = try ServerHarness()
        let token = try token(laurel.admin.post("/users/li.na/reset", [:]))
        laurel.advance(to: laurel.clock.now.adding(seconds: 3 * 86_400 - 1))
        #expect(try laurel.nobody.post("/setup/check", ["token": token]).json["kind"]?.string == "reset")
        laurel.advance(to: laurel.clock.now.adding(seconds: 1))
        expectRefusal(try laurel.nobody.post("/setup", ["token": token, "password": "a long way to Qingdao"]), 404, "not-found")
    }

    @Test func `a reset ends the sessions and a new link the old one`() throws {
        let laurel = try ServerHarness(), rep = try laurel.rep
        let old = try token(laurel.admin.post("/users/li.na/reset", [:])), new = try token(laurel.admin.post("/users/li.na/reset", [:]))
        #expect(try rep.get("/session").status == 200)
        expectRefusal(try laurel.nobody.post("/setup", ["token": old, "password": "a long way to Qingdao"]), 404, "not-found")
        #expect(try laurel.nobody.post("/setup", ["token": new, "password": "a long way to Qingdao"]).status == 200)
        #expect(try rep.get("/session").status == 401)
    }

    @Test func `who has no link costs no hash`() throws {
        let laurel = try ServerHarness()
        expectRefusal(
            try laurel.nobody.post("/setup", ["token": .string(Secret.make().text), "name": "admin2", "password": "a long way to Qingdao"]), 404, "not-found")
        expectRefusal(try laurel.nobody.post("/setup", ["token": "short", "password": "a long way to Qingdao"]), 404, "not-found")
        #expect(laurel.server.passwordHashes == 0)
    }

    @Test func `there is one first administrator`() throws {
        let laurel = try ServerHarness(hasAdministrator: false)
        let secret = Secret.make(), now = laurel.clock.now
        try laurel.write { database in
            try database.invitations.add(
                Invitation(token: secret.digest, kind: .first, account: nil, created: now, expires: now.adding(seconds: 86_400)))
        }
        let nobody = try laurel.nobody, token = JSONValue.string(secret.text)
        #expect(try nobody.get("/session").json["setup"]?.bool == true)
        #expect(try nobody.post("/setup/check", ["token": token]).json["kind"]?.string == "first")
        expectRefusal(try nobody.post("/setup", ["token": token, "password": "a long way to Qingdao"]), 422, "malformed", at: "/name")
        expectRefusal(try nobody.post("/setup", ["token": token, "name": "li.na", "password": "a long way to Qingdao"]), 409, "conflict", at: "/name")
        // Two browsers at once: one is the first.
        let callers = try (0..<2).map { _ in try laurel.nobody }
        for (index, caller) in callers.enumerated() {
            try caller.sendOnly("POST", "/setup", ["token": token, "name": .string("root-\(index)"), "password": "a long way to Qingdao"], key: "k")
        }
        let answers = try callers.map { try $0.client.response() }
        #expect(answers.map(\.status).sorted() == [200, 404])
        #expect(answers.first { $0.status == 200 }?.json["person"]?["role"]?.string == "admin")
        #expect(try nobody.get("/session").json["setup"]?.bool == false)
    }

    /// It stands in the log, which more people read than may administer.
    @Test func `the first link never comes back`() throws {
        let laurel = try ServerHarness(), secret = Secret.make(), now = laurel.clock.now
        try laurel.write { database in
            var admin = try database.accounts.named("admin")
            admin?.isDisabled = true
            if let admin { _ = try database.accounts.update(admin) }
            try database.invitations.add(Invitation(token: secret.digest, kind: .first, account: nil, created: now, expires: now.adding(seconds: 86_400)))
        }
        #expect(try laurel.nobody.get("/session").json["setup"]?.bool == false)
        expectRefusal(try laurel.nobody.post("/setup/check", ["token": .string(secret.text)]), 404, "not-found")
        #expect(try FirstAdministrator.invite(laurel.runtime, at: now) == nil)
    }

    @Test func `nor does it where the administrator is one by the role of their member`() throws {
        let laurel = try ServerHarness(hasAdministrator: false)
        try laurel.setRole("qian.hong", .admin)
        let link = try token(laurel.token(["admin"]).post("/users/qian.hong/reset", [:]))
        #expect(try laurel.nobody.post("/setup", ["token": link, "password": "a long way to Qingdao"]).status == 200)
        try laurel.setRole("qian.hong", .finance)
        #expect(try FirstAdministrator.invite(laurel.runtime, at: laurel.clock.now) == nil)
    }

    @Test func `a first link is worth nothing once there is an administrator`() throws {
        let laurel = try ServerHarness(), secret = Secret.make(), now = laurel.clock.now
        try laurel.write {
            try $0.invitations.add(Invitation(token: secret.digest, kind: .first, account: nil, created: now, expires: now.adding(seconds: 86_400)))
        }
        expectRefusal(
            try laurel.nobody.post("/setup", ["token": .string(secret.text), "name": "mallory", "password": "a long way to Qingdao"]), 404, "not-found")
    }
}
