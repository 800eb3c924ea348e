import CloudEvents
import JSON
import Periods

enum FuzzTexts {
    /// What is written reads back, and canonical JSON is canonical.
    static func json(_ bytes: [UInt8]) throws {
        guard let value = try? JSONValue.parse(bytes) else { return }
        try expect(JSONValue.parse(value.bytes) == value, "written, it reads otherwise")
        let canonical = value.canonicalBytes
        try expect(JSONValue.parse(canonical) == value, "canonical, it reads otherwise")
        try expect(JSONValue.parse(canonical).canonicalBytes == canonical, "canonical, and still not")
    }

    /// An event that is read can be written, and reads back as the same.
    static func events(_ bytes: [UInt8]) throws {
        guard let choice = bytes.first else { return }
        let types = ["application/cloudevents+json", "application/cloudevents-batch+json", "application/json", "text/plain"]
        var headers = [("Content-Type", types[Int(choice) % types.count])]
        if choice & 64 != 0 { headers += [("ce-id", "1"), ("ce-source", "/crm"), ("ce-type", "t"), ("ce-specversion", "1.0")] }
        guard let decoded = try? DecodedEvents(headers: EventHeaders(headers), body: bytes.dropFirst()) else { return }
        let results = switch decoded {
        case .single(let event): [event]
        case .batch(let events): events
        }
        for case .success(let event) in results {
            var writer = JSONWriter()
            writer.value(event)
            try expect(CloudEvent(json: JSONValue.parse(writer.bytes)) == event, "written, it reads otherwise")
        }
    }

    /// What is read is written so that it reads back; a period contains its own start and not its end.
    static func times(_ bytes: [UInt8]) throws {
        guard let text = String(validating: bytes, as: UTF8.self) else { return }
        if let instant = Instant(rfc3339: text) { try expect(Instant(rfc3339: instant.rfc3339) == instant, "\(instant)") }
        if let day = Day(text) { try expect(Day(day.description) == day, "\(day)") }
        if let duration = CalendarDuration(text) { try expect(CalendarDuration(duration.description) == duration, "\(duration)") }
        guard let zone = Zone(offset: "+05:45") else { return }
        for calendar in [CompanyCalendar(zone: zone), CompanyCalendar(zone: zone, weekStart: .sunday, fiscalYearStart: 4)] {
            guard let period = calendar.period(key: text) else { continue }
            try expect(calendar.period(period.kind, containing: period.start).key == text, "\(text) is not the key of its own start")
            if period.kind != .all { try expect(calendar.period(period.kind, containing: period.end).key != text, "\(text) has no end") }
        }
    }
}
