import CloudEvents
import JSON
import Periods
import Testing

struct DecodedEventsTests {
    private static let sale = #"{"specversion":"1.0","id":"1","source":"/crm","type":"sale.won","time":"2026-11-21T08:00:00+08:00","data":{"amount":1.5}}"#

    private func results(_ contentType: String?, _ body: String) throws -> [Result<CloudEvent, EventError>] {
        let headers = EventHeaders(contentType.map { [("content-type", $0)] } ?? [])
        switch try DecodedEvents(headers: headers, body: body.utf8) {
        case .single(let event): return [event]
        case .batch(let events): return events
        }
    }

    @Test func `an event is read whole`() throws {
        let body = """
            {"specversion":"1.0","id":"OPP-1","source":"/crm","type":"sale.won","time":"2026-11-21T08:00:00.5+08:00","subject":"li.na",
             "datacontenttype":"application/json","dataschema":"https://example.com/sale","priority":5,"test":true,"unset":null,"data":{"amount":12800.50}}
            """
        let event = try #require(try results("application/cloudevents+json; charset=UTF-8", body).first?.get())
        var expected = CloudEvent(
            id: "OPP-1", source: "/crm", type: "sale.won", time: Instant(rfc3339: "2026-11-21T00:00:00.5Z"), subject: "li.na", data: ["amount": 12800.5],
            extensions: ["priority": 5, "test": true])
        (expected.dataContentType, expected.dataSchema) = ("application/json", "https://example.com/sale")
        #expect(event == expected)
    }

    @Test func `in a batch each event is answered by itself`() throws {
        let body = """
            [\(Self.sale), {"specversion":"1.0","id":"2","source":"/crm"}, {"id":"3","id":"3"}, [], {"broken":}, \(Self.sale)]
            """
        let events = try results("application/cloudevents-batch+json", body)
        #expect(events.map { (try? $0.get())?.id } == ["1", nil, nil, nil, nil, "1"])
        let errors = events.compactMap { event in if case .failure(let error) = event { error } else { nil } }
        #expect(errors.allSatisfy { $0.code == .malformed })
        #expect(errors.map(\.pointer.description) == ["/type", "/id", "", "/broken"])
        #expect(errors.map(\.id) == ["2", nil, nil, nil])
        #expect(errors[0].source == "/crm")
    }

    @Test func `plain JSON is one event or an array and needs no version`() throws {
        let event = #"{"id":"1","source":"/crm","type":"t"}"#
        #expect(try results("application/json", event).count == 1)
        #expect(try results("application/json", "[\(event),\(event)]").compactMap { try? $0.get() }.count == 2)
        #expect(throws: EventError.self) { try results("application/cloudevents+json", event).first?.get() }
        #expect(throws: EventError.self) { try results("application/json", #"{"specversion":"0.3","id":"1","source":"/crm","type":"t"}"#).first?.get() }
    }

    @Test func `an empty batch is a batch`() throws {
        #expect(try results("application/cloudevents-batch+json", " [ ] ").isEmpty)
    }

    @Test(arguments: [
        (nil, "{}", EventError.Code.unsupportedMediaType), ("text/plain", "{}", .unsupportedMediaType), ("application/cloudevents+xml", "<e/>", .unsupportedMediaType),
        ("application/json; charset=utf-16", "{}", .unsupportedMediaType), ("application/cloudevents-batch+json", "{}", .malformed),
        ("application/cloudevents-batch+json", "[{}", .malformed), ("application/cloudevents-batch+json", "[{},]x", .malformed),
    ] as [(String?, String, EventError.Code)])
    func `a request is refused as a whole`(_ contentType: String?, _ body: String, _ code: EventError.Code) {
        let error = #expect(throws: EventError.self) { try results(contentType, body) }
        #expect(error?.code == code)
    }

    @Test func `a thousand events are the limit`() throws {
        func batch(_ count: Int) -> String { "[" + Array(repeating: Self.sale, count: count).joined(separator: ",") + "]" }
        #expect(try results("application/json", batch(1_000)).count == 1_000)
        let error = #expect(throws: EventError.self) { try results("application/json", batch(1_001)) }
        #expect(error?.code == .tooLarge)
    }

    @Test func `data may have 64 ki b`() throws {
        func event(_ size: Int) -> String {
            #"{"specversion":"1.0","id":"1","source":"/crm","type":"t","data":{"pad":"\#(String(repeating: "x", count: size - 10))"}}"#
        }
        #expect(try results("application/cloudevents+json", event(65_536)).first?.get().data?.bytes.count == 65_536)
        let error = #expect(throws: EventError.self) { try results("application/cloudevents+json", event(65_537)).first?.get() }
        #expect(error?.code == .tooLarge)
        #expect(error?.pointer.description == "/data")
        #expect(error?.id == "1")
    }

    @Test func `spaces in the text do not make data large`() throws {
        let body = #"{"specversion":"1.0","id":"1","source":"/crm","type":"t","data":[\#(String(repeating: " ", count: 70_000))1]}"#
        #expect(try results("application/cloudevents+json", body).first?.get().data == [1])
    }

    @Test(arguments: [
        (#""time":"2026-11-21""#, EventError.Code.badTime, "/time"), (#""time":"2026-02-30T00:00:00Z""#, .badTime, "/time"), (#""time":17"#, .malformed, "/time"),
        (#""subject":"""#, .malformed, "/subject"), (#""subject":"a\u0000b""#, .malformed, "/subject"), (#""dataschema":"schema.json""#, .malformed, "/dataschema"),
        (#""datacontenttype":"json""#, .malformed, "/datacontenttype"), (#""Upper":1"#, .malformed, "/Upper"), (#""a/b":1"#, .malformed, "/a~1b"),
        (#""ext":1.5"#, .malformed, "/ext"), (#""ext":2147483648"#, .malformed, "/ext"), (#""ext":[]"#, .malformed, "/ext"),
        (#""data_base64":"***""#, .malformed, "/data_base64"), (#""data_base64":"AAF=""#, .malformed, "/data_base64"),
        (#""data_base64":"AAA""#, .malformed, "/data_base64"), (#""data_base64":"A===""#, .malformed, "/data_base64"),
        (#""data":1,"data_base64":"AAEC""#, .malformed, "/data_base64"),
    ])
    func `an attribute at fault is named`(_ member: String, _ code: EventError.Code, _ pointer: String) {
        let body = #"{"specversion":"1.0","id":"1","source":"/crm","type":"t",\#(member)}"#
        let error = #expect(throws: EventError.self) { try results("application/cloudevents+json", body).first?.get() }
        #expect(error?.code == code)
        #expect(error?.pointer.description == pointer)
    }

    @Test func `long attributes and many extensions are too large`() {
        let long = String(repeating: "x", count: 2_049)
        let many = (0..<65).map { #""ext\#($0)":1"# }.joined(separator: ",")
        for member in [#""subject":"\#(long)""#, many] {
            let body = #"{"specversion":"1.0","id":"1","source":"/crm","type":"t",\#(member)}"#
            let error = #expect(throws: EventError.self) { try results("application/cloudevents+json", body).first?.get() }
            #expect(error?.code == .tooLarge)
        }
    }

    @Test(arguments: [
        (#""data_base64":"eyJhIjoxfQ==""#, ["a": 1]), (#""datacontenttype":"text/plain","data_base64":"aGVsbG8=""#, "hello"),
        (#""datacontenttype":"image/png","data_base64":"/wEC""#, "/wEC"), (#""data_base64":"AAEC""#, "\u{0}\u{1}\u{2}"),
        (#""datacontenttype":"application/xml","data":"<a/>""#, "<a/>"), (#""data":null"#, .null), (#""data_base64":null,"data":5"#, 5),
    ] as [(String, JSONValue)])
    func `data is JSON or text`(_ member: String, _ expected: JSONValue) throws {
        let body = #"{"specversion":"1.0","id":"1","source":"/crm","type":"t",\#(member)}"#
        #expect(try results("application/cloudevents+json", body).first?.get().data == expected)
    }

    @Test func `an event without data has none`() throws {
        #expect(try results("application/cloudevents+json", #"{"specversion":"1.0","id":"1","source":"/crm","type":"t"}"#).first?.get().data == nil)
    }
}
