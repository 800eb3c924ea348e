/// What a call takes beside the parts of its path.
struct Input: Sendable {
    let query: [Argument]
    let body: RequestBody?
    let headers: [RequestHeader]

    /// Nothing.
    static let none = Input()

    init(query: [Argument] = [], body: RequestBody? = nil, headers: [RequestHeader] = []) {
        self.query = query
        self.body = body
        self.headers = headers
    }

    static func body(_ shape: Shape) -> Input { Input(body: .json(shape)) }
    static func query(_ arguments: [Argument]) -> Input { Input(query: arguments) }
}

/// An argument of a call, behind the question mark of its address. None has to be there, unless its text says so.
struct Argument: Sendable {
    let name: String
    let shape: Shape
    let text: String

    init(_ name: String, _ shape: Shape = .text, _ text: String = "") {
        (self.name, self.shape, self.text) = (name, shape, text)
    }

    static func dryRun(_ text: String) -> Argument { Argument("dry_run", .flag, text) }
}

extension [Argument] {
    private static var cursor: [Argument] {
        [Argument("after", .text, "next of the page before"), Argument("cursor", .text, "the same as after"), Argument("next", .text, "the same as after")]
    }
    /// Of lists that come page by page.
    static var paging: [Argument] { [Argument("limit", .integer, "1 to 500")] + cursor }
    /// Of files that go on where the one before ended.
    static func paging(upTo limit: Int) -> [Argument] { [Argument("limit", .integer, "1 to \(limit)")] + cursor }
    static var time: [Argument] { [Argument("from", .moment, "a day or a time"), Argument("to", .moment, "exclusive")] }
}

/// A header that a call reads beside those that every call reads.
struct RequestHeader: Hashable, Sendable {
    let name: String
    let isRequired: Bool
    let text: String

    /// The call is refused where somebody else was first.
    static let ifMatch = RequestHeader(name: "If-Match", isRequired: true, text: "the ETag that was read")
    static let ifMatchWhereKnown = RequestHeader(name: "If-Match", isRequired: false, text: "the ETag that was read; without it the last one wins")
    static let idempotencyKey = RequestHeader(name: "Idempotency-Key", isRequired: false, text: "the same request again under the same key is one")
}
