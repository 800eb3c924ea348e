import Identity
import Live
import Mailboxes
import PointsEngine
import Runtime
import Web

/// Laurel on the web thread: pages, API and live feed. Born there, and never leaves it.
package final class Site: WebHandler {
    let services: Services
    let loop: WebLoop
    let authentication: Authentication
    var directory: Directory
    var attempts = Attempts()
    let live: LiveSessions
    private let pages: StaticFiles?
    private let router: Router<Endpoint>

    init(_ services: Services, _ loop: WebLoop, pages: StaticFiles?, directory: Directory, epoch: String, limits: LiveLimits, usesTLS: Bool) {
        self.services = services
        self.loop = loop
        self.pages = pages
        self.directory = directory
        live = LiveSessions(directory.programme, epoch: epoch, limits: limits, now: services.clock())
        authentication = Authentication(services, usesTLS: usesTLS)
        router = Routes.router()
        live.start(on: self)
    }

    // MARK: Requests

    package func bodyLimit(_ head: RequestHead) -> Int {
        // What is not there is said as such, and not that its body is too large.
        guard case .found(let endpoint, _) = router.match(head.method, head.path) else { return 1 << 16 }
        return endpoint.bodyLimit
    }

    package func request(_ request: HTTPRequest, _ token: ReplyToken) {
        let language = Language(accepting: request.header("Accept-Language"))
        switch router.match(request.method, request.path) {
        case .found(let endpoint, let parameters):
            let reply = Answering(token, to: request, language, services)
            authentication.identify(request, self) { [unowned self] caller in
                switch caller {
                case .success(let caller): begin(endpoint, Call(request, parameters, caller, self, reply))
                case .failure(let unavailable): loop.answer(token, Problem(unavailable).response(in: language))
                }
            }
        case .otherMethod(let allowed):
            loop.answer(token, .otherMethod(request.method, allowed: allowed))
        case .unknown:
            loop.answer(token, pages?.response(to: request.head) ?? Problem.notFound.response(in: language))
        }
    }

    private func begin(_ endpoint: Endpoint, _ call: Call) {
        do {
            try check(call.request, call.caller, endpoint.access)
            try endpoint.handle(call)
        } catch {
            loop.answer(call.reply.token, call.reply.response { throw error })
        }
    }

    private func check(_ request: HTTPRequest, _ caller: Caller, _ access: Access) throws {
        guard access.allows(caller) else { throw caller.isSignedIn ? Problem.notPermitted : Problem.notSignedIn }
        try checkOrigin(request, caller, isOpen: access.isOpen)
        if caller.isSignedIn { loop.know(request.connection) }
    }

    /// Writes with a cookie come from our own pages: they carry the token of their session, and a browser's Origin is ours.
    private func checkOrigin(_ request: HTTPRequest, _ caller: Caller, isOpen: Bool) throws {
        guard ![.get, .head, .options].contains(request.method) else { return }
        guard isOwnOrigin(request) else { throw Problem.notPermitted }
        guard let person = caller.person, !isOpen else { return }
        guard request.header("X-CSRF-Token") == person.csrf else { throw Problem(403, "not-permitted", "X-CSRF-Token is missing or wrong") }
    }

    /// Who may not make a call is told so before its body is read.
    package func admit(_ request: HTTPRequest, _ token: ReplyToken) {
        guard case .found(let endpoint, _) = router.match(request.method, request.path) else { return loop.admit(token) }
        let reply = Answering(token, to: request, Language(accepting: request.header("Accept-Language")), services)
        authentication.identify(request, self) { [unowned self] caller in
            do {
                try check(request, try caller.get(), endpoint.access)
                loop.admit(token)
            } catch {
                loop.answer(token, reply.response { throw error })
            }
        }
    }

    /// Whether a request comes from our own pages, or from no browser at all.
    func isOwnOrigin(_ request: HTTPRequest) -> Bool {
        guard let origin = request.header("Origin") else { return true }
        if let own = services.options.publicURL { return origin == own }
        guard let host = request.header("Host") else { return false }
        return origin == "\(request.peer.usesTLS ? "https" : "http")://\(host)"
    }

    /// The client's address: the last hop that is no proxy of ours.
    func address(of request: HTTPRequest) -> String {
        let proxies = services.options.trustedProxies
        guard proxies.contains(request.peer.address), let forwarded = request.header("X-Forwarded-For") else { return request.peer.address }
        let hops = forwarded.split(separator: ",").map { String($0.drop { $0 == " " }.prefix { $0 != " " }) }
        return hops.last { !proxies.contains($0) } ?? request.peer.address
    }

    package func response(to refusal: Web.Refusal) -> Response {
        var problem = Problem(refusal.status, refusal.rawValue, refusal.detail)
        if refusal.status == 503 { problem.retryAfter = 1 }
        return problem.response(in: .en)
    }

    // MARK: What others tell

    package func wake() {
        for errand in services.errands.takeAll() { errand(self) }
        live.work()
    }

    /// A batch is on disk.
    func committed(_ committed: Committed) {
        directory.apply(committed.changes, committed.programme)
        live.committed(committed, directory)
    }

    /// Ends what was opened with rights that are over: nothing is remembered, and live connections are closed.
    func end(_ code: LiveClose = .notSignedIn, where isOver: (Caller) -> Bool) {
        authentication.forgetAll()
        live.end(code, where: isOver)
    }

    // MARK: WebSockets

    package func upgrade(_ request: HTTPRequest, subprotocols: [String]) -> UpgradeDecision {
        live.upgrade(request, subprotocols: subprotocols, self)
    }

    package func opened(_ connection: ConnectionID) { live.opened(connection) }
    package func received(_ text: [UInt8], from connection: ConnectionID) { live.received(text, from: connection) }
    package func writable(_ connection: ConnectionID) { live.writable(connection) }
    package func closed(_ connection: ConnectionID, code: UInt16) { live.closed(connection) }
    package func stopping() { live.stopping() }
}
