import JSON
import Periods

/// An event as CloudEvents 1.0.2 defines it: a fact, told by a source. Laurel's activities arrive as these.
package struct CloudEvent: Hashable, Sendable {
    /// With `source` the identity for ever. Not empty.
    package var id: String
    /// A URI reference. Not empty.
    package var source: String
    /// What happened: `sale.won`. Not empty.
    package var type: String
    /// When it happened. Optional in CloudEvents; who needs it refuses the event without it as `bad-time` at `/time`.
    package var time: Instant?
    /// Whom or what it is about. Not empty where present.
    package var subject: String?
    /// The media type of `data`; nil means JSON.
    package var dataContentType: String?
    /// An absolute URI.
    package var dataSchema: String?
    /// The payload; nil where there is none, `.null` where it is JSON's null.
    ///
    /// JSON is kept as it is. A payload of another media type is a string: the text if its bytes are UTF-8, else their base64. Such an event is recorded like
    /// any other; a rule finds no members in its data.
    package var data: JSONValue?
    /// Extension attributes by name: booleans, strings and integers of 32 bits. They do not belong to the content of an activity.
    package var extensions: JSONObject

    package init(
        id: String, source: String, type: String, time: Instant? = nil, subject: String? = nil, data: JSONValue? = nil, extensions: JSONObject = [:]
    ) {
        self.id = id
        self.source = source
        self.type = type
        self.time = time
        self.subject = subject
        self.data = data
        self.extensions = extensions
    }
}

extension JSONWriter {
    /// An event in the JSON format of CloudEvents ("structured"). Reading it gives the same event.
    package mutating func value(_ event: CloudEvent) {
        object {
            $0.member("specversion", "1.0")
            $0.member("id", event.id)
            $0.member("source", event.source)
            $0.member("type", event.type)
            $0.member("time", ifPresent: event.time?.rfc3339)
            $0.member("subject", ifPresent: event.subject)
            $0.member("datacontenttype", ifPresent: event.dataContentType)
            $0.member("dataschema", ifPresent: event.dataSchema)
            for member in event.extensions { $0.member(member.key, member.value) }
            $0.member("data", ifPresent: event.data)
        }
    }
}
