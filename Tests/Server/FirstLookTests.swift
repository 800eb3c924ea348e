import Identity
import JSON
import Periods
import PointsEngine
import TestClients
import TestServer
import Testing

/// The board's document: with first rows for who is signed in, and the same for everybody else.
@Suite struct FirstLookTests {
    private let laurel: ServerHarness

    init() throws {
        laurel = try ServerHarness()
        for (index, sale) in [("wang.wei", 150_000), ("li.na", 20_000)].enumerated() {
            _ = try laurel.token(["activities:write"]).post("/activities", Sample.sale("SO-\(index)", of: sale.0, amount: sale.1))
        }
    }

    private func document(_ caller: TestCaller, _ query: String = "", language: String = "zh-CN", headers: [String: String] = [:]) throws -> HTTPClient.Response {
        try caller.get("!/" + query, headers: ["Accept-Language": language].merging(headers) { $1 })
    }

    /// What a browser reads out of the template.
    private func answers(_ text: String) throws -> JSONValue {
        let start = try #require(text.firstRange(of: "<template id=\"first-answers\">")), end = try #require(text.firstRange(of: "</template>"))
        let escapes = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")]
        return try JSONValue.parse(escapes.reduce(String(text[start.upperBound..<end.lowerBound])) { $0.replacing($1.0, with: $1.1) })
    }

    @Test func `it comes with the rows of the board`() throws {
        let found = try document(laurel.browser("li.na")), text = found.text
        #expect(found.status == 200)
        #expect(text.contains("<html lang=\"zh-Hans\""))
        #expect(text.contains("<span>王伟</span>") && text.contains("<span>李娜</span>（我）"), "\(text)")
        #expect(text.contains(">1,500</data>"))
        #expect(text.contains("积分榜") && text.contains("<link rel=\"preload\" href=\"/i18n/zh-Hans.json\""))
    }

    @Test func `it belongs to one session, and nobody keeps it`() throws {
        let one = try document(laurel.browser("li.na")), other = try document(laurel.browser("wang.wei"))
        for found in [one, other] {
            #expect(found.header("Cache-Control") == "no-store")
            #expect(found.header("Vary")?.contains("Cookie") ?? false)
            #expect(found.header("ETag") == nil)
            #expect(found.header("X-Laurel-Own") == "1")
        }
        #expect(other.text.contains("<span>王伟</span>（我）") && !other.text.contains("李娜</span>（我）"))
        #expect(try answers(one.text)["/api/v1/session"]?["person"]?["member"] == "li.na")
        #expect(try answers(other.text)["/api/v1/session"]?["person"]?["member"] == "wang.wei")
    }

    @Test func `its answers are those of the API`() throws {
        let caller = try laurel.browser("li.na"), answers = try answers(document(caller).text)
        let paths = answers.object?.keys.map { $0 } ?? []
        #expect(paths.count == 5)
        for path in paths {
            var told = answers[path]?.object ?? JSONObject(), asked = try caller.get("!" + path).json.object ?? JSONObject()
            // When it was read.
            (told["at"], asked["at"]) = (nil, nil)
            #expect(told == asked, "\(path)")
        }
    }

    @Test func `it speaks the language of its reader`() throws {
        let caller = try laurel.browser("li.na")
        #expect(try document(caller, language: "en").text.contains("Points board"))
        #expect(try document(caller, "?lang=zh-Hant", language: "en").text.contains("<html lang=\"zh-Hant\""))
    }

    @Test func `whoever is not signed in gets the document of everybody`() throws {
        let nobody = try laurel.nobody
        let plain = try document(nobody)
        #expect(plain.header("ETag") != nil && plain.header("Cache-Control") == "no-cache")
        #expect(!plain.text.contains("first-answers") && !plain.text.contains("王伟"))
        // A cookie of a session that is over, or was never one.
        let stale = try document(nobody, headers: ["Cookie": "laurel=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"])
        #expect(stale.text == plain.text && stale.header("X-Laurel-Own") == nil)
        #expect(try document(nobody, headers: ["Cookie": "laurel=AAAA", "If-None-Match": plain.header("ETag") ?? ""]).status == 304)
        // Another period is what the script asks for.
        #expect(try document(laurel.browser("li.na"), "?period=2026-10").text == plain.text)
    }

    @Test func `it runs nothing inline and is packed for who takes it`() throws {
        let found = try document(laurel.browser("li.na"))
        #expect(!found.text.contains(#/<script(?![^>]*\ssrc=)|<style|\sstyle=|\son[a-z]+=/#))
        let packed = try document(laurel.browser("li.na"), headers: ["Accept-Encoding": "gzip"])
        #expect(packed.header("Content-Encoding") == "gzip" && packed.body.count < found.body.count)
    }

    @Test func `names are text and nothing else`() throws {
        try laurel.carryOut([PutMember(id: "odd", name: "<img src=x>&\"王", team: "east-1", joined: ServerHarness.start.adding(seconds: -86_400))])
        _ = try laurel.token(["activities:write"]).post("/activities", Sample.sale("SO-9", of: "odd", amount: 30_000))
        let text = try document(laurel.browser("li.na")).text
        #expect(!text.contains("<img src=x>") && text.contains("&lt;img src=x&gt;&amp;&quot;王"))
    }
}
