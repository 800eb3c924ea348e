import Addresses
import Delivering
import Foundation
import JSON
import PointsEngine
import Receivers
import Testing
import TestServer

@Suite("Calls of webhooks", .timeLimit(.minutes(10))) struct WebhookCallTests {
    private func laurel() throws -> ServerHarness {
        try ServerHarness { configuration in
            var settings = DeliverySettings()
            (settings.allowsHTTP, settings.allowed) = (true, [AddressRange("127.0.0.0/8")].compactMap { $0 })
            configuration.delivering = settings
        }
    }

    private func eventually(_ condition: () throws -> Bool) throws { while try !condition() { _ = poll(nil, 0, 5) } }

    private static let secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"

    @Test func `make one, tell its secret once, and never its address`() throws {
        let laurel = try laurel(), admin = try laurel.admin, receiver = Receiver()
        let made = try admin.post("/webhooks", ["id": "erp", "title": "ERP", "url": .string(receiver.url), "types": [.string(EventType.awardPosted)]])
        #expect(made.status == 201 && made.json["secret"]?.string?.hasPrefix("whsec_") == true && made.json["state"]?.string == "new")
        let again = try admin.post("/webhooks", ["id": "erp", "title": "ERP", "url": .string(receiver.url), "types": [.string(EventType.awardPosted)]])
        #expect(again.status == 200 && again.json["secret"] == nil)
        for path in ["/webhooks/erp", "/webhooks", "/audit"] {
            let text = String(decoding: try admin.get(path).json.bytes, as: UTF8.self)
            #expect(!text.contains("whsec_") && !text.contains("/hook"), "\(path)")
        }
        #expect(try admin.get("/webhooks/erp").json["host"]?.string == "127.0.0.1:\(receiver.port)")
        // With the address alone it hears of everything that is told unasked, under the name of its host.
        let short = try admin.post("/webhooks", ["url": .string(receiver.url)])
        #expect(short.status == 201 && short.json["types"]?.array?.compactMap(\.string) == EventType.usual(of: .standard))
    }

    @Test(arguments: Webhook.Kind.allCases)
    func `learn nothing of anyone's grades where nobody chose that`(_ kind: Webhook.Kind) throws {
        let laurel = try ServerHarness { configuration in
            var settings = DeliverySettings()
            (settings.allowsHTTP, settings.allowed) = (true, [AddressRange("127.0.0.0/8")].compactMap { $0 })
            settings.mail = .init(url: "smtp://127.0.0.1:9", from: "laurel@example.com")
            configuration.delivering = settings
        }
        let admin = try laurel.admin, secret: JSONValue = [.dingtalk, .feishu].contains(kind) ? "s" : .null
        var body: JSONObject = ["kind": .string(kind.rawValue), "secret": secret]
        if kind != .mail { body["url"] = "http://127.0.0.1:9/hook" }
        let usual = try admin.post("/webhooks", .object(body))
        #expect(usual.status == 201 && usual.json["types"]?.array?.contains("laurel.appraisal.completed") == false, "\(usual.text)")
        body["types"] = ["laurel.appraisal.completed", "laurel.digest.weekly"]
        body["id"] = "chosen"
        let chosen = try admin.post("/webhooks", .object(body)).json["types"]?.array?.compactMap(\.string) ?? []
        #expect(chosen.contains("laurel.appraisal.completed") && chosen.contains("laurel.digest.weekly") == (kind == .mail))
    }

    @Test func `tell a chat who leads, and nobody of the first who stands there`() throws {
        let laurel = try laurel(), admin = try laurel.admin, receiver = Receiver()
        _ = try admin.post("/webhooks", ["id": "chat", "kind": "slack", "url": .string(receiver.url), "types": [.string(EventType.newLeader)]])
        let crm = try laurel.token(["activities:write"])
        _ = try admin.get("/boards/points-month")
        for (id, member, amount) in [("S-1", "li.na", 300), ("S-2", "wang.wei", 200), ("S-3", "wang.wei", 250)] {
            #expect(try crm.post("/activities", Sample.sale(id, of: member, amount: amount)).status == 201)
        }
        try eventually { !receiver.received.isEmpty }
        let text = try #require(JSONValue.parse(receiver.received[0].body)["text"]?.string)
        #expect(text.contains("👑") && text.contains("王伟"), "\(text)")
        #expect(receiver.received.count == 1)
    }

    @Test func `send what happens, a test, and what failed again`() throws {
        let laurel = try laurel(), admin = try laurel.admin, receiver = Receiver { _, index in index == 0 ? .status(500, body: "broken") : .status(200) }
        _ = try admin.post("/webhooks", ["id": "erp", "url": .string(receiver.url), "types": [.string(EventType.awardPosted)], "secret": .string(Self.secret)])
        #expect(try admin.post("/webhooks/erp/test", [:]).status == 202)
        try eventually { try admin.get("/webhooks/erp/attempts").items.count == 1 }
        let failed = try #require(try admin.get("/webhooks/erp/attempts").items.first)
        #expect(failed["status"] == 500 && failed["taken"] == false && failed["answer"]?.string == "broken" && failed["state"]?.string == "waiting" && failed["type"]?.string == EventType.test)
        #expect(try admin.get("/webhooks/erp").json["state"]?.string == "failing")
        let delivery = try #require(failed["delivery"]?.string)
        #expect(try admin.post("/webhooks/erp/deliveries/\(delivery)/send", [:]).status == 202)
        try eventually { try admin.get("/webhooks/erp").json["state"]?.string == "fine" }
        #expect(Set(receiver.received.map { $0.headers["webhook-id"] }).count == 1)
        try laurel.give(100, to: "li.na")
        try eventually { receiver.received.count == 3 }
        let event = try #require(JSONValue.parse(receiver.received[2].body).object)
        #expect(event["type"]?.string == EventType.awardPosted && event["data"]?["member"]?.string == "li.na")
        expectRefusal(try admin.post("/webhooks/erp/deliveries/77/send", [:]), 404, "not-found")
        #expect(try admin.post("/webhooks/erp/send", [:]).status == 202)
    }

    @Test func `change over from one secret to the next`() throws {
        let laurel = try laurel(), admin = try laurel.admin, receiver = Receiver()
        _ = try admin.post("/webhooks", ["id": "erp", "url": .string(receiver.url), "secret": .string(Self.secret)])
        let rotated = try admin.post("/webhooks/erp/secret", ["hours": 2])
        #expect(rotated.status == 200 && rotated.json["secret"]?.string != Self.secret)
        _ = try admin.post("/webhooks/erp/test", [:])
        try eventually { receiver.received.count == 1 }
        #expect(receiver.received[0].headers["webhook-signature"]?.split(separator: " ").count == 2)
        #expect(try admin.get("/webhooks/erp").json["previous_secret_until"] != .null)
        _ = try admin.post("/webhooks", ["id": "chat", "kind": "slack", "url": .string(receiver.url)])
        expectRefusal(try admin.post("/webhooks/chat/secret", [:]), 404, "not-found")
        expectRefusal(try admin.post("/webhooks/erp/secret", ["hours": 721]), 422, "malformed", at: "/hours")
    }

    @Test func `change it, switch it off and on, and take it away`() throws {
        let laurel = try laurel(), admin = try laurel.admin, first = Receiver(), second = Receiver()
        _ = try admin.post("/webhooks", ["id": "erp", "url": .string(first.url)])
        let changed = try admin.put("/webhooks/erp", ["url": .string(second.url), "title": "New"], etag: "1")
        #expect(changed.status == 200 && changed.json["title"] == "New" && changed.json["etag"] == "2")
        #expect(try admin.put("/webhooks/erp", ["url": .string(first.url)], etag: "1").status == 412)
        _ = try admin.post("/webhooks/erp/test", [:])
        try eventually { second.received.count == 1 }
        #expect(first.received.isEmpty)
        let off = try admin.put("/webhooks/erp", ["on": false], etag: "2")
        #expect(off.json["off"]?.string == "person" && off.json["state"]?.string == "off")
        expectRefusal(try admin.post("/webhooks/erp/test", [:]), 409, "conflict")
        #expect(try admin.put("/webhooks/erp", ["on": true], etag: "3").json["on"] == true)
        #expect(try admin.delete("/webhooks/erp").status == 204)
        #expect(try admin.get("/webhooks/erp").status == 404)
        #expect(try admin.get("/audit?kind=webhook").items.count == 6)
    }

    @Test(arguments: [
        "", "example.com", "ftp://example.com/", "https://", "https://user:pass@example.com/", "https://example.com/#x", "https://exa mple.com/", "https://example.com:0/",
        "https://example.com:65536/", "https://10.0.0.1/", "https://[::1]/", "https://169.254.169.254/latest", "https://192.168.1.1:8443/x", "javascript:alert(1)",
        "https://münchen.example/",
    ])
    func `take no address that is none`(_ url: String) throws {
        expectRefusal(try laurel().admin.post("/webhooks", ["url": .string(url)]), 422, "malformed", at: "/url")
    }

    @Test func `take no types, kinds and secrets that are none`() throws {
        let admin = try laurel().admin, url: JSONValue = "https://example.com/hook"
        expectRefusal(try admin.post("/webhooks", ["url": url, "types": ["sale.won"]]), 422, "malformed", at: "/types/0")
        expectRefusal(try admin.post("/webhooks", ["url": url, "types": []]), 422, "malformed", at: "/types")
        expectRefusal(try admin.post("/webhooks", ["url": url, "kind": "teams"]), 422, "malformed", at: "/kind")
        expectRefusal(try admin.post("/webhooks", ["url": url, "secret": "short"]), 422, "malformed", at: "/secret")
        expectRefusal(try admin.post("/webhooks", ["url": url, "kind": "slack", "secret": "x"]), 422, "malformed", at: "/secret")
    }

    @Test func `stand in the numbers and in the advice`() throws {
        let laurel = try laurel(), admin = try laurel.admin, receiver = Receiver { _, _ in .status(500) }
        _ = try admin.post("/webhooks", ["id": "erp", "url": .string(receiver.url)])
        _ = try admin.post("/webhooks/erp/test", [:])
        try eventually { try admin.get("/system").json["advice"]?.array?.contains { $0["code"] == "deliveries-fail" } == true }
        let numbers = try admin.get("!/metrics").text
        #expect(numbers.contains(#"laurel_delivery_attempts_total{target="erp",outcome="refused"} 1"#) && numbers.contains(#"laurel_delivery_target_failing{target="erp"} 1"#), "\(numbers)")
    }
}
