import JSON

/// What the description says of a call beside what its declaration knows.
struct CallNote: Sendable {
    struct Argument: Sendable {
        let name: String
        let shape: Shape
        let text: String

        init(_ name: String, _ shape: Shape = .text, _ text: String = "") {
            (self.name, self.shape, self.text) = (name, shape, text)
        }
    }

    let summary: String
    var query: [Argument] = []
    var body: Shape?
    /// Statuses of success, each with its shape; nil: no body.
    var answers: [(status: Int, shape: Shape?)] = [(200, .any)]
    /// The media type of success.
    var mediaType = "application/json"
    /// `If-Match`, `Idempotency-Key`.
    var headers: [String] = []

    init(
        _ summary: String, query: [Argument] = [], body: Shape? = nil, gives: Shape? = .any, status: Int = 200, mediaType: String = "application/json",
        headers: [String] = []
    ) {
        self.summary = summary
        self.query = query
        self.body = body
        answers = [(status, gives)]
        self.mediaType = mediaType
        self.headers = headers
    }

    /// Answers with one more status.
    func or(_ status: Int, _ shape: Shape?) -> CallNote {
        var note = self
        note.answers.append((status, shape))
        return note
    }

    static let paging: [Argument] = [.init("limit", .integer, "1 to 500"), .init("after", .text, "next of the page before")]
    static let time: [Argument] = [.init("from", .text, "a day or a time"), .init("to", .text, "exclusive")]
}
