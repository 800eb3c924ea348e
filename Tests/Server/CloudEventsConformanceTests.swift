import Foundation
import JSON
import Testing

/// The shared cases of CloudEvents through the real endpoint: what is an event is judged by the rules, what is none is `malformed`.
@Suite struct CloudEventsConformanceTests {
    struct Case: Sendable {
        let id: String
        let type: String
        let headers: [String: String]
        let body: [UInt8]
        let expect: String
    }

    static let file = (ProcessInfo.processInfo.environment["LAUREL_SHARED"] ?? ServerHarness.root + "/../shared") + "/cloudevents/cases.json"
    static let isThere = FileManager.default.fileExists(atPath: file)

    @Test(.enabled(if: isThere, "the shared cases are missing; set LAUREL_SHARED"))
    func `events are told from what is none`() throws {
        let laurel = try ServerHarness()
        // The cases happen at times of their own, none of which may lie ahead.
        laurel.advance(days: 30)
        let crm = try laurel.token(["activities:write"])
        let cases = try Self.cases()
        #expect(cases.count > 30)
        for one in cases where one.expect == "accept" || one.expect == "reject" {
            let headers = one.headers.merging(["Content-Type": one.type]) { $1 }
            let answer = try crm.send("POST", "/activities", one.body, headers: headers)
            let codes = answer.status == 200 ? (answer.json["results"]?.array ?? []).map { $0["error"]?["code"]?.string } : [answer.code]
            // No rule knows these types: that is the best that can become of an event here.
            let isEvent = codes.allSatisfy { ["unknown-type", "unknown-member", "bad-time", nil].contains($0) } && one.expect == "accept"
            let isRefused = (400...422).contains(answer.status) && codes.allSatisfy { $0 != "unknown-type" }
            #expect(one.expect == "accept" ? isEvent : isRefused, "\(one.id): \(answer.status) \(codes)")
        }
    }

    private static func cases() throws -> [Case] {
        let all = try JSONValue.parse(Array(try Data(contentsOf: URL(fileURLWithPath: file))))["cases"]?.array ?? []
        return all.map { one in
            let headers = (one["headers"]?.object?.members ?? []).map { ($0.key, $0.value.string ?? "") }
            return Case(
                id: one["id"]?.string ?? "", type: one["content_type"]?.string ?? "", headers: Dictionary(headers) { $1 },
                body: Array((one["body"]?.string ?? "").utf8), expect: one["expect"]?.string ?? "")
        }
    }
}
