import Delivering
import Outbound
import Periods
import PointsEngine
import Testing

@Suite("When deliveries are tried again") struct RetryPlanTests {
    private let now = Instant(seconds: 1_800_000_000)

    private func seconds(_ attempts: Int64, jitter: Double = 0, notBefore: Instant? = nil) -> Int64? {
        RetryPlan.next(after: attempts, at: now, jitter: jitter, notBefore: notBefore).map { $0.microseconds(since: now) / 1_000_000 }
    }

    @Test func `is soon at first and a day at last, and then never`() {
        #expect((1...10).map { seconds($0) } == [5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400, nil])
        #expect(seconds(0) == nil && seconds(1_000) == nil)
    }

    @Test func `differs by a tenth`() {
        #expect(seconds(2, jitter: 1) == 330 && seconds(2, jitter: -1) == 270)
    }

    @Test func `is not before the receiver wants it`() {
        #expect(seconds(1, notBefore: now.adding(seconds: 60)) == 60)
        #expect(seconds(3, notBefore: now.adding(seconds: 60)) == 1_800)
    }

    @Test(arguments: [
        ("17", 17), ("0", 0), ("-5", 0), ("999999999999", 86_400), ("Fri, 15 Jan 2027 08:00:30 GMT", 30), ("Fri, 15 Jan 2027 07:00:00 GMT", 0),
        ("Fri, 15 Jan 2038 08:00:00 GMT", 86_400), ("soon", nil), ("", nil), ("1.5", nil), ("Fri, 15 Jan 2027 08:00:30 GMT and more", nil),
    ] as [(String, Int64?)])
    func `is what the receiver says, within a day`(_ text: String, _ expected: Int64?) {
        #expect(RetryPlan.moment(text, at: now).map { $0.microseconds(since: now) / 1_000_000 } == expected)
    }

    @Test func `is for nobody while a target is down`() {
        #expect((1...10).map { RetryPlan.pause(after: $0) } == [0, 0, 0, 0, 5, 300, 1_800, 1_800, 1_800, 1_800])
    }
}

@Suite("An answer") struct VerdictTests {
    private func verdict(_ status: Int64?, _ body: String = "", _ kind: Webhook.Kind = .standard, failure: String? = nil) -> Verdict {
        var outcome = CallOutcome()
        (outcome.status, outcome.body, outcome.failure) = (status, Array(body.utf8), failure)
        return Verdict(outcome, of: kind)
    }

    @Test func `means what it says`() {
        #expect([200, 201, 202, 204, 299].allSatisfy { verdict($0) == .taken })
        #expect([100, 301, 302, 400, 401, 403, 404, 500, 502].allSatisfy { (status: Int64) in verdict(status) == .refused("status \(status)") })
        #expect(verdict(410) == .gone && verdict(410, "", .slack) == .refused("status 410"))
        #expect(verdict(429) == .later("status 429") && verdict(503) == .later("status 503"))
        #expect(verdict(nil) == .refused("no answer") && verdict(200, failure: "timeout") == .refused("timeout"))
    }

    @Test func `of a robot may be a no with a 200`() {
        for kind in [Webhook.Kind.wecom, .dingtalk] {
            #expect(verdict(200, #"{"errcode":0,"errmsg":"ok"}"#, kind) == .taken)
            #expect(verdict(200, #"{"errcode":93000,"errmsg":"invalid webhook url"}"#, kind) == .refused("code 93000 invalid webhook url"))
            #expect(verdict(200, "<html>", kind) == .refused("an answer that no robot gives"))
            #expect(verdict(200, "{}", kind) == .refused("an answer that no robot gives"))
        }
        #expect(verdict(200, #"{"errcode":45009}"#, .wecom) == .later("code 45009 ") && verdict(200, #"{"errcode":130101}"#, .dingtalk) == .later("code 130101 "))
        #expect(verdict(200, #"{"code":0,"msg":"success"}"#, .feishu) == .taken && verdict(200, #"{"StatusCode":0}"#, .feishu) == .taken)
        #expect(verdict(200, #"{"code":19021,"msg":"sign match fail"}"#, .feishu) == .refused("code 19021 sign match fail"))
        #expect(verdict(200, #"{"code":11232}"#, .feishu) == .later("code 11232 "))
        #expect(verdict(200, "ok", .slack) == .taken)
    }
}
