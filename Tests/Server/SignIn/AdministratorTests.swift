import JSON
import TestClients
import TestServer
import Testing

/// Names that nobody mistakes, and an administrator who is always there.
@Suite struct AdministratorTests {
    @Test(arguments: ["Li.Na", "lі.na", "ｌｉ.ｎａ", "li.nа", "1i.na"])
    func `a name that looks like another is refused`(_ name: String) throws {
        let answer = try Shared.laurel.admin.post("/users", ["name": .string(name), "role": "rep"])
        expectRefusal(answer, 409, "name-looks-alike", at: "/name")
        #expect(answer.json["detail"]?.string == "it looks like li.na")
    }

    @Test(arguments: ["li.na ", " li.na", "li\u{200B}.na", "li.na\u{FEFF}", "li\u{202E}na"])
    func `a name with what nobody sees is refused`(_ name: String) throws {
        expectRefusal(try Shared.laurel.admin.post("/users", ["name": .string(name), "role": "rep"]), 422, "malformed", at: "/name")
    }

    @Test func `those that are there keep working`() throws {
        let laurel = try ServerHarness(), session = try laurel.signIn(["LI.NA"])[0]
        #expect(try laurel.caller(session).get("/session").json["person"]?["account"]?.string == "LI.NA")
        #expect(try laurel.admin.post("/users/LI.NA/reset", [:]).status == 200)
        // The same name again is taken, not alike.
        expectRefusal(try laurel.admin.post("/users", ["name": "li.na", "role": "rep"]), 409, "conflict", at: "/name")
    }

    private func change(_ laurel: ServerHarness, _ caller: TestCaller, _ name: String, _ body: JSONValue) throws -> Int {
        let etag = try laurel.admin.get("/users?limit=500").items.first { $0["name"]?.string == name }?["etag"]?.string
        return try caller.patch("/users/\(name)", body, etag: etag).status
    }

    @Test func `the last administrator stays`() throws {
        let laurel = try ServerHarness(), token = try laurel.token(["admin"])
        for body: JSONValue in [["disabled": true], ["role": "finance"]] {
            #expect(try change(laurel, token, "admin", body) == 409)
            // Nobody does it to themselves in any case.
            #expect(try change(laurel, laurel.admin, "admin", body) == 403)
        }
        // A second one, who has only been invited, is none.
        #expect(try token.post("/users", ["name": "second", "role": "admin"]).status == 201)
        #expect(try change(laurel, token, "admin", ["disabled": true]) == 409)
        try laurel.write { database in
            var second = try database.accounts.named("second")
            second?.password = "!"
            if let second { _ = try database.accounts.update(second) }
        }
        #expect(try change(laurel, token, "second", ["role": "rep"]) == 200)
        #expect(try change(laurel, token, "second", ["role": "admin"]) == 200)
        #expect(try change(laurel, token, "admin", ["disabled": true]) == 200)
    }

    @Test func `also where it is the role of a member`() throws {
        let laurel = try ServerHarness(hasAdministrator: false), token = try laurel.token(["admin"])
        try laurel.setRole("qian.hong", .admin)
        for body: JSONValue in [["role": "rep"], ["left": "2026-11-20"]] {
            expectRefusal(try token.patch("/members/qian.hong", body), 409, "last-administrator")
        }
        #expect(try token.patch("/members/qian.hong", ["name": "钱红梅"]).status == 200)
        try laurel.setRole("zhao.lei", .admin)
        #expect(try token.patch("/members/qian.hong", ["role": "rep"]).status == 200)
        expectRefusal(try token.patch("/members/zhao.lei", ["role": "rep"]), 409, "last-administrator")
    }

    @Test func `an account that was invited without a member is linked later, to one that has none`() throws {
        let laurel = try ServerHarness(), admin = try laurel.admin
        #expect(try admin.post("/members", ["id": "new.one", "name": "新人", "team": "east-1"]).status == 201)
        for name in ["first", "second"] { #expect(try admin.post("/users", ["name": .string(name)]).status == 201) }
        func link(_ name: String, _ member: JSONValue) throws -> HTTPClient.Response {
            let etag = try admin.get("/users?limit=500").items.first { $0["name"]?.string == name }?["etag"]?.string
            return try admin.patch("/users/\(name)", ["member": member], etag: etag)
        }
        expectRefusal(try link("first", "nobody"), 422, "unknown-member", at: "/member")
        #expect(try link("first", "new.one").json["member"]?.string == "new.one")
        expectRefusal(try link("second", "new.one"), 409, "conflict", at: "/member")
        #expect(try link("first", .null).json["member"]?.isNull == true)
        #expect(try link("second", "new.one").json["member"]?.string == "new.one")
    }
}
