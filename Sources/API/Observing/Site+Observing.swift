import Journal
import PointsEngine
import Web

/// What is counted and told of each request.
extension Site {
    /// Answers what leads to no call: a page, another method, a foreign host, nothing.
    func answer(_ request: HTTPRequest, _ token: ReplyToken, _ response: Response, _ place: RequestNumbers.Place, since times: RequestTimes) {
        guard loop.answer(token, response) else { return }
        let trace = Answering.RequestTrace(caller: .nobody, peer: request.peer.address, head: request.head, id: request.id, place: place, times: times)
        tell(trace, response)
    }

    /// Counts an answer that went out, and tells it where that is asked for, or where it took long.
    func tell(_ trace: Answering.RequestTrace, _ response: Response) {
        if trace.leavesNoTrace { return }
        let took = trace.times.all, milliseconds = Int(took / 1_000_000)
        numbers.add(trace.place, response.status, took)
        let options = Log.options
        let isSlow = milliseconds >= options.slow && !trace.times.isLongWork
        guard options.access || isSlow || response.status >= 500 else { return }
        Log.say(level(trace, response, isSlow), isSlow ? "slow request" : "request", fields(trace, response, took, isSlow))
    }

    private func level(_ trace: Answering.RequestTrace, _ response: Response, _ isSlow: Bool) -> Log.Level {
        if response.status >= 500 { return response.status == 503 ? .warning : .error }
        if isSlow { return .warning }
        // What asks every few seconds whether we are well would drown everything else.
        return ["/healthz", "/readyz", "/metrics"].contains(trace.head.path) ? .debug : .info
    }

    private func fields(_ trace: Answering.RequestTrace, _ response: Response, _ took: UInt64, _ isSlow: Bool) -> Log.Fields {
        var fields: Log.Fields = [
            ("request", .text(trace.id.text)), ("actor", .text(trace.caller.isSignedIn ? trace.caller.actor.text : "nobody")),
            ("from", .text(address(of: trace))), ("method", .text(trace.head.method.rawValue)), ("route", .text(numbers.name(trace.place))),
            ("status", .number(response.status)), ("bytes", .number(response.body.count)), ("duration_ms", .milliseconds(Int(took / 1_000))),
        ]
        if isSlow { for (name, microseconds) in trace.times.steps { fields.append((name + "_ms", .milliseconds(microseconds))) } }
        return fields
    }
}
