import CommitLog
import Identity
import JSON
import Periods
import PointsEngine
import Store
import Web

/// A server's place among nodes, as the web thread has it: what waits for others, and what is gathered for the one that leads.
final class NodeTraffic {
    let cluster: ClusterState
    let outcomes = PendingCallbacks<Forwarder.Outcome>()
    let caughtUp = PendingCallbacks<Bool>()
    private let forwarder: Forwarder
    private let services: Services
    private unowned let loop: WebLoop
    private var gathered = NodeNotes()
    /// Whether a look at viewers' rights is under way, and whose come after it.
    var isLookingAtRights = false, lookedAtNext: [EndedRights.Meant] = []

    init(_ cluster: ClusterState, _ forwarder: Forwarder, _ services: Services, _ loop: WebLoop) {
        self.cluster = cluster
        self.forwarder = forwarder
        self.services = services
        self.loop = loop
        waitForMinute()
    }

    // MARK: Passing on

    /// Passes a request on; `then` hears on the web thread what came of it.
    func send(_ request: HTTPRequest, from address: String, isSecure: Bool, _ endpoint: Endpoint, _ then: @escaping (Forwarder.Outcome) -> Void) {
        var headers = NodeHeaders.passedOn(request, from: address, isSecure: isSecure)
        let takesKey = endpoint.input.headers.contains(.idempotencyKey)
        if takesKey, request.header(RequestHeader.idempotencyKey.name) == nil { headers.append((RequestHeader.idempotencyKey.name, Secret.make().text)) }
        // What is asked for by HEAD is made as by GET.
        let method = request.method == .head ? RequestHead.Method.get : request.method
        send(
            method.rawValue, request.head.target, headers, request.body, isRepeatable: takesKey || endpoint.sameAgainIsOne || method == .get,
            takesTime: endpoint.takesTime, then)
    }

    /// Tells the node that leads something of our own.
    func tell(_ path: String, _ body: JSONValue, _ then: @escaping (Bool) -> Void = { _ in }) {
        send("POST", path, [("Content-Type", "application/json"), ("Host", "node")], body.bytes, isRepeatable: true, takesTime: false) { outcome in
            if case .answered(200..<300, _, _) = outcome { then(true) } else { then(false) }
        }
    }

    private func send(
        _ method: String, _ target: String, _ headers: [(name: String, value: String)], _ body: [UInt8], isRepeatable: Bool, takesTime: Bool,
        _ then: @escaping (Forwarder.Outcome) -> Void
    ) {
        let services = services, ticket = outcomes.add(then)
        forwarder.send(
            Forwarder.Job(method: method, target: target, headers: headers, body: body, isRepeatable: isRepeatable, takesTime: takesTime) { outcome in
                services.onWeb { $0.nodes?.outcomes.remove(ticket)?(outcome) }
            })
    }

    /// Goes on when this node has what stood in the log behind an answer; a second at most, for it is done whether or not it is seen here.
    func whenHere(_ position: LogPosition?, _ then: @escaping () -> Void) {
        guard let position, services.runtime.position < position else { return then() }
        let services = services, ticket = caughtUp.add { _ in then() }
        let timer = loop.after(Self.longestHold) { [unowned self] in caughtUp.remove(ticket)?(false) }
        services.runtime.catchUp { isHere in
            services.onWeb { site in
                site.loop.cancel(timer)
                site.nodes?.caughtUp.remove(ticket)?(isHere)
            }
        }
    }

    private static let longestHold = 1_000

    // MARK: What is gathered

    func gather(_ use: NodeNotes.Use) { gathered.uses[use.digest] = use }

    private func waitForMinute() {
        loop.after(Self.minute) { [weak self] in
            self?.flush()
            self?.waitForMinute()
        }
    }

    /// Hands on what was gathered; what does not arrive is noticed again where it is used again.
    func flush() {
        guard !gathered.uses.isEmpty else { return }
        let notes = gathered
        gathered = NodeNotes()
        if services.runtime.leads { notes.write(services) { _ in } } else { tell(NodeCalls.notes, notes.json) }
    }

    private static let minute = 60_000
}
