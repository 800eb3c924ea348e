import Identity
import JSON
import Mailboxes
import Periods
import PointsEngine
import Projection
import Runtime
import Store
import Web

/// One request to the API, on the web thread. It is answered once, now or later.
final class Call {
    private let request: HTTPRequest
    let endpoint: Endpoint
    private let parameters: Router<Endpoint>.Parameters
    let caller: Caller
    let site: Site
    let reply: Answering

    init(_ request: HTTPRequest, to endpoint: Endpoint, _ parameters: Router<Endpoint>.Parameters, _ caller: Caller, _ site: Site, _ reply: Answering) {
        self.request = request
        self.endpoint = endpoint
        self.parameters = parameters
        self.caller = caller
        self.site = site
        self.reply = reply
    }

    var language: Language { reply.language }
    var directory: Directory { site.directory.read(in: language.rawValue) }
    var now: Instant { site.services.clock() }

    /// The address of the client: the peer, or what a trusted proxy says.
    var address: String { site.address(of: request) }

    /// Whether it comes over the socket of the database's owner.
    var isLocal: Bool { request.peer.isLocal }

    /// The browser that made it.
    var browser: Browser { Browser(request, at: address, cookies: cookies) }

    /// The cookies of the client.
    var cookies: Cookies { site.cookies(of: request) }

    /// The address by which the client reaches our pages.
    var base: String { site.base(of: request) }

    /// What was asked as it came, for calls whose sender signs it.
    var requestHead: RequestHead { request.head }

    /// The headers, in which an event may stand.
    var eventHeaders: [(name: String, value: String)] { request.head.headers }

    /// Whose affairs the caller may look into.
    var visible: VisibilityScope { directory.visibility(of: caller, at: now) }

    // MARK: What was asked

    /// A part of the path.
    func path(_ name: String) -> String { parameters[name] ?? "" }

    /// What stands behind the question mark of the address.
    var arguments: Arguments { Arguments(request.head, described: endpoint.input.query.map(\.name)) }

    /// The body, to be read here or on another thread.
    var content: RequestContent { RequestContent(request.body, endpoint.input.body) }

    /// The body as it came.
    var bytes: [UInt8] { request.body }

    /// The body as a JSON object, all of whose keys are described.
    func body() throws -> JSONObject { try content.object() }

    private func header(_ described: RequestHeader) -> String? {
        endpoint.input.headers.contains(described) ? request.header(described.name) : nil
    }

    /// The revision that `If-Match` names: our ETags are the revisions themselves.
    func revision() throws -> Int64 {
        guard let header = header(.ifMatch) ?? header(.ifMatchWhereKnown) else { throw Problem(428, .preconditionRequired, "send If-Match with the ETag that was read") }
        let text = header.hasPrefix("\"") && header.hasSuffix("\"") ? String(header.dropFirst().dropLast()) : header
        guard let revision = Int64(text) else { throw Problem.stale }
        return revision
    }

    /// The same where the call may be made without; nil: it names none.
    func revisionWhereKnown() throws -> Int64? { header(.ifMatchWhereKnown) == nil ? nil : try revision() }

    /// The key under which the same request again is one; made up where the client sends none.
    func idempotencyKey() throws -> String {
        guard let key = header(.idempotencyKey) else { return Secret.make().text }
        guard 1...128 ~= key.utf8.count else { throw Problem.malformed("an Idempotency-Key has 1 to 128 bytes", at: "Idempotency-Key") }
        return key
    }

    /// An id for what a request makes: the same for the same caller, purpose and `Idempotency-Key`. Letters of base 16.
    func requestKey(_ purpose: String) throws -> String {
        String(Digest(of: Array("\(purpose)/\(caller.actor.text)/\(try idempotencyKey())".utf8)).description.prefix(20))
    }

    // MARK: Who may

    /// Data goes out as a file: that stands in the audit trail.
    func noteExport(_ file: String) { site.incidents.note(.exported, by: caller.actor, from: address, file) }

    func require(_ condition: Bool) throws {
        if !condition { throw Problem.notPermitted }
    }

    /// The member that the path names; `me` is the caller's.
    func member(_ name: String = "id") throws -> Member {
        let id = path(name)
        guard let key = id == "me" ? caller.member : MemberID(id), let member = directory.members[key] else { throw Problem.notFound }
        return member
    }

    // MARK: What it takes

    /// Whose turn it takes where work waits, and until when it matters.
    var turnHolder: TurnHolder { TurnHolder(caller.turn ?? "address \(address)", cancellation: reply.cancellation) }

    /// Goes on with `body`, here on the web thread, when a reader has found nothing against it.
    func when(_ check: @escaping @Sendable (Reader) throws -> Void, _ body: @escaping () throws -> Void) {
        let services = site.services
        let ticket = site.pendingChecks.add { [self] result in
            do {
                try result.get()
                try body()
            } catch {
                site.answer(reply, reply.response { throw error })
            }
        }
        services.runtime.readers.read(for: turnHolder) { reader in
            let result = Result { try check(reader.get()) }
            services.onWeb { $0.pendingChecks.remove(ticket)?(result) }
        }
    }

    /// Goes on on the web thread; what is thrown there is the answer.
    func answeringAsOne(_ body: () throws -> Void) {
        do { try body() } catch { site.answer(reply, reply.response { throw error }) }
    }

    /// Answers with what is read on a reader's thread, from one snapshot.
    ///
    /// - Parameter line: the second for what may take long: reports, lists over everybody.
    func read(_ line: TurnHolder.Line = .first, _ body: @escaping @Sendable (Reader) throws -> Response) {
        let reply = reply
        site.services.runtime.readers.read(for: turnHolder.waiting(in: line)) { reader in
            reply.trace.times.mark(.begun)
            reply.answering {
                let reader = try reader.get()
                return try reader.snapshot { try body(reader) }
            }
        }
    }

    /// Reads a long body on a reader's thread, and answers there; not on a snapshot, so that it may take its time.
    func readBody(_ body: @escaping @Sendable (JSONObject, Reader) throws -> Response) {
        let reply = reply, content = content
        site.services.runtime.readers.read(for: turnHolder) { reader in
            reply.trace.times.mark(.begun)
            reply.answering { try body(try content.object(), try reader.get()) }
        }
    }

    /// Hands in one command, and answers with what `body` makes of its receipt, once it is on disk and the directory knows it.
    func carryOut<Given: Command>(_ command: Given, _ body: @escaping @Sendable (Given.Answer, Directory) throws -> Response) {
        let reply = reply, language = language.rawValue
        submit([command]) { replies, site in
            reply.answering { try body(replies.only(answerTo: Given.self), site.directory.read(in: language)) }
        }
    }

    /// The same, where the answer also needs what a reader finds after it.
    func carryOut<Given: Command>(_ command: Given, reading body: @escaping @Sendable (Given.Answer, Directory, Reader) throws -> Response) {
        let reply = reply, turnHolder = turnHolder, language = language.rawValue
        submit([command]) { replies, site in
            let directory = site.directory.read(in: language)
            // Where it cannot be read, it was carried out: the same key again tells what came of it.
            site.services.runtime.readers.read(for: turnHolder) { reader in
                reply.answering {
                    let receipt = try replies.only(answerTo: Given.self), reader = try reader.get()
                    return try reader.snapshot { try body(receipt, directory, reader) }
                }
            }
        }
    }

    /// Hands in commands; `body` runs on the web thread when they are on disk and the directory knows them.
    func submit(_ commands: [any Command], _ body: @escaping @Sendable ([Reply], Site) -> Void) {
        let services = site.services
        services.runtime.submit(
            Submission(commands, by: caller.actor, from: address) { replies in services.onWeb { body(replies, $0) } })
    }

    /// Writes beside the engine (accounts, sessions, tokens), with a line in the audit trail, and answers.
    func write<Result: Sendable>(
        _ note: Note?, _ work: @escaping @Sendable (Database) throws -> Result, _ body: @escaping @Sendable (Result) throws -> Response
    ) {
        let reply = reply
        site.services.runtime.write(note, by: caller.actor, from: address, work) { result in
            reply.answering { try body(try result.get()) }
        }
    }
}
