import Identity
import Journal
import JSON
import Mailboxes
import Runtime
import SQLite
import Store
import Web

/// Where the answer to one request goes, from any thread.
struct Answering: Sendable {
    let token: ReplyToken
    let language: Language
    /// Whether the client still waits.
    let cancellation: Cancellation
    let trace: RequestTrace
    private let services: Services
    /// The number under which the site itself waits for the answer, where nobody sent the request.
    let ticket: UInt64?
    private let acceptsGzip: Bool
    /// Whether an identity provider asks, which reads errors in a form of its own (RFC 7644, 3.12).
    private let isScim: Bool

    /// Who asked for what, from where.
    struct RequestTrace: Sendable {
        let caller: Caller
        let peer: String
        let head: RequestHead
        let id: RequestTag
        let place: RequestNumbers.Place
        let times: RequestTimes
        /// Whether nothing is to be counted or told of it.
        var leavesNoTrace = false
        /// Whether another node passed it on.
        var isPassedOn = false

        var call: String { "\(head.method.rawValue) \(head.path.prefix(120))" }
    }

    init(_ token: ReplyToken, to request: HTTPRequest, _ language: Language, _ services: Services, _ trace: RequestTrace) {
        self.token = token
        self.language = language
        cancellation = request.cancellation
        self.trace = trace
        ticket = nil
        acceptsGzip = request.head.acceptsGzip
        isScim = ScimAnswer.isOf(request.path)
        self.services = services
    }

    /// For what the site asks itself.
    init(_ ticket: UInt64, of request: HTTPRequest, _ language: Language, _ services: Services, _ trace: RequestTrace) {
        token = ReplyToken(of: request)
        self.language = language
        cancellation = request.cancellation
        self.trace = trace
        self.ticket = ticket
        self.services = services
        (acceptsGzip, isScim) = (false, false)
    }

    func answer(_ response: Response) {
        let response = acceptsGzip ? response.packed() : response
        trace.times.mark(.made)
        services.onWeb { $0.answer(self, response) }
    }

    func refuse(_ problem: Problem) { answer(told(problem)) }

    private func told(_ problem: Problem) -> Response { isScim ? ScimAnswer.problem(problem) : problem.response(in: language) }

    /// Answers with what `body` makes, or with the problem that it throws.
    func answering(_ body: () throws -> Response) {
        answer(response(of: body))
    }

    /// Answers with a long body that is made page by page on the readers' threads, each in its caller's turn.
    func stream(
        _ response: Response, for turnHolder: TurnHolder, _ services: Services, _ next: @escaping @Sendable (Reader) throws -> (piece: [UInt8], isLast: Bool)
    ) {
        var response = response
        response.rest = { _, token in
            services.runtime.readers.read(for: turnHolder) { reader in
                let page = Result { try next(reader.get()) }
                services.onWeb { site in
                    switch page {
                    case .success(let page): site.loop.goOn(token, with: page.piece, isLast: page.isLast)
                    case .failure(let error):
                        Log.error("a download broke off: \(error)")
                        site.loop.breakOff(token)
                    }
                }
            }
        }
        answer(response)
    }

    /// The one place where errors become HTTP.
    func response(of body: () throws -> Response) -> Response {
        do {
            return try body()
        } catch let problem as Problem {
            return told(problem)
        } catch let refusal as Refusal {
            return told(Problem(refusal))
        } catch let unavailable as Unavailable {
            return told(Problem(unavailable))
        } catch let error where Unavailable(storage: error) != nil {
            // Of a reading that was too long the statement says nothing that the request's own line does not.
            let isInterrupted = (error as? SQLiteError)?.isInterrupted ?? false
            Log.say(isInterrupted ? .warning : .error, isInterrupted ? TroubleKind.interruptedReading : "a request met a storage that fails: \(error)", [])
            return told(Problem(Unavailable(storage: error) ?? Unavailable(code: .unavailable)))
        } catch {
            // What went wrong inside is for the log, not for the client.
            Log.error("a request failed: \(error)")
            return told(Problem(500, .internal))
        }
    }
}

extension Response {
    /// A JSON answer that nobody may keep.
    static func json(_ status: Int = 200, etag: Int64? = nil, _ body: (inout JSONWriter) throws -> Void) rethrows -> Response {
        var writer = JSONWriter()
        try body(&writer)
        var headers: [Header] = [.init("Cache-Control", "no-store")]
        if let etag { headers.append(.init("ETag", "\"\(etag)\"")) }
        return Response(status: status, headers: headers, mediaType: "application/json", body: writer.bytes)
    }

    static let noContent = Response(status: 204, headers: [.init("Cache-Control", "no-store")])
}
