import JSON

/// The events of one request, in one of the four forms that `POST /activities` takes (api.md):
///
/// - `application/cloudevents+json`: one event in JSON format;
/// - `application/cloudevents-batch+json`: an array of them; each is answered by itself;
/// - headers that begin with `ce-`: one event, its data is the body;
/// - `application/json`: one event or an array of them in JSON format. Here, where nobody claims to speak CloudEvents, `specversion` may be left out.
///
/// Choices where CloudEvents leaves one: a leap second is taken (see `Instant`); a line of `null` for an optional attribute means that it is unset; `data` of
/// a media type other than JSON is taken as text or base64 (see `CloudEvent.data`); `data_base64` under a JSON media type is read as JSON where it is JSON.
package enum DecodedEvents: Sendable {
    case single(Result<CloudEvent, EventError>)
    /// In the order of the request. May be empty.
    case batch([Result<CloudEvent, EventError>])

    /// Events in one request.
    package static let maximumBatch = 1_000

    /// Reads the body of a request by its headers (`Content-Type` and those that begin with `ce-`). Linear in the size of the body, which the caller bounds.
    ///
    /// - Throws: what refuses the request as a whole: a media type that is none of the above, a batch that is no array or has more than 1,000 events.
    package init(headers: EventHeaders, body: some Collection<UInt8>) throws(EventError) {
        let type = headers.first("content-type").flatMap { EventMediaType($0) }
        switch type?.name {
        case "application/cloudevents+json":
            try Self.checkCharset(type)
            self = .single(Self.event(body, needsVersion: true))
        case "application/cloudevents-batch+json":
            try Self.checkCharset(type)
            guard let batch = try Self.batch(body, needsVersion: true) else { throw EventError(.malformed, "", "a batch is an array of events") }
            self = .batch(batch)
        case let name? where name.hasPrefix("application/cloudevents"):
            throw EventError(.unsupportedMediaType, "", "of the formats of CloudEvents only JSON is taken")
        case _ where !headers.attributeNames.isEmpty:
            self = .single(Result { () throws(EventError) in try CloudEvent(binary: headers, body: body) })
        case "application/json":
            try Self.checkCharset(type)
            if let batch = try Self.batch(body, needsVersion: false) {
                self = .batch(batch)
            } else {
                self = .single(Self.event(body, needsVersion: false))
            }
        default:
            throw EventError(.unsupportedMediaType, "", "events come as application/cloudevents+json, application/cloudevents-batch+json or application/json")
        }
    }

    private static func checkCharset(_ type: EventMediaType?) throws(EventError) {
        guard type?.isUTF8 ?? true else { throw EventError(.unsupportedMediaType, "", "JSON is UTF-8") }
    }

    private static func event(_ body: some Collection<UInt8>, needsVersion: Bool) -> Result<CloudEvent, EventError> {
        let value: JSONValue
        do throws(JSONError) {
            value = try JSONValue.parse(body)
        } catch {
            return .failure(EventError(error))
        }
        return Result { () throws(EventError) in try CloudEvent(json: value, size: body.count, needsVersion: needsVersion) }
    }

    /// Nil if the body does not begin as an array.
    private static func batch(_ body: some Collection<UInt8>, needsVersion: Bool) throws(EventError) -> [Result<CloudEvent, EventError>]? {
        let elements: [JSONElement]?
        do throws(JSONError) {
            elements = try JSONValue.parseElements(body, limit: maximumBatch)
        } catch {
            throw EventError(error)
        }
        guard let elements else { return nil }
        guard elements.count <= maximumBatch else { throw EventError(.tooLarge, "", "a batch has at most \(maximumBatch) events") }
        return elements.map { element in
            element.value.mapError { EventError($0) }.flatMap { value in
                Result { () throws(EventError) in try CloudEvent(json: value, size: element.size, needsVersion: needsVersion) }
            }
        }
    }
}
