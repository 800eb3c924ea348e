import CloudEvents
import JSON
import Periods
import Testing

struct BinaryEventTests {
    private static let required = [("ce-specversion", "1.0"), ("ce-id", "1"), ("ce-source", "/crm"), ("ce-type", "sale.won")]

    private func event(_ more: [(String, String)], _ body: String = "") throws -> CloudEvent {
        let fields = (Self.required + more).map { (name: $0.0, value: $0.1) }
        return try #require(try decode(fields, body).get().first)
    }

    @Test func `headers are attributes and the body is data`() throws {
        let event = try event(
            [("Content-Type", "application/json"), ("CE-Time", "2026-11-21T08:00:00+08:00"), ("Ce-Subject", "li.na"), ("ce-priority", "5")], #"{"amount":1.50}"#)
        var expected = CloudEvent(
            id: "1", source: "/crm", type: "sale.won", time: Instant(rfc3339: "2026-11-21T00:00:00Z"), subject: "li.na", data: ["amount": 1.5],
            extensions: ["priority": "5"])
        expected.dataContentType = "application/json"
        #expect(event == expected)
    }

    @Test(arguments: [
        ("Euro%20%E2%82%AC%20%F0%9F%98%80", "Euro € 😀"), ("%e2%82%ac", "€"), ("100%", "100%"), ("%zz%4", "%zz%4"), ("\"a \\\"b\\\" \\\\%20\"", "a \"b\" \\ "),
        ("订单", "订单"),
    ])
    func `header values are decoded`(_ value: String, _ expected: String) throws {
        #expect(try event([("ce-subject", value)]).subject == expected)
    }

    @Test(arguments: [
        [("ce-subject", "%C0%A0")], [("ce-subject", "%ED%A0%80")], [("ce-subject", "\"open")], [("ce-subject", "")], [("ce-rep_id", "x")], [("ce-data", "x")],
        [("ce-datacontenttype", "text/plain")], [("ce-id", "2")], [("ce-time", "yesterday")],
        [("content-type", "application/json; charset=gbk")], [("content-type", "json")],
    ])
    func `wrong headers are refused`(_ headers: [(String, String)]) {
        #expect(throws: EventError.self) { try event(headers, "{}") }
    }

    @Test func `a body that is said to be JSON must be`() {
        let error = #expect(throws: EventError.self) { try event([("content-type", "application/json")], #"{"a":[1,]}"#) }
        #expect(error?.code == .malformed)
        #expect(error?.pointer.description == "/data/a/1")
        #expect(error?.source == "/crm")
        #expect(error?.id == "1")
    }

    @Test func `any other body is text`() throws {
        #expect(try event([("content-type", "text/plain")], "5").data == "5")
        #expect(try event([], "5").data == 5)
        #expect(try event([], "five").data == "five")
        #expect(try event([("content-type", "application/json")]).data == nil)
    }

    @Test func `missing headers are named`() {
        for name in ["specversion", "id", "source", "type"] {
            let fields = Self.required.filter { $0.0 != "ce-\(name)" }.map { (name: $0.0, value: $0.1) }
            let error = #expect(throws: EventError.self) { try decode(fields, "").get() }
            #expect(error?.pointer.description == "/\(name)")
        }
    }

    @Test func `a server that cannot list headers is asked for them`() throws {
        let headers = EventHeaders { name in (Self.required + [("content-type", "application/json"), ("ce-priority", "5")]).first { $0.0 == name }?.1 }
        guard case .single(let event) = try DecodedEvents(headers: headers, body: "[1]".utf8) else {
            Issue.record("not a single event")
            return
        }
        #expect(try event.get().data == [1])
        #expect(try event.get().extensions.isEmpty)
    }
}
