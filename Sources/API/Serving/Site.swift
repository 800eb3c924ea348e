import Addresses
import Identity
import Journal
import Live
import Mailboxes
import PointsEngine
import Projection
import Runtime
import Store
import Web

/// Laurel on the web thread: pages, API and live feed. Born there, and never leaves it.
package final class Site: WebHandler {
    let services: Services
    let loop: WebLoop
    let authentication: Authentication
    var screens = PendingScreens()
    let pendingChecks = PendingCallbacks<Result<Void, any Error>>()
    let firstAnswers = PendingCallbacks<Response>()
    var attempts = Attempts(secret: Secret.bytes())
    var hookRates = HookRates()
    /// Of accounts' devices: which browsers have signed in before.
    let marks: DeviceMark
    let incidents: IncidentBook
    let live: LiveSessions
    let signIn: SignInService
    let reports: ReportIntake
    /// Boards, directory and notices, as the commits have moved them.
    let projection: Projection
    var numbers: RequestNumbers
    let forwarding: Forwarding
    /// What other nodes are asked and told; nil: there are none.
    private(set) var nodes: NodeTraffic?
    private let hosts: KnownHosts
    private let pages: StaticFiles?
    let router: Router<Endpoint>

    init(_ services: Services, _ loop: WebLoop, _ projection: Projection, pages: StaticFiles?, hosts: KnownHosts) {
        self.services = services
        self.loop = loop
        self.projection = projection
        self.pages = pages
        signIn = SignInService(services, policy: services.signIn)
        live = LiveSessions(projection, services, loop)
        reports = ReportIntake(services, loop) { "\(projection.directory.programme.calendar.day(of: services.clock()))" }
        authentication = Authentication(services)
        marks = DeviceMark(key: services.deviceKey)
        incidents = IncidentBook(services, loop)
        forwarding = Forwarding(trusting: services.options.trustedProxies)
        self.hosts = hosts
        router = Routes.router()
        numbers = RequestNumbers(router)
        if let cluster = services.cluster, let forwarder = services.forwarder { nodes = NodeTraffic(cluster, forwarder, services, loop) }
        if nodes != nil {
            reports.tellLeader = { [unowned self] rows, then in nodes?.tell(NodeCalls.reports, rows, then) }
            incidents.tellLeader = { [unowned self] line, then in
                var notes = NodeNotes()
                notes.lines = [line]
                nodes?.tell(NodeCalls.notes, notes.json, then)
            }
        }
    }

    // MARK: Requests

    package func bodyLimit(_ head: RequestHead) -> Int {
        // What is not there is said as such, and not that its body is too large.
        guard case .found(let endpoint, _) = router.match(head.method, head.path) else { return head.path.hasPrefix("/node/") ? 4 << 20 : 1 << 16 }
        return endpoint.bodyLimit
    }

    package func request(_ request: HTTPRequest, _ token: ReplyToken) {
        catchUp()
        if request.peer.isNode {
            guard let original = fromNode(request, token) else { return }
            return serve(original, token, RequestTimes())
        }
        let times = RequestTimes()
        guard isKnownHost(request) else { return answer(request, token, Problem.unknownHost.response(in: Language(accepting: request.header("Accept-Language"))), .nowhere, since: times) }
        serve(request, token, times)
    }

    func serve(_ request: HTTPRequest, _ token: ReplyToken, _ times: RequestTimes) {
        let language = Language(accepting: request.header("Accept-Language"))
        switch router.match(request.method, request.path) {
        case .found(let endpoint, let parameters) where passesOn(endpoint):
            passOn(request, token, endpoint, trace(of: .success(.nobody), request, parameters, times, leavesNoTrace: endpoint.access.leavesNoTrace))
        case .found(let endpoint, let parameters) where endpoint.access.leavesNoTrace || endpoint.access.provesItself:
            let trace = trace(of: .success(.nobody), request, parameters, times, leavesNoTrace: endpoint.access.leavesNoTrace)
            let reply = Answering(token, to: request, language, services, trace)
            begin(Call(request, to: endpoint, parameters, .nobody, self, reply), request)
        case .found(let endpoint, let parameters):
            authentication.identify(request, self) { [unowned self] caller in
                let reply = Answering(token, to: request, language, services, trace(of: caller, request, parameters, times))
                switch caller {
                case .success(let caller): begin(Call(request, to: endpoint, parameters, caller, self, reply), request)
                case .failure(let unavailable): answer(reply, Problem(unavailable).response(in: language))
                }
            }
        case .otherMethod(let allowed):
            answer(request, token, .otherMethod(request.method, allowed: allowed), .nowhere, since: times)
        case .unknown where FirstLook.isFor(request, cookies(of: request)):
            firstLook(request, token, since: times)
        case .unknown:
            let page = pages?.response(to: request.head)
            answer(request, token, page ?? notFound(request.head, in: language), page == nil ? .nowhere : .page, since: times)
        }
    }

    private func trace(
        of caller: Result<Caller, Unavailable>, _ request: HTTPRequest, _ parameters: Router<Endpoint>.Parameters, _ times: RequestTimes, leavesNoTrace: Bool = false
    ) -> Answering.RequestTrace {
        times.mark(.identified)
        return Answering.RequestTrace(
            caller: (try? caller.get()) ?? .nobody, peer: request.peer.address, head: request.head, id: request.id, place: .route(parameters.route), times: times,
            leavesNoTrace: leavesNoTrace, isPassedOn: request.peer.isNode)
    }

    /// The board's document, with its first rows for who is signed in.
    private func firstLook(_ request: HTTPRequest, _ token: ReplyToken, since times: RequestTimes) {
        guard let pages else { return answer(request, token, notFound(request.head, in: .en), .nowhere, since: times) }
        authentication.identify(request, self) { [unowned self] caller in
            FirstLook(self, pages, request, (try? caller.get()) ?? .nobody) { [unowned self] in answer(request, token, $0, .page, since: times) }.begin()
        }
    }

    func begin(_ call: Call, _ request: HTTPRequest) {
        do {
            try check(request, call.caller, call.endpoint.access)
            // What is not described is refused before anything is done or looked up; long bodies are read on other threads.
            if call.endpoint.input.body?.isShort == true { _ = try call.body() }
            try call.endpoint.handle(call)
        } catch {
            answer(call.reply, call.reply.response { throw error })
        }
    }

    /// Every answer of a call goes out here: a right that was refused is noted (ASVS 16.3.2).
    func answer(_ reply: Answering, _ response: Response) {
        if let ticket = reply.ticket {
            firstAnswers.remove(ticket)?(response)
            return
        }
        var response = response
        if reply.trace.isPassedOn { response.headers.append(position) }
        if response.status == 403, !reply.trace.leavesNoTrace {
            let trace = reply.trace
            incidents.note(.refused, by: trace.caller.actor, from: address(of: trace), trace.call)
        }
        if loop.answer(reply.token, response) { tell(reply.trace, response) }
    }

    private func check(_ request: HTTPRequest, _ caller: Caller, _ access: Access) throws {
        guard access.allows(caller) || access.isOpenToThisMachine && !caller.isSignedIn && isFromThisMachine(request) else { throw caller.isSignedIn ? Problem.notPermitted : Problem.notSignedIn }
        if caller.person?.owesSecondFactor == true, !access.isOpen, !access.isForThoseWhoOwe { throw Problem(403, .secondFactorRequired) }
        if !access.provesItself { try checkOrigin(request, caller, isOpen: access.isOpen) }
        if caller.isSignedIn { loop.know(request.connection) }
    }

    /// A page for whoever goes to an address; what programs ask for stays a problem.
    private func notFound(_ head: RequestHead, in language: Language) -> Response {
        if ScimAnswer.isOf(head.path) { return ScimAnswer.problem(.notFound) }
        let isOfAPI = head.path == "/api" || head.path.hasPrefix("/api/")
        return (isOfAPI ? nil : pages?.missingPage(for: head)) ?? Problem.notFound.response(in: language)
    }

    /// Writes with a cookie come from our own pages: they carry the token of their session, and a browser's Origin is ours.
    private func checkOrigin(_ request: HTTPRequest, _ caller: Caller, isOpen: Bool) throws {
        guard ![.get, .head, .options].contains(request.method) else { return }
        guard isOwnOrigin(request) else { throw Problem.notPermitted }
        guard let person = caller.person, !isOpen else { return }
        guard request.header("X-CSRF-Token") == person.csrf else {
            var problem = Problem(403, ProblemCode(.notPermitted), "X-CSRF-Token is missing or wrong")
            // Our pages ask for the right one: in another window of theirs another session may have begun.
            problem.extra = ["csrf": .bool(false)]
            throw problem
        }
    }

    /// Who may not make a call is told so before its body is read.
    package func admit(_ sent: HTTPRequest, _ token: ReplyToken) {
        let language = Language(accepting: sent.header("Accept-Language"))
        guard sent.peer.isNode || isKnownHost(sent) else { return answer(sent, token, Problem.unknownHost.response(in: language), .nowhere, since: RequestTimes()) }
        let request = sent.peer.isNode ? NodeHeaders.original(sent) : sent
        if sent.peer.isNode, !NodeHeaders.isFromNode(sent, token: nodes?.cluster.own.token) {
            return answer(sent, token, Self.strange(sent, in: language), .nowhere, since: RequestTimes())
        }
        guard case .found(let endpoint, let parameters) = router.match(request.method, request.path) else { return loop.admit(token) }
        let times = RequestTimes()
        if endpoint.access.leavesNoTrace || endpoint.access.provesItself { return loop.admit(token) }
        authentication.identify(request, self) { [unowned self] caller in
            let reply = Answering(token, to: request, language, services, trace(of: caller, request, parameters, times))
            do {
                try check(request, try caller.get(), endpoint.access)
                loop.admit(token)
            } catch {
                answer(reply, reply.response { throw error })
            }
        }
    }

    /// Whether a request comes from our own pages, or from no browser at all.
    func isOwnOrigin(_ request: HTTPRequest) -> Bool {
        guard let origin = request.header("Origin") else { return true }
        if let own = services.options.publicURL { return origin == own }
        guard let host = request.header("Host") else { return false }
        return origin == "\(isSecure(request) ? "https" : "http")://\(host)"
    }

    // MARK: Where it came from, and to whom

    func address(of trace: Answering.RequestTrace) -> String { forwarding.address(peer: trace.peer, trace.head.header) }

    /// Whether a program of this machine asks, and not somebody behind a proxy that runs here: every proxy that is set up as one says so.
    private func isFromThisMachine(_ request: HTTPRequest) -> Bool {
        guard let address = IPAddress(request.peer.address), address.isLoopback else { return false }
        return !["Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-IP", "Via"].contains { request.header($0) != nil }
    }

    /// The client's address: the peer, or what a trusted proxy says.
    func address(of request: HTTPRequest) -> String { forwarding.address(peer: request.peer.address, request.header) }

    package func isSecure(_ request: HTTPRequest) -> Bool {
        request.peer.usesTLS || forwarding.isSecure(peer: request.peer.address, request.header) == true
    }

    /// Bound to the host wherever browsers reach us by TLS.
    func cookies(of request: HTTPRequest) -> Cookies {
        Cookies(isSecure: isSecure(request) || services.options.publicURL?.hasPrefix("https:") == true)
    }

    /// Whether a request was sent to us and not to somebody whose name leads here. Whoever asks whether we are alive uses what name
    /// they like.
    private func isKnownHost(_ request: HTTPRequest) -> Bool {
        if request.peer.isLocal || request.path == "/healthz" || request.path == "/readyz" { return true }
        // Only HTTP/1.0 may leave it out, which no browser speaks.
        guard let host = request.header("Host") else { return true }
        return hosts.contains(host) { loop.localAddress(of: request.connection) }
    }

    /// The address by which the client of a request reaches our pages: never one that a stranger could choose.
    func base(of request: HTTPRequest) -> String {
        if let own = services.options.publicURL { return own }
        let scheme = isSecure(request) ? "https" : "http"
        if !request.peer.isLocal, let host = request.header("Host") { return "\(scheme)://\(host)" }
        // The owner at the command line opens it in a browser of this machine.
        return "\(loop.configuration.certificate == nil ? "http" : "https")://localhost\(loop.port.map { ":\($0)" } ?? "")"
    }

    package func response(to refusal: HTTPRefusal) -> Response {
        numbers.refused(refusal)
        var problem = Problem(refusal.status, ProblemCode(refusal), refusal.detail)
        if refusal.status == 503 { problem.retryAfter = 1 }
        return problem.response(in: .en)
    }

    // MARK: What others tell

    package func wake() {
        catchUp()
        live.work()
    }

    /// What was committed before a request was sent may still be on its way here.
    private func catchUp() {
        for job in services.webJobs.takeAll() { job(self) }
    }

    /// A batch is on disk.
    func committed(_ committed: Committed) {
        for command in committed.commands { if case .note(let note) = command.content { noted(note, by: command.actor) } }
        live.committed(committed)
        if nodes != nil { lookAtRights(of: EndedRights.following(from: committed)) }
    }

    private func noted(_ note: Note, by actor: Actor) {
        switch note.kind {
        case Note.chainEnded:
            Log.error("what follows \(note.subject ?? "") is not noticed: the chain is \(note.detail["steps"]?.number?.description ?? "") steps long; rules, badges or targets answer each other")
        case RecogniseCall.note:
            guard let member = note.subject, let words = note.detail["title"]?.string else { return }
            live.celebrate(MemberID(member), words, from: actor)
        default: break
        }
    }

    /// Who and what there is.
    var directory: Directory { projection.directory }

    /// Ends what was opened with rights that are over: nothing is remembered, and live connections are closed.
    func end(_ code: LiveClose = .notSignedIn, where isOver: (Caller) -> Bool) {
        authentication.forgetAll()
        live.end(code, where: isOver)
    }

    // MARK: WebSockets

    package func upgrade(_ request: HTTPRequest, subprotocols: [String]) -> UpgradeDecision {
        guard !request.peer.isNode, isKnownHost(request) else { return .refuse(Problem.unknownHost.response(in: .en)) }
        return live.upgrade(request, subprotocols: subprotocols, self)
    }

    package func opened(_ connection: ConnectionID) { live.opened(connection, self) }
    package func received(_ text: [UInt8], from connection: ConnectionID) { live.received(text, from: connection) }
    package func writable(_ connection: ConnectionID) { live.writable(connection) }
    package func closed(_ connection: ConnectionID, code: UInt16) { live.closed(connection) }

    package func stopping() {
        incidents.flush()
        nodes?.flush()
        signIn.stop()
        live.stopping()
    }
}
