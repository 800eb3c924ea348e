import CommitLog
import Files
import Identity
import Journal
import Runtime
import Web

/// Requests between nodes: what only the one that leads does is passed on to it, and done where it arrives.
extension Site {
    /// Whether a call is another node's to answer.
    func passesOn(_ endpoint: Endpoint) -> Bool { nodes != nil && endpoint.place == .leader && !services.runtime.leads }

    func passOn(_ request: HTTPRequest, _ token: ReplyToken, _ endpoint: Endpoint, _ trace: Answering.RequestTrace) {
        let reply = Answering(token, to: request, Language(accepting: request.header("Accept-Language")), services, trace)
        // One hop: who leads no more says so, and whoever passed it on looks for another.
        guard let nodes, !request.peer.isNode else { return answer(reply, Self.notLeader(in: reply.language)) }
        guard loop.allow(token, endpoint.takesTime ? LongWork.longest : Self.longestPassing) else { return }
        nodes.send(request, from: address(of: request), isSecure: isSecure(request), endpoint) { [unowned self] outcome in
            switch outcome {
            case .answered(let status, let headers, let body): passBack(reply, status, headers, body)
            // It has become ours meanwhile.
            case .leads: serve(request, token, reply.trace.times)
            case .overloaded: answer(reply, reply.response { throw Problem(.overloaded) })
            case .nobody, .inDoubt: answer(reply, reply.response { throw Problem(Unavailable(code: .readOnly)) })
            }
        }
    }

    private static let longestPassing = 30_000

    /// The leader's answer, as soon as what it tells of is here, too.
    private func passBack(_ reply: Answering, _ status: Int, _ headers: [(name: String, value: String)], _ body: [UInt8]) {
        var response = Response(status: status, body: body), position: LogPosition?
        let own = Set(loop.configuration.headers.map { $0.name.lowercased() } + Self.ownHeaders)
        for header in headers {
            let name = header.name.lowercased()
            if name == NodeHeaders.position.lowercased() { position = LogPosition(text: header.value) }
            if name == "content-type" { response.mediaType = header.value }
            if !own.contains(name), !name.hasPrefix("laurel-") { response.headers.append(.init(header.name, header.value)) }
        }
        nodes?.whenHere(position) { [unowned self] in
            // What was refused there is noted there.
            if loop.answer(reply.token, response) { tell(reply.trace, response) }
        }
    }

    /// Written by every server itself.
    private static let ownHeaders = [
        "content-type", "content-length", "transfer-encoding", "connection", "keep-alive", "date", "x-request-id", "strict-transport-security",
    ]

    /// Hands a folder of rules to the node that leads; again after a while where nobody took it, for somebody else may lead by then.
    func publishOnLeader(_ sources: RuleSources, triesLeft: Int) {
        nodes?.tell(NodeCalls.rules, sources.json) { [unowned self] isTaken in
            guard !isTaken else { return }
            Log.warning("the folder of rules was not put in force: the node that leads has not taken it")
            guard triesLeft > 1 else { return }
            loop.after(Self.publishingPause) { [unowned self] in publishOnLeader(sources, triesLeft: triesLeft - 1) }
        }
    }

    private static let publishingPause = 5_000

    // MARK: From other nodes

    /// What came to the nodes' listener; nil: it was answered.
    func fromNode(_ request: HTTPRequest, _ token: ReplyToken) -> HTTPRequest? {
        let times = RequestTimes()
        guard let nodes, NodeHeaders.isFromNode(request, token: nodes.cluster.own.token) else {
            answer(request, token, Self.strange(request, in: .en), .nowhere, since: times)
            return nil
        }
        guard request.path.hasPrefix("/node/") else { return NodeHeaders.original(request) }
        NodeCalls.answer(request, token, self)
        return nil
    }

    /// To who does not say the token of this node. It may be a node that knows the token from before this one's last start: that is no client's 401.
    static func strange(_ request: HTTPRequest, in language: Language) -> Response {
        let response = Problem.notSignedIn.response(in: language)
        return NodeHeaders.isOfSomeNode(request) ? untaken(response) : response
    }

    static func notLeader(in language: Language) -> Response { untaken(Problem(Unavailable(code: .readOnly)).response(in: language)) }

    /// Tells the node that passed it on that nothing of it was done.
    private static func untaken(_ response: Response) -> Response {
        var response = response
        response.headers.append(.init(NodeHeaders.notLeader, "1"))
        return response
    }

    /// Where the log stands behind an answer that another node passes on.
    var position: Response.Header { .init(NodeHeaders.position, services.runtime.position.text) }
}

extension LogPosition {
    var text: String { "\(seal).\(aside)" }

    init?(text: String) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false).map { Int64($0) }
        guard parts.count == 2, let seal = parts[0], let aside = parts[1] else { return nil }
        self.init(seal: seal, aside: aside)
    }
}
