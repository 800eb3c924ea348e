import CGD
import JSON
import PointsEngine
import Store
import TestClients
import TestServer
import Testing

@testable import API

@Suite("Pictures over HTTP") struct PictureTests {
    private let laurel: ServerHarness

    init() throws { laurel = try ServerHarness() }

    private static func picture(_ colour: Int32, side: Int32 = 64) -> [UInt8] {
        guard let image = gdImageCreateTrueColor(side, side) else { return [] }
        defer { gdImageDestroy(image) }
        gdImageFilledRectangle(image, 0, 0, side, side, colour)
        var count: Int32 = 0
        guard let bytes = gdImagePngPtr(image, &count) else { return [] }
        defer { gdFree(bytes) }
        return Array(UnsafeRawBufferPointer(start: bytes, count: Int(count)))
    }

    private func send(_ bytes: [UInt8], by caller: TestCaller, as type: String = "image/png") throws -> String {
        let answer = try caller.send("POST", "/pictures", bytes, headers: ["Content-Type": type])
        #expect(answer.status == 201, "\(answer.text)")
        return try #require(answer.json["picture"]?.string)
    }

    @Test func `are served anew, for ever, as files and to those who are signed in`() throws {
        let sent = Self.picture(0x336699), path = try send(sent, by: laurel.rep)
        for size in ["large", "small"] {
            let served = try laurel.manager.get("!\(path)/\(size)")
            #expect(served.status == 200 && served.body != sent && served.body.starts(with: Array("RIFF".utf8)))
            #expect(served.header("content-type") == "image/webp" && served.header("x-content-type-options") == "nosniff")
            #expect(served.header("content-disposition")?.hasPrefix("attachment; filename=") == true)
            #expect(served.header("cache-control") == "private, max-age=31536000, immutable")
        }
        #expect(try laurel.nobody.get("!\(path)/large").status == 401)
        for strange in ["\(path)/huge", "\(path)/", "/pictures/x/large", "/pictures/\(String(repeating: "0", count: 32))/small", "/pictures/..%2fetc/large"] {
            #expect([400, 404].contains(try laurel.rep.get("!\(strange)").status), "\(strange)")
        }
    }

    @Test func `of the company is shown to everybody, and no other`() throws {
        let logo = try send(Self.picture(0x1F5C47), by: laurel.admin), other = try send(Self.picture(0x336699), by: laurel.admin)
        #expect(try laurel.nobody.get("!\(logo.replacing("/pictures/", with: "/logo/"))/small").status == 404)
        try laurel.configure { $0.company.logo = logo }
        let shown = try laurel.nobody.get("!\(logo.replacing("/pictures/", with: "/logo/"))/small")
        #expect(shown.status == 200 && shown.header("content-type") == "image/webp" && shown.header("cache-control")?.hasPrefix("public") ?? false)
        #expect(try laurel.nobody.get("!\(other.replacing("/pictures/", with: "/logo/"))/small").status == 404)
        #expect(try laurel.nobody.get("/session").json["company"]?["logo"]?.string == logo)
    }

    @Test func `are told apart by what they are, whatever they are called`() throws {
        let one = try send(Self.picture(0xFF0000), by: laurel.rep, as: "image/jpeg")
        #expect(try send(Self.picture(0xFF0000), by: laurel.manager) == one)
        #expect(try send(Self.picture(0x00FF00), by: laurel.rep) != one)
    }

    @Test func `that are none are refused`() throws {
        let png = Self.picture(0xFF0000)
        for bytes in [[], Array("<svg onload='alert(1)'/>".utf8), Array(png.dropLast(4)), png + Array("PK".utf8), Array("GIF89a".utf8)] {
            let answer = try laurel.rep.send("POST", "/pictures", bytes, headers: ["Content-Type": "image/png"])
            #expect(answer.status == 422 && answer.code == "malformed", "\(bytes.count): \(answer.text)")
        }
        let long = try laurel.rep.send("POST", "/pictures", [UInt8](repeating: 0, count: (2 << 20) + 1), headers: ["Content-Type": "image/png"])
        #expect(long.status == 413)
    }

    @Test func `of people stand wherever they do, and are gone when they are taken away`() throws {
        let rep = try laurel.rep, path = try send(Self.picture(0x123456), by: rep)
        #expect(try laurel.token(["activities:write"]).post("/activities", Sample.sale("P-1", of: "li.na", amount: 50_000)).status == 201)
        #expect(try rep.put("/members/me/picture", ["picture": .string(path)]).json["picture"]?.string == path)
        #expect(try laurel.manager.get("/members/li.na").json["picture"]?.string == path)
        #expect(try rep.get("/session").json["person"]?["picture"]?.string == path)
        #expect(eventually { try laurel.manager.get("/boards/points-month").json["rows"]?.array?.first { $0["member"]?.string == "li.na" }?["picture"]?.string == path })
        let other = try send(Self.picture(0x654321), by: laurel.manager)
        #expect(try laurel.manager.put("/members/li.na/picture", ["picture": .string(other)]).status == 200)
        #expect(eventually { try laurel.rep.get("!\(path)/large").status == 404 })
        #expect(try laurel.rep.put("/members/me/picture", ["picture": .null]).json["picture"] == nil)
        #expect(eventually { try laurel.rep.get("!\(other)/small").status == 404 })
    }

    @Test func `of people are set by themselves and those who may change them`() throws {
        let path = try send(Self.picture(0x111111), by: laurel.rep), picture: JSONValue = ["picture": .string(path)]
        for (caller, member, status) in [(try laurel.rep, "zhou.xiaotong", 403), (try laurel.rep, "chen.jie", 403), (try laurel.manager, "ma.chao", 403), (try laurel.manager, "li.na", 200), (try laurel.admin, "ma.chao", 200)] {
            #expect(try caller.put("/members/\(member)/picture", picture).status == status, "\(member)")
        }
        expectRefusal(try laurel.rep.put("/members/me/picture", ["picture": "/pictures/\(String(repeating: "a", count: 32))"]), 404, "not-found", at: "/picture")
        expectRefusal(try laurel.rep.put("/members/me/picture", ["picture": "/icons/icon-192.png"]), 422, "malformed", at: "/picture")
        #expect(try laurel.manager.get("/members/li.na").json["may"] == ["change", "picture"])
        #expect(try laurel.rep.get("/members/li.na").json["may"] == ["picture"])
    }

    @Test func `of two people who have the same stay for the other`() throws {
        let path = try send(Self.picture(0x222222), by: laurel.rep)
        for member in ["li.na", "zhou.xiaotong"] { #expect(try laurel.manager.put("/members/\(member)/picture", ["picture": .string(path)]).status == 200) }
        #expect(try laurel.manager.put("/members/li.na/picture", ["picture": .null]).status == 200)
        _ = try send(Self.picture(0x333333), by: laurel.rep)
        #expect(try laurel.rep.get("!\(path)/small").status == 200)
    }

    @Test func `that are nobody's a day later are gone, and those of rewards stay`() throws {
        let unused = try send(Self.picture(0x444444), by: laurel.rep), used = try send(Self.picture(0x555555), by: laurel.manager)
        #expect(try laurel.manager.post("/rewards", ["id": "lamp", "title": "Lamp", "cost": 10, "picture": .string(used)]).status == 201)
        expectRefusal(
            try laurel.manager.post("/rewards", ["id": "sofa", "title": "Sofa", "cost": 10, "picture": "/pictures/\(String(repeating: "b", count: 32))"]), 404, "not-found", at: "/picture")
        laurel.advance(days: 2)
        _ = try send(Self.picture(0x666666), by: laurel.browser("li.na"))
        #expect(try laurel.browser("li.na").get("!\(unused)/small").status == 404)
        #expect(try laurel.browser("li.na").get("!\(used)/small").status == 200)
    }

    @Test func `of somebody who is forgotten are gone, those of before too`() throws {
        let first = try send(Self.picture(0x777777), by: laurel.rep), second = try send(Self.picture(0x888888), by: laurel.rep), other = try send(Self.picture(0x999999), by: laurel.rep)
        #expect(try laurel.manager.put("/members/zhou.xiaotong/picture", ["picture": .string(other)]).status == 200)
        for path in [first, other, second] { #expect(try laurel.manager.put("/members/li.na/picture", ["picture": .string(path)]).status == 200) }
        #expect(try laurel.manager.patch("/members/li.na", ["left": "2026-11-21T00:00:00Z"], etag: laurel.manager.get("/members/li.na").etag).status == 200)
        laurel.advance(days: 2)
        let forgotten = try laurel.browser("admin").post("/members/li.na/forget", [:])
        #expect(forgotten.status == 200, "\(forgotten.text)")
        #expect(try laurel.browser("chen.jie").get("/members/li.na").json["picture"] == nil)
        #expect(try [first, second, other].map { try laurel.browser("chen.jie").get("!\($0)/small").status } == [404, 404, 200])
    }

    @Test func `are so many a day and no more`() throws {
        let rep = try laurel.rep
        for colour in 0..<Int32(Store.Pictures.mostOfADay) { _ = try send(Self.picture(colour * 1_000 + 7, side: 4), by: rep) }
        #expect(try rep.send("POST", "/pictures", Self.picture(0xABCDEF), headers: ["Content-Type": "image/png"]).code == "limit-reached")
        #expect(try laurel.manager.send("POST", "/pictures", Self.picture(0xABCDEF), headers: ["Content-Type": "image/png"]).status == 201)
    }
}
