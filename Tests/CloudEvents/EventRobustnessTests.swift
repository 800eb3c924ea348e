import CloudEvents
import Foundation
import JSON
import Seeds
import Testing

struct EventRobustnessTests {
    private static let event = #"{"specversion":"1.0","id":"1","source":"/crm","type":"t","time":"2026-11-21T08:00:00+08:00","ext":1,"data":{"a":"张伟"}}"#

    /// Flips bytes. Whatever is still an event must be written and read again as the same.
    @Test(arguments: ["application/cloudevents+json", "application/cloudevents-batch+json", "application/json"])
    func `damaged requests are refused or read`(_ contentType: String) throws {
        var seed = Seeded()
        for _ in 0..<1_000 {
            var body = Array(contentType.hasSuffix("/json") || contentType.contains("batch") ? "[\(Self.event),\(Self.event)]".utf8 : Self.event.utf8)
            for _ in 0..<Int.random(in: 1...4, using: &seed) {
                let place = Int.random(in: body.indices, using: &seed)
                body[place] = Bool.random(using: &seed) ? UInt8.random(in: 0...255, using: &seed) : Array("{}[],:\"\\0ezZ".utf8).randomElement(using: &seed) ?? 0
            }
            guard let decoded = try? DecodedEvents(headers: EventHeaders([("Content-Type", contentType)]), body: body) else { continue }
            let results = switch decoded {
            case .single(let event): [event]
            case .batch(let events): events
            }
            for case .success(let event) in results {
                var writer = JSONWriter()
                writer.value(event)
                #expect(try CloudEvent(json: JSONValue.parse(writer.bytes)) == event, "\(body), \(seed)")
            }
        }
    }
}
