import Addresses
import Delivering
import Examples
import JSON
import Outbound
import Periods
import PointsEngine
import Receivers
import Store
import Testing

@Suite("The sender", .timeLimit(.minutes(10))) struct DeliveryServiceTests {
    @Test func `brings each delivery once, signed, as a cloud event`() throws {
        let rig = try SenderRig(), receiver = Receiver { _, _ in .status(204) }
        try rig.add("erp", receiver.url)
        try rig.sell(["T-1", "T-2", "T-3"])
        try eventually { try rig.attempts("erp").count == 3 && rig.waiting("erp") == 0 }
        let requests = receiver.received
        #expect(requests.count == 3 && Set(requests.map { $0.headers["webhook-id"] }).count == 3)
        for request in requests {
            let event = try #require(JSONValue.parse(request.body).object), id = try #require(request.headers["webhook-id"])
            #expect(event["specversion"] == "1.0" && event["type"]?.string == EventType.awardPosted && event["source"] == "/laurel" && event["subject"] == "li.na")
            #expect(event["id"]?.string == id && !id.contains("."))
            #expect(event["data"]?["member"] == "li.na" && event["data"]?["points"] == 50)
            let timestamp = try #require(request.headers["webhook-timestamp"].flatMap { Int64($0) })
            #expect(timestamp == rig.clock.now.seconds)
            #expect(request.headers["webhook-signature"] == Signature.standard(id: id, timestamp: timestamp, body: request.body, secrets: [SenderRig.secret]))
            #expect(request.headers["content-type"] == "application/cloudevents+json")
        }
        let attempt = try #require(try rig.attempts("erp").first)
        #expect(attempt.status == 204 && attempt.isSuccess)
    }

    @Test func `signs with both secrets while one takes over from the other`() throws {
        let rig = try SenderRig(), receiver = Receiver(), new = Signature.newSecret(), until = rig.clock.now.adding(seconds: 3_600)
        try rig.add("erp", receiver.url)
        try rig.write { database in
            guard var target = try database.deliveryTargets.find("erp") else { return }
            (target.previous, target.previousUntil, target.secret) = (target.secret, until, new)
            try database.deliveryTargets.put(target)
        }
        try rig.sell(["T-1"])
        try eventually { receiver.received.count == 1 }
        rig.pass(seconds: 3_600)
        try rig.sell(["T-2"])
        try eventually { receiver.received.count == 2 }
        let signatures = receiver.received.compactMap { $0.headers["webhook-signature"]?.split(separator: " ").count }
        #expect(signatures == [2, 1])
    }

    @Test func `tries again what was not taken, under the same id`() throws {
        let rig = try SenderRig(), receiver = Receiver { _, index in index < 2 ? .status(500, body: "oh no") : .status(200) }
        try rig.add("erp", receiver.url)
        try rig.sell(["T-1"])
        try eventually { try rig.attempts("erp").count == 1 }
        #expect(try rig.waiting("erp") == 1)
        rig.pass(seconds: 4)
        rig.pass(seconds: 2)
        try eventually { try rig.attempts("erp").count == 2 }
        rig.pass(seconds: 331)
        try eventually { try rig.waiting("erp") == 0 }
        #expect(Set(receiver.received.map { $0.headers["webhook-id"] }).count == 1 && receiver.received.count == 3)
        #expect(Set(receiver.received.map { $0.headers["webhook-timestamp"] }).count == 3)
        let attempts = try rig.attempts("erp")
        #expect(attempts.map(\.status) == [200, 500, 500] && attempts.last?.answer == "oh no" && attempts.last?.reason == "status 500")
    }

    @Test func `gives up after ten attempts, and sends again what a person wants`() throws {
        let rig = try SenderRig(), receiver = Receiver { _, _ in .status(404) }
        try rig.add("erp", receiver.url)
        try rig.sell(["T-1"])
        for round in 1...10 {
            try eventually { try rig.attempts("erp").count == round }
            rig.pass(seconds: round <= 9 ? RetryPlan.delays[round - 1] * 11 / 10 + 1 : 1)
            if round == 9 { break }
        }
        try eventually { try rig.waiting("erp") == 0 }
        receiver.answers { _, _ in .status(200) }
        // From the first attempt to the last there are less than five days: it is on.
        let now = rig.clock.now
        try rig.write { database in
            _ = try database.deliveries.renewFailed(of: "erp", at: now, limit: 10)
            guard var target = try database.deliveryTargets.find("erp") else { return }
            (target.paused, target.failures) = (nil, 0)
            try database.deliveryTargets.put(target)
        }
        rig.service.look(at: "erp", anew: true)
        try eventually { try rig.attempts("erp").first?.isSuccess == true }
        #expect(receiver.received.count == 11)
    }

    @Test func `leaves alone who asks for it`() throws {
        let rig = try SenderRig(), receiver = Receiver { _, index in index == 0 ? .status(429, headers: ["Retry-After: 900"]) : .status(200) }
        try rig.add("erp", receiver.url)
        try rig.sell(["T-1"])
        try eventually { try rig.attempts("erp").count == 1 }
        try rig.sell(["T-2"])
        rig.pass(seconds: 890)
        // What others were sent meanwhile shows that the sender has looked.
        let other = Receiver()
        try rig.add("other", other.url)
        try rig.sell(["T-3"])
        try eventually { try rig.waiting("other") == 0 && !other.received.isEmpty }
        #expect(receiver.received.count == 1)
        rig.pass(seconds: 11)
        try eventually { try rig.waiting("erp") == 0 }
        #expect(receiver.received.count == 4)
    }

    @Test func `switches off who says that it is gone, and notes nothing more for it`() throws {
        let rig = try SenderRig(), receiver = Receiver { _, _ in .status(410) }
        try rig.add("erp", receiver.url)
        try rig.sell(["T-1"])
        try eventually { try rig.webhook("erp")?.off == .gone }
        try rig.sell(["T-2"])
        #expect(try rig.waiting("erp") == 0 && receiver.received.count == 1)
        #expect(try rig.read { try $0.connection.rows("SELECT actor FROM command WHERE kind = 'disable-webhook'") { $0.text(0) } } == ["system"])
    }

    @Test func `switches off who has taken nothing for five days`() throws {
        let rig = try SenderRig(), receiver = Receiver { _, _ in .status(500) }
        try rig.add("erp", receiver.url)
        try rig.sell(["T-0"])
        try eventually { try rig.attempts("erp").count == 1 }
        var day = 0
        while try rig.webhook("erp")?.isOn == true {
            day += 1
            let before = receiver.received.count
            rig.pass(seconds: 86_400)
            try rig.sell(["T-\(day)"])
            try eventually { try receiver.received.count > before || rig.webhook("erp")?.isOn == false }
            try eventually { try rig.attempts("erp").count == min(500, receiver.received.count) }
            if day >= 5 { try eventually { try rig.webhook("erp")?.isOn == false } }
        }
        #expect(try rig.webhook("erp")?.off == .failing && day == 5)
    }

    @Test func `lets nobody wait for who never answers`() throws {
        let rig = try SenderRig(), good = Receiver(), silent = (0..<12).map { _ in Receiver { _, _ in .silence } }
        for (index, receiver) in silent.enumerated() { try rig.add("silent-\(index)", receiver.url) }
        try rig.add("good", good.url)
        try rig.sell((0..<40).map { "T-\($0)" })
        try eventually { try good.received.count == 40 && rig.waiting("good") == 0 }
        for (index, receiver) in silent.enumerated() {
            #expect(receiver.received.count <= 4)
            #expect(try rig.waiting("silent-\(index)") == 40)
        }
    }

    @Test func `asks nothing of this machine that is not allowed, and says so`() throws {
        let rig = try SenderRig { $0.allowed = [] }, receiver = Receiver()
        try rig.add("erp", receiver.url)
        try rig.sell(["T-1"])
        try eventually { try rig.attempts("erp").count == 1 }
        #expect(try rig.attempts("erp").first?.reason == "the address 127.0.0.1 is not allowed" && receiver.received.isEmpty)
        let plain = try SenderRig { $0.allowsHTTP = false }
        try plain.add("erp", receiver.url)
        try plain.sell(["T-1"])
        try eventually { try plain.attempts("erp").first?.reason == "http is not allowed" }
        #expect(receiver.received.isEmpty)
    }

    @Test func `is told of by the commit, whose work is the same however much waits`() throws {
        let rig = try SenderRig()
        // Nobody has said where they are: all that is noted for them waits.
        let webhooks = (0..<100).map { Webhook(id: "w\($0)", title: "w\($0)", kind: .standard, host: "x", types: [EventType.awardPosted]) }
        try rig.done(webhooks.map { PutWebhook(webhook: $0, revision: nil) })
        let rows = { (id: String) -> Int in
            // A commit is answered before what it wrote is counted; between two commits it is.
            _ = try rig.runtime.inspecting { _, _ in }
            let before = rig.runtime.measures.now.rows
            try rig.sell([id])
            _ = try rig.runtime.inspecting { _, _ in }
            return rig.runtime.measures.now.rows - before
        }
        _ = try rows("first")
        let alone = try rows("alone")
        try rig.sell((0..<100).map { "many-\($0)" })
        #expect(try rig.waiting("w7") >= 100)
        #expect(try rows("later") == alone)
        #expect(rig.runtime.waiting == 0)
    }
}
