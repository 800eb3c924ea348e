import CloudEvents
import Foundation
import JSON
import Testing

/// The cases from the specification and its conformance suite, read from the shared folder.
struct SharedCaseTests {
    struct Case: CustomTestStringConvertible, Sendable {
        let json: JSONValue
        var id: String { json["id"]?.string ?? "" }
        var testDescription: String { id }

        var decoded: Result<[CloudEvent], EventError> {
            var fields = [(name: "Content-Type", value: json["content_type"]?.string ?? "")]
            for header in json["headers"]?.object ?? [:] { fields.append((header.key, header.value.string ?? "")) }
            return decode(fields, json["body"]?.string ?? "")
        }
    }

    static let file = Shared.folder.appending(path: "cloudevents/cases.json")

    static func cases(_ expect: String) throws -> [Case] {
        guard Shared.has(file) else { return [] }
        return try JSONValue.parse(Data(contentsOf: file))["cases"]?.array?.filter { $0["expect"]?.string == expect }.map(Case.init) ?? []
    }

    @Test(.enabled(if: Shared.has(file), "shared cases are missing"), arguments: try cases("accept"))
    func `accepts what the specification allows`(_ one: Case) throws {
        // An empty batch is a request too.
        let events = try one.decoded.get()
        for event in events {
            var writer = JSONWriter()
            writer.value(event)
            #expect(try CloudEvent(json: JSONValue.parse(writer.bytes)) == event)
        }
    }

    @Test(.enabled(if: Shared.has(file), "shared cases are missing"), arguments: try cases("accept"))
    func `attributes and data are those of the case`(_ one: Case) throws {
        guard one.json["attributes"] != nil || one.json["data"] != nil else { return }
        let event = try #require(try one.decoded.get().first)
        for attribute in one.json["attributes"]?.object ?? [:] where attribute.key != "specversion" {
            var writer = JSONWriter()
            writer.value(event)
            #expect(try JSONValue.parse(writer.bytes)[attribute.key] == attribute.value)
        }
        if let data = one.json["data"] { #expect(event.data == data) }
    }

    @Test(.enabled(if: Shared.has(file), "shared cases are missing"), arguments: try cases("reject"))
    func `rejects what it forbids`(_ one: Case) {
        #expect(throws: EventError.self) { try one.decoded.get() }
    }

    @Test(.enabled(if: Shared.has(file), "shared cases are missing"), arguments: try cases("either"))
    func `takes or refuses what it leaves open`(_ one: Case) throws {
        // Either way it is an answer; a leap second is taken as the last instant before it.
        guard case .success(let events) = one.decoded, let time = events.first?.time else { return }
        #expect(time.rfc3339 != "" && one.json["body"]?.string?.contains(":60") != true || time.rfc3339.hasSuffix(":59.999999Z"))
    }
}

/// All events of a request, or the first refusal.
func decode(_ headers: [(name: String, value: String)], _ body: String) -> Result<[CloudEvent], EventError> {
    Result { () throws(EventError) in
        switch try DecodedEvents(headers: EventHeaders(headers), body: body.utf8) {
        case .single(let event): [try event.get()]
        case .batch(let events): try events.map { event throws(EventError) in try event.get() }
        }
    }
}
