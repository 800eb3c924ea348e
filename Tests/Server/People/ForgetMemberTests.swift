import Foundation
import Identity
import JSON
import PointsEngine
import Store
import TestClients
import TestServer
import Testing

@Suite struct ForgetMemberTests {
    private let laurel: ServerHarness

    init() throws {
        laurel = try ServerHarness()
        try laurel.rep.post("/kudos", ["to": "wang.wei", "reason": "help", "text": "谢谢"], headers: ["Idempotency-Key": "k-1"]).expect(201)
        try laurel.admin.send("PATCH", "/members/li.na", JSONValue.object(["attributes": ["phone": "13800138000"]]).bytes).expect(200)
    }

    private func leave() throws {
        try laurel.admin.send("PATCH", "/members/li.na", JSONValue.object(["left": .string(laurel.clock.now.rfc3339)]).bytes).expect(200)
    }

    private func bytes() throws -> Data {
        try ["", "-wal"].map { laurel.folder.path + "/laurel.db" + $0 }.filter { FileManager.default.fileExists(atPath: $0) }
            .reduce(into: Data()) { try $0.append(Data(contentsOf: URL(fileURLWithPath: $1))) }
    }

    @Test func `who is still there is not forgotten`() throws {
        let answer = try laurel.admin.post("/members/li.na/forget", [:])
        #expect(answer.status == 409 && answer.code == "conflict")
        #expect(try laurel.rep.get("/members/me/balance").status == 200)
    }

    @Test func `a running server forgets somebody everywhere`() throws {
        try leave()
        #expect(try laurel.admin.get("/members/li.na").json["may"]?.array?.contains("forget") == true)
        let session = try laurel.rep
        #expect(try bytes().range(of: Data("李娜".utf8)) != nil)
        let answer = try laurel.admin.post("/members/li.na/forget", [:])
        #expect(answer.status == 200 && answer.json["log_emptied"] == true && answer.json["name"] == "li.na", "\(answer.text)")
        let bytes = try bytes()
        #expect(bytes.range(of: Data("李娜".utf8)) == nil && bytes.range(of: Data("13800138000".utf8)) == nil)
        #expect(try session.get("/session").status == 401)
        // Whoever had thanks of them reads the id.
        #expect(try laurel.browser("wang.wei").get("/notices").json["items"]?[0]?["from_name"] == "li.na")
        let known = try laurel.admin.get("/members/li.na/export")
        #expect(known.json["member"]?["name"] == "li.na" && known.json["accounts"]?.array?.isEmpty == true, "\(known.text)")
        #expect(!known.text.contains("李娜") && !known.text.contains("13800138000"))
        #expect(try laurel.admin.get("/members/li.na").json["may"]?.array?.isEmpty == true)
        #expect(!(try laurel.admin.get("/audit?kind=member&limit=500").text.contains("李娜")))
        // The same again changes nothing.
        #expect(try laurel.admin.post("/members/li.na/forget", [:]).status == 200)
        #expect(try laurel.admin.send("PATCH", "/members/li.na", JSONValue.object(["name": "李娜"]).bytes).code == "member-left")
    }
}

extension HTTPClient.Response {
    fileprivate func expect(_ status: Int) throws { if self.status != status { throw HarnessFailure("\(self.status): \(text)") } }
}
