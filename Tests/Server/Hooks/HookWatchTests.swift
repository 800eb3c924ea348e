import JSON
import TestClients
import Testing
import TestServer

/// What those who watch a server learn of hooks: numbers, the page of the system, and that nothing of it can be made to grow from outside.
@Suite("Hooks, watched", .timeLimit(.minutes(10))) struct HookWatchTests {
    private let laurel: ServerHarness
    private let crm: TestCaller
    private let folder: TestFolder

    init() throws {
        let folder = try TestFolder(), path = folder.path
        try folder.write("hooks/crm.yaml", HookTests.map)
        self.folder = folder
        laurel = try ServerHarness { configuration in
            configuration.options.rulesFolder = path
            configuration.options.environment = { $0 == "CRM_SECRET" ? HookTests.secret : nil }
        }
        crm = try laurel.nobody
    }

    private func send(_ deals: [JSONValue], key: String = HookTests.secret, to hook: String = "crm") throws {
        _ = try crm.post("/hooks/\(hook)", ["deals": .array(deals)], headers: ["X-Key": key])
    }

    private func numbers() throws -> Numbers { Numbers(try laurel.nobody.get("!/metrics").text) }
    private func advice() throws -> [String] { try laurel.admin.get("/system").json["advice"]?.array?.compactMap { $0["code"]?.string } ?? [] }

    @Test func `what was received, refused, waits and failed is counted by hook`() throws {
        try send([HookTests.deal("D-1")])
        try send([HookTests.deal("D-2", stage: "lost")])
        try send([HookTests.deal("D-3", "nobody")])
        for _ in 0..<2 { try send([HookTests.deal("D-4")], key: "wrong") }
        for name in ["nothing", "other"] { try send([], to: name) }
        #expect(eventually { try numbers()[#"laurel_hook_failed{hook="crm"}"#] == 1 })
        let counted = try numbers()
        #expect(counted[#"laurel_hook_received_total{hook="crm"}"#] == 3 && counted[#"laurel_hook_waiting{hook="crm"}"#] == 0)
        #expect(counted[#"laurel_hook_refused_total{hook="crm",reason="unproven"}"#] == 2 && counted[#"laurel_hook_refused_total{hook="crm",reason="later"}"#] == 0)
        for outcome in ["taken", "ignored", "failed"] { #expect(counted[#"laurel_hook_settled_total{hook="crm",outcome="\#(outcome)"}"#] == 1, "\(outcome)") }
        // Names that nobody has make nothing grow.
        #expect(!counted.text.contains(#"hook="nothing""#) && !counted.text.contains(#"hook="other""#))
    }

    @Test func `what failed is told until somebody mended or dropped it`() throws {
        #expect(try !advice().contains { $0.hasPrefix("hooks-") })
        #expect(try laurel.admin.get("/system").json["hooks"] == [])
        try send([HookTests.deal("D-1", "nobody")])
        #expect(try advice().contains("hooks-fail"))
        let shown = try laurel.admin.get("/system").json["hooks"]?[0]
        #expect(shown?["id"] == "crm" && shown?["state"] == "failing" && shown?["received"]?["failed"] == 1)
        let receipt = try #require(laurel.admin.get("/hooks/crm/receipts").items.first?["id"]?.string)
        #expect(try laurel.admin.delete("/hooks/crm/receipts/\(receipt)").status == 204)
        #expect(try !advice().contains("hooks-fail"))
        #expect(eventually { try numbers()[#"laurel_hook_failed{hook="crm"}"#] == 0 })
    }

    @Test func `a map that does not hold, and a hook that anybody may use, are told where it is in use`() throws {
        try folder.write("hooks/spare.yaml", "nonsense: 1\n")
        #expect(try advice().filter { $0.hasPrefix("hooks-") } == [])
        try send([HookTests.deal("D-1")])
        try folder.write("hooks/crm.yaml", HookTests.map.replacing("item.owner", with: "items.owner"))
        #expect(try advice().contains("hooks-broken"))
        try folder.write("hooks/crm.yaml", HookTests.map.replacing("verify: {header: X-Key, secret: $CRM_SECRET}\n", with: ""))
        #expect(try advice().filter { $0.hasPrefix("hooks-") } == ["hooks-open"])
    }

    @Test func `whoever comes too often is told so, and counted`() throws {
        for _ in 0..<25 { try send([], key: "wrong") }
        let counted = try numbers()
        let refused = counted[#"laurel_hook_refused_total{hook="crm",reason="unproven"}"#] ?? 0, later = counted[#"laurel_hook_refused_total{hook="crm",reason="later"}"#] ?? 0
        #expect(refused + later == 25 && refused >= 20 && later > 0)
    }
}
