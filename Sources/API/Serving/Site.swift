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
    let waiting = WaitingRoom<Caller>()
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
                begin(endpoint, Call(request, parameters, caller, self, reply))
            }
        case .otherMethod(let allowed):
            loop.answer(token, .otherMethod(request.method, allowed: allowed))
        case .unknown:
            loop.answer(token, pages?.response(to: request.head) ?? Problem.notFound.response(in: language))
        }
    }

    private func begin(_ endpoint: Endpoint, _ call: Call) {
        do {
            guard endpoint.access.allows(call.caller) else {
                throw call.caller.isSignedIn ? Problem.notPermitted : Problem.notSignedIn
            }
            try checkOrigin(call, isOpen: endpoint.access.isOpen)
            try endpoint.handle(call)
        } catch {
            loop.answer(call.reply.token, call.reply.response { throw error })
        }
    }

    /// Writes with a cookie come from our own pages: they carry the token of their session, and a browser's Origin is ours.
    private func checkOrigin(_ call: Call, isOpen: Bool) throws {
        guard ![.get, .head, .options].contains(call.request.method) else { return }
        guard isOwnOrigin(call.request) else { throw Problem.notPermitted }
        guard let person = call.caller.person, !isOpen else { return }
        guard call.request.header("X-CSRF-Token") == person.csrf else { throw Problem(403, "not-permitted", "X-CSRF-Token is missing or wrong") }
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
