import Journal
import PointsEngine
import Web

/// What is counted and told of each request.
extension Site {
    /// Answers what leads to no call: a page, another method, a foreign host, nothing.
    func answer(_ request: HTTPRequest, _ token: ReplyToken, _ response: Response, _ place: RequestNumbers.Place, since times: RequestTimes) {
        guard loop.answer(token, response) else { return }
        let witness = Answering.Witness(caller: .nobody, peer: request.peer.address, head: request.head, id: request.id, place: place, times: times)
        tell(witness, response)
    }

    /// Counts an answer that went out, and tells it where that is asked for, or where it took long.
    func tell(_ witness: Answering.Witness, _ response: Response) {
        if witness.leavesNoTrace { return }
        let took = witness.times.all, milliseconds = Int(took / 1_000_000)
        numbers.add(witness.place, response.status, took)
        let options = Log.options
        let isSlow = milliseconds >= options.slow && !witness.times.isLongWork
        guard options.access || isSlow || response.status >= 500 else { return }
        Log.say(level(witness, response, isSlow), isSlow ? "slow request" : "request", fields(witness, response, took, isSlow))
    }

    private func level(_ witness: Answering.Witness, _ response: Response, _ isSlow: Bool) -> Log.Level {
        if response.status >= 500 { return response.status == 503 ? .warning : .error }
        if isSlow { return .warning }
        // What asks every few seconds whether we are well would drown everything else.
        return ["/healthz", "/readyz", "/metrics"].contains(witness.head.path) ? .debug : .info
    }

    private func fields(_ witness: Answering.Witness, _ response: Response, _ took: UInt64, _ isSlow: Bool) -> Log.Fields {
        var fields: Log.Fields = [
            ("request", .text(witness.id.text)), ("actor", .text(witness.caller.isSignedIn ? witness.caller.actor.text : "nobody")),
            ("from", .text(address(of: witness))), ("method", .text(witness.head.method.rawValue)), ("route", .text(numbers.name(witness.place))),
            ("status", .number(response.status)), ("bytes", .number(response.body.count)), ("duration_ms", .milliseconds(Int(took / 1_000))),
        ]
        if isSlow { for (name, microseconds) in witness.times.steps { fields.append((name + "_ms", .milliseconds(microseconds))) } }
        return fields
    }
}
