import JSON

extension CloudEvent {
    /// Reads an event whose attributes are `ce-` headers and whose data is the body, of the media type in `Content-Type`.
    ///
    /// A body that is said to be JSON must be. Any other is a string (see `data`); without a `Content-Type` it is JSON if it can be read as such.
    package init(binary headers: EventHeaders, body: some Collection<UInt8>) throws(EventError) {
        do throws(EventError) {
            try self.init(BinaryEvent(headers: headers), body: body)
        } catch {
            var named = error
            named.source = headers.first("ce-source").flatMap(HeaderValue.decode)
            named.id = headers.first("ce-id").flatMap(HeaderValue.decode)
            throw named
        }
    }

    private init(_ event: BinaryEvent, body: some Collection<UInt8>) throws(EventError) {
        try Attributes.version(event.required("specversion"), at: "/specversion")
        id = try Attributes.nonEmpty(event.required("id"), at: "/id")
        source = try Attributes.reference(event.required("source"), at: "/source")
        type = try Attributes.nonEmpty(event.required("type"), at: "/type")
        time = try event.value("time").map { text throws(EventError) in try Attributes.time(text, at: "/time") }
        subject = try event.value("subject").map { text throws(EventError) in try Attributes.nonEmpty(text, at: "/subject") }
        dataContentType = try event.headers.first("content-type").map { text throws(EventError) in
            try Attributes.mediaType(text, at: "/datacontenttype")
        }
        dataSchema = try event.value("dataschema").map { text throws(EventError) in try Attributes.uri(text, at: "/dataschema") }
        extensions = try event.extensions()
        data = try event.data(body, type: dataContentType.flatMap { EventMediaType($0) })
        try EventData.check(data, size: body.count)
    }
}

/// The headers of one event.
private struct BinaryEvent {
    let headers: EventHeaders

    private static let attributes: Set = ["specversion", "id", "source", "type", "time", "subject", "dataschema"]

    func value(_ name: String) throws(EventError) -> String? {
        guard let raw = headers.first("ce-\(name)") else { return nil }
        guard !headers.isRepeated("ce-\(name)") else { throw EventError(.malformed, "/\(name)", "the header ce-\(name) stands there twice") }
        guard let text = HeaderValue.decode(raw) else { throw EventError(.malformed, "/\(name)", "the header ce-\(name) is not percent-encoded UTF-8") }
        return text
    }

    func required(_ name: String) throws(EventError) -> String {
        guard let text = try value(name) else { throw EventError(.malformed, "/\(name)", "the header ce-\(name) is missing") }
        return text
    }

    /// Headers have no types, so every extension is a string.
    func extensions() throws(EventError) -> JSONObject {
        var extensions = JSONObject()
        for header in headers.attributeNames {
            let name = String(header.dropFirst(3))
            guard !Self.attributes.contains(name) else { continue }
            let pointer = JSONPointer().appending(name).description
            guard Attributes.isName(name), name != "datacontenttype" else {
                throw EventError(.malformed, pointer, "\(header) cannot be the header of an attribute")
            }
            guard let text = try value(name) else { continue }
            extensions.insert(name, .string(try Attributes.text(text, at: pointer)))
            guard extensions.count <= Attributes.maximumExtensions else {
                throw EventError(.tooLarge, pointer, "more than \(Attributes.maximumExtensions) extension attributes")
            }
        }
        return extensions
    }

    func data(_ body: some Collection<UInt8>, type: EventMediaType?) throws(EventError) -> JSONValue? {
        guard !body.isEmpty else { return nil }
        guard let type, type.isJSON else { return EventData.value(Array(body), type: type) }
        guard type.isUTF8 else { throw EventError(.malformed, "/datacontenttype", "JSON is UTF-8") }
        do throws(JSONError) {
            return try JSONValue.parse(body)
        } catch {
            throw EventError(error, in: JSONPointer("/data"))
        }
    }
}
