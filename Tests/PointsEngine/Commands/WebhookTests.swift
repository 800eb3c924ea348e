import Identity
import JSON
import Periods
import PointsEngine
import RuleEngine
import Testing

@Suite("Webhooks") struct WebhookTests {
    private static func webhook(
        _ id: String = "erp", _ types: [String] = [EventType.awardPosted], kind: Webhook.Kind = .standard, title: String = "ERP", host: String = "erp.example"
    ) -> Webhook { Webhook(id: id, title: title, kind: kind, host: host, types: types) }

    /// What the outside is told of a command.
    private func told(_ command: any Command, by actor: Actor = .administrator, _ desk: inout Desk) throws -> [Delivery] {
        guard case .done(_, let changes) = try desk.engine.carryOut(command, by: actor) else { return [] }
        return changes.deliveries
    }

    @Test func `are put, changed and taken away`() throws {
        var desk = try Desk()
        try desk.done(PutWebhook(webhook: Self.webhook(), revision: nil))
        let again = try desk.done(PutWebhook(webhook: Self.webhook(), revision: nil))
        #expect(again.isRepetition)
        #expect(try desk.refusal(of: PutWebhook(webhook: Self.webhook(title: "Other"), revision: nil)) == .conflict)
        #expect(try desk.refusal(of: PutWebhook(webhook: Self.webhook(title: "Other"), revision: 7)) == .stale)
        try desk.done(PutWebhook(webhook: Self.webhook(title: "Other"), revision: 1))
        #expect(desk.engine.facts.webhooks().map(\.revision) == [2])
        #expect(try desk.refusal(of: DeleteWebhook(id: "erp", revision: 1)) == .stale)
        try desk.done(DeleteWebhook(id: "erp", revision: nil))
        #expect(desk.engine.facts.webhooks().isEmpty)
        #expect(try desk.refusal(of: DeleteWebhook(id: "erp", revision: nil)) == .notFound)
        #expect(try desk.refusal(of: PutWebhook(webhook: Self.webhook(), revision: 1)) == .notFound)
    }

    @Test func `are what they say they are`() throws {
        var desk = try Desk()
        for (wrong, pointer) in [
            (Self.webhook("a/b"), "/id"), (Self.webhook(title: ""), "/title"), (Self.webhook(title: String(repeating: "x", count: 201)), "/title"),
            (Self.webhook(host: ""), "/url"), (Self.webhook(kind: .mail), "/url"), (Self.webhook("erp", []), "/types"),
            (Self.webhook("erp", [EventType.awardPosted, "sale.won"]), "/types/1"), (Self.webhook("erp", [EventType.test]), "/types/0"),
        ] {
            guard case .refused(let refusal) = try desk.engine.carryOut(PutWebhook(webhook: wrong, revision: nil), by: .administrator) else {
                Issue.record("\(wrong) was taken")
                continue
            }
            #expect(refusal.code == .malformed && refusal.pointer == pointer, "\(wrong)")
        }
        try desk.done(PutWebhook(webhook: Self.webhook(), revision: nil))
        #expect(try desk.refusal(of: PutWebhook(webhook: Self.webhook(kind: .slack), revision: 1)) == .malformed)
    }

    @Test func `that are a hundred are enough`() throws {
        var desk = try Desk()
        for index in 0..<100 { try desk.done(PutWebhook(webhook: Self.webhook("w\(index)"), revision: nil)) }
        #expect(try desk.refusal(of: PutWebhook(webhook: Self.webhook("one-more"), revision: nil)) == .limitReached)
        try desk.done(PutWebhook(webhook: Self.webhook("w7", title: "Changed"), revision: 1))
    }

    @Test func `are told what they want to hear, once each, and nothing while they are off`() throws {
        var desk = try Desk()
        try desk.done(PutWebhook(webhook: Self.webhook("a", [EventType.awardPosted, EventType.pointsReversed]), revision: nil))
        try desk.done(PutWebhook(webhook: Self.webhook("b", [EventType.awardPosted]), revision: nil))
        let award = try told(.gift("G-1", 40), &desk)
        #expect(award.map(\.webhook) == ["a", "b"])
        #expect(Set(award.map(\.number)).count == 2 && award[0].number < award[1].number)
        let data = try #require(try JSONValue.parse(award[0].data).object)
        #expect(data["member"] == "li" && data["points"] == 40 && data["rule"] == "gift" && data["activity"]?["id"] == "G-1")
        #expect(try told(.gift("G-1", 40), &desk).isEmpty, "a repetition")
        try desk.done(DisableWebhook(id: "a", reason: .gone), by: .system)
        #expect(try desk.refusal(of: DisableWebhook(id: "a", reason: .failing), by: .system) == .alreadyDecided)
        #expect(try told(.gift("G-2", 1), &desk).map(\.webhook) == ["b"])
        var on = try #require(desk.engine.facts.webhooks().first)
        #expect(on.off == .gone)
        on.off = nil
        try desk.done(PutWebhook(webhook: on, revision: on.revision))
        let later = try told(.gift("G-3", 1), &desk)
        #expect(later.map(\.webhook) == ["a", "b"])
        #expect(later[0].number > award[1].number)
    }

    @Test func `hear every step of a redemption, what waits, and what was reversed`() throws {
        var desk = try Desk()
        try desk.done(.gift("G-1", 5_000))
        try desk.done(PutWebhook(webhook: Self.webhook("all", EventType.all), revision: nil))
        let types = { (deliveries: [Delivery]) in deliveries.map { $0.type.dropFirst("laurel.".count).description } }
        #expect(types(try told(Redeem(id: "r-1", member: "li", reward: "mug", quantity: 1), by: .member("li"), &desk)) == ["redemption.requested", "redemption.approved"])
        #expect(types(try told(Fulfil("r-1", comment: nil), by: .member("chen"), &desk)) == ["redemption.fulfilled"])
        let asked = try told(Redeem(id: "r-2", member: "li", reward: "course", quantity: 1), by: .member("li"), &desk)
        #expect(types(asked) == ["approval.needed", "redemption.requested"])
        #expect(types(try told(DecideRequest(id: "r-2", approve: false, comment: "no"), by: .member("chen"), &desk)) == ["redemption.rejected"])
        #expect(types(try told(.activity("B-1", "test.big", ["points": 9_000]), &desk)) == ["approval.needed", "award.held"])
        let reversal = RecordActivity(
            try Activity(source: "test", id: "G-1-back", type: "test.gift", time: desk.engine.now, subject: "li", data: ["reverses": ["source": "test", "id": "G-1"]]))
        #expect(types(try told(reversal, &desk)).contains("points.reversed"))
    }

    @Test func `cost nothing and change nothing where there are none`() throws {
        var desk = try Desk()
        #expect(try told(.gift("G-1", 40), &desk).isEmpty)
    }

    @Test func `are told the same again where the same commands are decided again`() throws {
        var desk = try Desk()
        try desk.done(PutWebhook(webhook: Self.webhook("all", EventType.all), revision: nil))
        let first = try told(.gift("G-1", 500), &desk)
        var other = try Desk()
        try other.done(PutWebhook(webhook: Self.webhook("all", EventType.all), revision: nil))
        #expect(try told(.gift("G-1", 500), &other) == first)
        #expect(first.contains { $0.type == EventType.tierChanged })
    }
}
