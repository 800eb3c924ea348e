import JSON
import TestServer
import Testing

/// What a person typed in several languages is read in that of the reader, wherever it stands.
@Suite struct ReaderLanguageTests {
    @Test(arguments: [("en", "East One"), ("zh-Hans", "华东一队"), ("zh-Hant", "華東一隊")])
    func `a team is called as the reader's language calls it`(_ language: String, _ name: String) throws {
        let laurel = try ServerHarness(), headers = ["Accept-Language": language]
        let etag = try laurel.director.get("/teams").items.first { $0["id"] == "east-1" }?["etag"]?.string
        let names: JSONValue = ["en": "East One", "zh-Hans": "华东一队", "zh-Hant": "華東一隊"]
        #expect(try laurel.director.patch("/teams/east-1", ["name": names], etag: etag).status == 200)
        let crm = try laurel.token(["activities:write"])
        _ = try crm.post("/activities", Sample.sale("S-1", of: "li.na", amount: 9_000))
        _ = try laurel.manager.post("/adjustments", ["member": "li.na", "points": 6_000, "reason": "thanks"])

        func said(_ path: String, by caller: TestCaller) throws -> String { try caller.get(path, headers: headers).text }
        let manager = try laurel.manager, finance = try laurel.finance
        for path in ["/session", "/members/li.na", "/members", "/teams", "/approvals"] {
            let text = try said(path, by: path == "/approvals" ? finance : manager)
            #expect(text.contains("\"\(name)\""), "\(path)")
        }
        // A file is in the language of who asks for it, too.
        #expect(try said("/reports/earned?by=team&format=csv&from=2026-11-01&to=2026-12-01", by: finance).contains(name))
        let audit = try said("/audit?from=2026-11-01", by: finance)
        #expect(audit.contains(name))
    }
}
