import JSON

/// What stands in the body of a request, and how much of it there may be.
struct RequestBody: Sendable {
    /// What may stand there, by media type.
    let contents: [(mediaType: String, shape: Shape)]
    let isRequired: Bool
    /// Bytes; more is 413.
    let limit: Int

    /// Beyond it a body is read on another thread than the one that serves everybody.
    static let usualLimit = 64 << 10

    private init(_ contents: [(mediaType: String, shape: Shape)], isRequired: Bool = true, limit: Int = usualLimit) {
        self.contents = contents
        self.isRequired = isRequired
        self.limit = limit
    }

    static func json(_ shape: Shape, upTo limit: Int = usualLimit) -> RequestBody { RequestBody([("application/json", shape)], limit: limit) }
    /// The body may be left out, which is as if it were `{}`.
    static func optionalJSON(_ shape: Shape) -> RequestBody { RequestBody([("application/json", shape)], isRequired: false) }
    /// A file as it is.
    static func file(_ mediaType: String, upTo limit: Int) -> RequestBody { RequestBody([(mediaType, .text)], limit: limit) }
    /// JSON under one of several media types, which whoever takes it reads.
    static func anyJSON(_ mediaTypes: [String], _ text: String, upTo limit: Int) -> RequestBody { RequestBody(mediaTypes.map { ($0, .open(text)) }, limit: limit) }
    /// A file of one of several kinds.
    static func files(_ mediaTypes: [String], upTo limit: Int) -> RequestBody { RequestBody(mediaTypes.map { ($0, .text) }, limit: limit) }
    /// What a program of others sends, which knows nothing of Laurel.
    static func delivery(upTo limit: Int) -> RequestBody {
        RequestBody([("application/json", .open(ofOthers)), ("application/x-www-form-urlencoded", .text)], isRequired: false, limit: limit)
    }
    static let ofOthers = "what the CRM sends; the map of the hook says what it is"
    /// CloudEvents, one or a batch.
    static func events(upTo limit: Int) -> RequestBody {
        RequestBody(
            [
                ("application/json", .either(["Event", .list("Event")])), ("application/cloudevents+json", "CloudEvent"),
                ("application/cloudevents-batch+json", .list("CloudEvent")),
            ], limit: limit)
    }

    /// The shape of the JSON object that it is; nil where it is something else.
    var object: Shape? { contents.count == 1 && contents[0].mediaType == "application/json" ? contents[0].shape : nil }

    /// Whether it is short enough to be read where it came in.
    var isShort: Bool { limit <= Self.usualLimit }
}

/// The body of one request, which is read by its description: a key that is not described is refused. May be taken to another thread.
struct RequestContent: Sendable {
    private let bytes: [UInt8]
    private let described: RequestBody?

    init(_ bytes: [UInt8], _ described: RequestBody?) { (self.bytes, self.described) = (bytes, described) }

    /// The body as it came, where it is a file or events and not the object that is described.
    var file: [UInt8] { described?.object == nil ? bytes : [] }

    /// The object; empty where a body that may be left out is not there.
    ///
    /// - Throws: a problem, `malformed`: 400 for what is no JSON and so has no fields to point at, 422 for a key that is not described.
    func object() throws -> JSONObject {
        guard let described, let shape = described.object else { return JSONObject() }
        if bytes.isEmpty, !described.isRequired { return JSONObject() }
        let value: JSONValue
        do throws(JSONError) {
            value = try JSONValue.parse(bytes)
        } catch {
            var problem = Problem.malformed("\(error)", at: error.pointer.description)
            problem.status = 400
            throw problem
        }
        guard let object = value.object else { throw Problem.malformed("the body is a JSON object", at: "") }
        if let stranger = shape.stranger(in: value) { throw Problem.malformed("there is no such key here", at: stranger) }
        return object
    }
}
