import Identity
import JSON
import PointsEngine
import TestClients
import Testing

@testable import API

@Suite struct RightsTests {
    @Test func `every cell of the matrix holds`() throws {
        let laurel = try office()
        let callers = try Self.callers(laurel)
        for row in RightsMatrix.rows {
            let found = try String(callers.map { try Self.verdict(row, $0) })
            #expect(found == row.expected, "\(row.method) \(row.path) \(row.body.map { String(decoding: $0.bytes, as: UTF8.self) } ?? "")")
        }
    }

    @Test func `signing out is for those who are signed in`() throws {
        let callers = try Self.callers(ServerHarness())
        #expect(try String(callers.map { try Self.verdict(RightsMatrix.signOut, $0) }) == RightsMatrix.signOut.expected)
        // Once is enough.
        #expect(try String(callers.prefix(7).map { try Self.verdict(RightsMatrix.signOut, $0) }) == "1111111")
    }

    @Test func `revoking all tokens is for administrators and ends them`() throws {
        let callers = try Self.callers(ServerHarness())
        #expect(try String(callers.map { try Self.verdict(RightsMatrix.revokeAll, $0) }) == RightsMatrix.revokeAll.expected)
    }

    @Test func `every route has a row`() {
        let written = Set((RightsMatrix.rows + [RightsMatrix.signOut, RightsMatrix.revokeAll]).map { "\($0.method) \(Routes.base)\($0.route)" })
        let missing = Routes.router().routes.map { "\($0.method.rawValue) \($0.pattern)" }.filter { $0.contains(Routes.base) && !written.contains($0) }
        #expect(missing.isEmpty)
    }

    /// Nobody writes members mightier than the scope allows, whatever else the token may read.
    @Test func `a token that reads and writes members makes no administrator`() throws {
        let token = try ServerHarness().token(["read", "members:write"])
        expectRefusal(try token.post("/members", ["id": "x", "name": "X", "role": "admin"]), 403, "not-permitted")
        expectRefusal(try token.patch("/members/li.na", ["role": "director"]), 403, "not-permitted")
        expectRefusal(try token.patch("/members/qian.hong", ["role": "rep"]), 403, "not-permitted")
        #expect(try token.post("/members", ["id": "x", "name": "X"]).status == 201)
    }

    /// What each caller is answered.
    private static func verdict(_ row: RightsMatrix.Row, _ caller: TestCaller) throws -> Character {
        let answer = row.method == "GET"
            ? try caller.get(row.path) : try caller.send(row.method, row.path, row.body?.bytes, headers: ["If-Match": "\"0\""])
        return switch answer.status {
        case 401: "1"
        case 403: "3"
        case 404 where row.expected.contains("0"): "0"
        case 500...: "!"
        default: "+"
        }
    }

    private static func callers(_ laurel: ServerHarness) throws -> [TestCaller] {
        try [
            laurel.nobody, laurel.rep, laurel.manager, laurel.browser("liu.yang"), laurel.director, laurel.finance, laurel.admin,
            laurel.token(["activities:write"]), laurel.token(["members:write"]), laurel.token(["read"]), laurel.token(["admin"]),
        ]
    }

    /// Requests of each kind of person, waiting for somebody.
    private func office() throws -> ServerHarness {
        let laurel = try ServerHarness()
        try laurel.offer("mug", cost: 600)
        try laurel.offer("car", cost: 20_000)
        for member in ["li.na", "zhou.xiaotong", "ma.chao", "chen.jie", "zhao.lei"] { try laurel.give(40_000, to: member) }
        for (id, member) in [("own", "li.na"), ("team", "zhou.xiaotong"), ("far", "ma.chao"), ("fulfilled", "li.na"), ("fulfilled-far", "ma.chao"),
            ("decide-team", "li.na"), ("decide-far", "ma.chao"), ("decide-manager", "chen.jie"), ("decide-director", "zhao.lei")]
        { try laurel.redeem(id, "mug", by: member) }
        #expect(try laurel.token(["activities:write"]).post("/activities", Sample.sale("A-1", of: "ma.chao", amount: 1_000)).status == 201)
        try laurel.redeem("decide-large", "car", by: "li.na")
        try laurel.carryOut([("Acme", "li.na"), ("Sea", "ma.chao"), ("Nobody", nil)].map { id, owner in PutCustomer(id: CustomerID(id)) { $0.owner = owner.map { MemberID($0) } } })
        for id in ["fulfilled", "fulfilled-far"] { try laurel.carryOut([DecideRequest(id: RequestID(id), approve: true)]) }
        return laurel
    }
}
