/// What a call answers where it is not refused. Refusals are problems, the same for all calls.
struct Answers: Sendable {
    struct Answer: Sendable {
        let status: Int
        /// What the body may be, by media type; empty: there is none.
        let contents: [(mediaType: String, shape: Shape)]
    }

    private(set) var all: [Answer]

    private init(_ status: Int, _ contents: [(mediaType: String, shape: Shape)]) { all = [Answer(status: status, contents: contents)] }

    /// 200 with JSON.
    static func json(_ shape: Shape) -> Answers { Answers(200, [("application/json", shape)]) }
    /// 200 with JSON, or with a file for spreadsheets where the request asks for one.
    static func jsonOrCSV(_ shape: Shape) -> Answers { Answers(200, [("application/json", shape), ("text/csv", .text)]) }
    /// 201 with what is new.
    static func created(_ shape: Shape) -> Answers { Answers(201, [("application/json", shape)]) }
    /// 201 with what is new, 200 with the same where it was there already.
    static func createdOrKnown(_ shape: Shape) -> Answers { created(shape).or(200, shape) }
    /// A resource of SCIM, or a list of them.
    static let scim = scim(200)
    static func scim(_ status: Int) -> Answers { Answers(status, [(ScimAnswer.mediaType, .open("as RFC 7643 and 7644 have it"))]) }
    static func file(_ mediaType: String) -> Answers { Answers(200, [(mediaType, .text)]) }
    /// 202: it is about to be done.
    static let accepted = Answers(202, [])
    /// 204.
    static let nothing = Answers(204, [])

    /// With one more status.
    func or(_ status: Int, _ shape: Shape? = nil) -> Answers {
        var answers = self
        answers.all.append(Answer(status: status, contents: shape.map { [("application/json", $0)] } ?? []))
        return answers
    }
}
