import Web

/// One call of the API: where it stands, who may make it, what it takes and gives, and what it does.
///
/// The description (`GET /openapi.json`) is made of these values, and requests are read by them: a key of a body that is not
/// described is refused, an argument or a header that is not described cannot be read. So neither can go without the other.
///
/// ```swift
/// enum AdjustCall {
///     static let endpoint = Endpoint(
///         .post, "/adjustments", .atLeast(.manager), "Points by hand, within authority.",
///         takes: Input(body: .json(["member": .text, "points": .integer, "reason": .text]), headers: [.idempotencyKey]), gives: .created("Adjusted")
///     ) { call in … }
/// }
/// ```
struct Endpoint: Sendable {
    typealias Method = RequestHead.Method
    typealias Handler = @Sendable (Call) throws -> Void

    /// Where it stands: below `/api/v1`, or for those who run the server outside of it.
    struct Path: ExpressibleByStringLiteral, Sendable {
        /// As the router knows it: `/api/v1/members/{id}`.
        let pattern: String
        /// As people name it: `/members/{id}`.
        let short: String

        init(stringLiteral path: String) { (pattern, short) = (Routes.base + path, path) }

        private init(outside path: String) { (pattern, short) = (path, path) }

        static func outside(_ path: String) -> Path { Path(outside: path) }
    }

    let method: Method
    let path: Path
    let access: Access
    let summary: String
    let input: Input
    let answers: Answers
    let handle: Handler
    /// Who answers it among nodes that share a log.
    private(set) var place: Place
    /// Whether it takes its time: others are given up after some seconds.
    private(set) var takesTime = false
    /// Whether the same again is one, whatever its headers say.
    private(set) var sameAgainIsOne = false

    enum Place: Sendable {
        case anywhere
        /// Only the node that leads.
        case leader
    }

    init(_ method: Method, _ path: Path, _ access: Access, _ summary: String, takes input: Input = .none, gives answers: Answers, _ handle: @escaping Handler) {
        self.method = method
        self.path = path
        self.access = access
        self.summary = summary
        self.input = input
        self.answers = answers
        self.handle = handle
        place = [.get, .head, .options].contains(method) ? .anywhere : .leader
    }

    /// The same, answered by whichever node it comes to: it writes nothing, or something of that node's own.
    func onAnyNode() -> Endpoint {
        var endpoint = self
        endpoint.place = .anywhere
        return endpoint
    }

    /// The same, answered by the leader although it only reads: what it tells of is in that one's memory.
    func onLeader() -> Endpoint {
        var endpoint = self
        endpoint.place = .leader
        return endpoint
    }

    func takingTime() -> Endpoint {
        var endpoint = self
        endpoint.takesTime = true
        return endpoint
    }

    func repeatable() -> Endpoint {
        var endpoint = self
        endpoint.sameAgainIsOne = true
        return endpoint
    }

    /// Bytes that a body may have.
    var bodyLimit: Int { input.body?.limit ?? RequestBody.usualLimit }
}
