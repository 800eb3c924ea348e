import Delivering
import Examples
import JSON
import Outbound
import Periods
import PointsEngine
import Receivers
import Store
import Testing

@Suite("News for group chats", .timeLimit(.minutes(10))) struct ChatTests {
    private static let ok = #"{"errcode":0,"code":0}"#

    private func told(_ kind: Webhook.Kind, secret: String? = nil, types: [String] = EventType.ofChats, _ work: (SenderRig) throws -> Void) throws -> (Receiver.Request, SenderRig) {
        let rig = try SenderRig(), receiver = Receiver { _, _ in .status(200, body: Self.ok) }
        try rig.add("chat", receiver.url + "?key=abc", kind: kind, types: types, secret: secret)
        try work(rig)
        try eventually { try !receiver.received.isEmpty && rig.waiting("chat") == 0 }
        return (try #require(receiver.received.first), rig)
    }

    private func body(_ request: Receiver.Request) throws -> JSONValue { try JSONValue.parse(request.body) }

    @Test func `speak as each chat does`() throws {
        let sale = { (rig: SenderRig) in try rig.sell(["T-1"]) }
        var (request, rig) = try told(.wecom, sale)
        #expect(try body(request)["msgtype"] == "markdown" && body(request)["markdown"]?["content"]?.string == "**li.na** +50 积分 · training" && request.path == "/hook?key=abc")
        (request, rig) = try told(.slack, sale)
        #expect(try body(request)["text"]?.string == "*li.na* +50 积分 · training")
        (request, rig) = try told(.dingtalk, secret: "SECabc", sale)
        let sign = Signature.dingTalk(milliseconds: rig.clock.now.milliseconds, secret: "SECabc")
        #expect(request.path.hasPrefix("/hook?key=abc&timestamp=\(rig.clock.now.milliseconds)&sign="))
        #expect(request.path.split(separator: "=").last.map { String($0).removingPercent } == sign)
        #expect(try body(request)["markdown"]?["text"]?.string == "**li.na** +50 积分 · training")
        (request, rig) = try told(.feishu, secret: "abc", sale)
        #expect(try body(request)["timestamp"]?.string == "\(rig.clock.now.seconds)")
        #expect(try body(request)["sign"]?.string == Signature.feishu(seconds: rig.clock.now.seconds, secret: "abc"))
        #expect(try body(request)["card"]?["elements"]?.array?.first?["content"]?.string == "**li.na** +50 积分 · training")
    }

    @Test func `come together where they come fast, and the newest find room`() throws {
        let rig = try SenderRig(), receiver = Receiver { _, _ in .status(200, body: Self.ok) }
        // It rests until all are there.
        var target = DeliveryTarget(id: "chat", address: receiver.url, secret: nil)
        target.paused = rig.clock.now.adding(seconds: 60)
        try rig.write { [target] in try $0.deliveryTargets.put(target) }
        try rig.done([PutWebhook(webhook: Webhook(id: "chat", title: "chat", kind: .wecom, host: "x", types: EventType.ofChats), revision: nil)])
        try rig.sell((0..<200).map { "T-\($0)" })
        rig.pass(seconds: 61)
        try eventually { try rig.waiting("chat") == 0 }
        #expect(receiver.received.count < 20, "200 pieces of news")
        for request in receiver.received {
            let text = try #require(body(request)["markdown"]?["content"]?.string)
            #expect(text.utf8.count <= 2_048)
        }
        #expect(try receiver.received.contains { try body($0)["markdown"]?["content"]?.string?.contains("更早的") == true })
    }

    @Test func `are no more than twenty a minute`() throws {
        let rig = try SenderRig(), receiver = Receiver { _, _ in .status(200, body: Self.ok) }
        try rig.add("chat", receiver.url, kind: .slack, types: EventType.ofChats, secret: nil)
        var sent = 0
        while receiver.received.count < 20 {
            sent += 1
            try rig.sell(["T-\(sent)"])
            try eventually { try rig.waiting("chat") == 0 }
        }
        for number in 0..<5 { try rig.sell(["later-\(number)"]) }
        let other = Receiver()
        try rig.add("other", other.url)
        try rig.sell(["last"])
        try eventually { try !other.received.isEmpty && rig.waiting("other") == 0 }
        #expect(receiver.received.count == 20)
        rig.pass(seconds: 61)
        try eventually { try rig.waiting("chat") == 0 }
        #expect(receiver.received.count == 21)
    }

    @Test func `fail where the robot says no in a 200, and are tried again`() throws {
        let rig = try SenderRig(), receiver = Receiver { _, index in .status(200, body: index == 0 ? #"{"errcode":93000,"errmsg":"invalid"}"# : Self.ok) }
        try rig.add("chat", receiver.url, kind: .dingtalk, types: EventType.ofChats, secret: nil)
        try rig.sell(["T-1"])
        try eventually { try rig.attempts("chat").first?.reason == "code 93000 invalid" }
        rig.pass(seconds: 6)
        try eventually { try rig.waiting("chat") == 0 }
    }

    @Test func `hold names that are names, whatever they look like`() throws {
        let evil = "<@all> [click](http://evil) **x** @all"
        for (kind, key) in [(Webhook.Kind.wecom, "markdown"), (.slack, "text")] {
            let (request, _) = try told(kind) { rig in
                try rig.done([PutMember(id: "evil", name: evil, team: nil, role: .rep, joined: Example.start)])
                try rig.done([try Example.training("T-1", of: "evil", at: rig.clock.now)])
            }
            let said = try body(request)[key]
            let words: String? = said?["content"]?.string ?? said?.string
            let text = try #require(words)
            #expect(!text.contains("<") && !text.contains("](") && !text.contains("@") && !text.contains("\n"), "\(text)")
        }
    }
}

extension String {
    fileprivate var removingPercent: String { replacing("%2B", with: "+").replacing("%2F", with: "/").replacing("%3D", with: "=") }
}
