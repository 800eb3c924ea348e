import Encodings
import JSON

extension CloudEvent {
    /// Reads an event from its JSON format.
    ///
    /// - Parameters:
    ///   - size: the bytes of its text, if known: a small text needs no measuring of its data.
    ///   - needsVersion: false lets `specversion` be left out (see `DecodedEvents`).
    package init(json value: JSONValue, size: Int = .max, needsVersion: Bool = true) throws(EventError) {
        guard case .object(let object) = value else { throw EventError(.malformed, "", "an event is an object, this is \(value.kind)") }
        do throws(EventError) {
            try self.init(StructuredEvent(object: object), size: size, needsVersion: needsVersion)
        } catch {
            var named = error
            named.source = object["source"]?.string
            named.id = object["id"]?.string
            throw named
        }
    }

    private init(_ event: StructuredEvent, size: Int, needsVersion: Bool) throws(EventError) {
        if let version = try event.string("specversion") {
            try Attributes.version(version, at: "/specversion")
        } else if needsVersion {
            throw event.missing("specversion")
        }
        id = try Attributes.nonEmpty(event.required("id"), at: "/id")
        source = try Attributes.reference(event.required("source"), at: "/source")
        type = try Attributes.nonEmpty(event.required("type"), at: "/type")
        time = try event.string("time").map { text throws(EventError) in try Attributes.time(text, at: "/time") }
        subject = try event.string("subject").map { text throws(EventError) in try Attributes.nonEmpty(text, at: "/subject") }
        dataContentType = try event.string("datacontenttype").map { text throws(EventError) in
            try Attributes.mediaType(text, at: "/datacontenttype")
        }
        dataSchema = try event.string("dataschema").map { text throws(EventError) in try Attributes.uri(text, at: "/dataschema") }
        extensions = try event.extensions()
        data = try event.data(contentType: dataContentType)
        try EventData.check(data, size: size)
    }
}

/// The members of an event's JSON object, by the rules of the JSON format (CloudEvents JSON format 1.0.2, sections 2 and 3): null means unset.
private struct StructuredEvent {
    let object: JSONObject

    private static let attributes: Set = [
        "specversion", "id", "source", "type", "time", "subject", "datacontenttype", "dataschema", "data", "data_base64",
    ]

    func missing(_ name: String) -> EventError { EventError(.malformed, "/\(name)", "the attribute is missing") }

    func string(_ name: String) throws(EventError) -> String? {
        switch object[name] {
        case nil, .null?: nil
        case .string(let text)?: text
        case let other?: throw EventError(.malformed, "/\(name)", "the attribute is a string, this is \(other.kind)")
        }
    }

    func required(_ name: String) throws(EventError) -> String {
        guard let text = try string(name) else { throw missing(name) }
        return text
    }

    func extensions() throws(EventError) -> JSONObject {
        var extensions = JSONObject()
        for member in object.members where !Self.attributes.contains(member.key) {
            let pointer = JSONPointer().appending(member.key).description
            guard Attributes.isName(member.key) else {
                throw EventError(.malformed, pointer, "names of attributes are lower-case letters and digits")
            }
            guard let value = try value(member.value, at: pointer) else { continue }
            extensions.insert(member.key, value)
            guard extensions.count <= Attributes.maximumExtensions else {
                throw EventError(.tooLarge, pointer, "more than \(Attributes.maximumExtensions) extension attributes")
            }
        }
        return extensions
    }

    /// The value of an extension; nil where it is unset.
    private func value(_ value: JSONValue, at pointer: String) throws(EventError) -> JSONValue? {
        switch value {
        case .null: return nil
        case .bool: return value
        case .string(let text): return .string(try Attributes.text(text, at: pointer))
        case .number(let number):
            guard let integer = number.int64, Int32(exactly: integer) != nil else {
                throw EventError(.malformed, pointer, "numbers in attributes are integers of 32 bits; others are sent as strings")
            }
            return value
        case .array, .object: throw EventError(.malformed, pointer, "attributes are strings, booleans or integers, this is \(value.kind)")
        }
    }

    func data(contentType: String?) throws(EventError) -> JSONValue? {
        guard let base64 = try string("data_base64") else { return object["data"] }
        guard object["data"] == nil else { throw EventError(.malformed, "/data_base64", "an event has data or data_base64, not both") }
        guard let bytes = Base64.decode(base64) else { throw EventError(.malformed, "/data_base64", "not base64") }
        return EventData.value(bytes, type: contentType.flatMap { EventMediaType($0) })
    }
}
