import Faults
import Identity
import JSON
import PointsEngine
import Runtime
import Store
import TestServer
import TestClients
import Testing

@testable import API

/// A disk that fails is said to fail: it signs nobody out, and calls no password wrong.
@Suite struct FailingDiskTests {
    private static let password = "a long way to Qingdao"

    private func signIn(_ laurel: ServerHarness) throws -> HTTPClient.Response {
        try laurel.nobody.post("/session", ["name": "li.na", "password": .string(Self.password)])
    }

    @Test func `signing in on a full disk says so and works when there is room`() throws {
        let disk = FaultyDisk()
        let laurel = try ServerHarness(password: Self.password, bounds: RuntimeBounds(vfs: disk.vfs))
        let rep = try laurel.rep, nobody = try laurel.nobody
        #expect(try nobody.get("!/readyz").status == 200)
        disk.fail(.write, .full, after: 0)
        let refused = try signIn(laurel)
        expectRefusal(refused, 503, "read-only")
        #expect(refused.header("retry-after") != nil)
        let ready = try nobody.get("!/readyz")
        #expect(ready.status == 503 && ready.header("retry-after") != nil)
        #expect(ready.json["reasons"]?[0]?["code"]?.string == "read-only")
        // Who is signed in reads on.
        #expect(try rep.get("/session").status == 200 && rep.get("/members/me/balance").status == 200)
        expectRefusal(try rep.send("DELETE", "/session"), 503, "read-only")
        #expect(try rep.get("/session").status == 200)
        disk.heal()
        #expect(eventually { try nobody.get("!/readyz").status == 200 })
        #expect(try signIn(laurel).status == 200)
    }

    @Test(arguments: FaultyDisk.Call.allCases)
    func `a write beside the engine that fails makes it read only`(_ call: FaultyDisk.Call) throws {
        let disk = FaultyDisk()
        let laurel = try ServerHarness(password: Self.password, bounds: RuntimeBounds(vfs: disk.vfs))
        let nobody = try laurel.nobody, crm = try laurel.token(["activities:write"])
        disk.fail(call, .inputOutput, after: 0)
        expectRefusal(try signIn(laurel), 503, "read-only")
        #expect(try nobody.get("!/readyz").status == 503 && nobody.get("!/healthz").status == 200)
        expectRefusal(try crm.post("/activities", Sample.sale("S-1", of: "li.na", amount: 10)), 503, "read-only")
        let batch = try crm.post("/activities", [Sample.sale("S-1", of: "li.na", amount: 10), Sample.sale("S-2", of: "li.na", amount: 10)])
        expectRefusal(batch, 503, "read-only")
        disk.heal()
    }

    /// Tables that are away stand for a disk that cannot be read.
    @Test(arguments: ["session", "account"])
    func `what cannot be read is neither nobody nor a wrong password`(_ table: String) throws {
        let laurel = try ServerHarness(password: Self.password)
        let rep = try laurel.rep, token = try laurel.token(["read"]), nobody = try laurel.nobody
        try laurel.write { try $0.connection.execute("ALTER TABLE \(table) RENAME TO away") }
        expectRefusal(try rep.get("/session"), 503, "unavailable")
        let live = try FeedClient(laurel, rep)
        #expect(try live.closeCode() == 4013)
        for _ in 0..<6 { expectRefusal(try signIn(laurel), 503, "unavailable") }
        #expect(try token.get("/boards").status == 200)
        try laurel.write { try $0.connection.execute("ALTER TABLE away RENAME TO \(table)") }
        #expect(try rep.get("/session").status == 200 && signIn(laurel).status == 200)
        #expect(try nobody.get("/session").status == 401)
    }

    @Test func `an old password that cannot be compared is not wrong`() throws {
        let laurel = try ServerHarness(password: Self.password), rep = try laurel.rep
        #expect(try rep.get("/session").status == 200)
        try laurel.write { try $0.connection.execute("ALTER TABLE account RENAME TO away") }
        for _ in 0..<6 {
            let answer = try rep.post("/session/password", ["current": .string(Self.password), "password": "an even longer way"])
            expectRefusal(answer, 503, "unavailable")
        }
    }
}
