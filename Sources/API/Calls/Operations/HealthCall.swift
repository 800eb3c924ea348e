import JSON
import Runtime
import Web

/// `GET /healthz`: the process answers.
enum HealthCall {
    static let alive = Endpoint(
        .get, .outside("/healthz"), .anyone,
        "The process answers. Of nodes that share a log one that has heard nothing of it for long says how old its data is.",
        gives: .json(["status": .words(["ok"]), "stale_ms?": .integer])
    ) { call in
        let silence = call.site.services.runtime.silence
        call.reply.answer(
            .json { writer in
                writer.object { writer in
                    writer.member("status", "ok")
                    if silence > longestSilence { writer.member("stale_ms", silence.wholeMilliseconds) }
                }
            })
    }

    private static let longestSilence = Duration.seconds(10)

    /// `GET /readyz`: facts are loaded, and the disk takes writes. 503 with the reason else; reading still works then.
    static let ready = Endpoint(
        .get, .outside("/readyz"), .anyone,
        "Facts are loaded and writes are taken; of nodes that share a log, by whichever leads.",
        gives: .json(["status": .words(["ready"]), "role?": .words(["leader", "follower"]), "lag_ms?": .integer]).or(503, ["status": .text, "reasons": .list(["code": .text, "detail": .text])])
    ) { call in
        let runtime = call.site.services.runtime, state = runtime.state
        let reason = Self.reason(state) ?? (runtime.hasRoom ? nil : Reason("disk-full", "the volume of the database is full")) ?? Self.reason(ofNode: runtime)
        var response = Response.json(reason == nil ? 200 : 503) { writer in
            writer.object { writer in
                writer.member("status", reason?.code ?? "ready")
                if runtime.isNode {
                    writer.member("role", runtime.leads ? "leader" : "follower")
                    writer.member("lag_ms", runtime.lag.wholeMilliseconds)
                }
                guard let reason else { return }
                writer.array("reasons") { writer in
                    writer.object { writer in
                        writer.member("code", reason.code)
                        writer.member("detail", reason.detail)
                    }
                }
            }
        }
        if reason != nil { response.headers.append(.init("Retry-After", "5")) }
        call.reply.answer(response)
    }

    /// Anyone may ask, so that it says what to do and not what SQLite says: that stands in the log.
    private struct Reason {
        let code: String
        let detail: String

        init(_ code: String, _ detail: String) { (self.code, self.detail) = (code, detail) }
    }

    private static func reason(ofNode runtime: Runtime) -> Reason? {
        guard runtime.isNode, !runtime.leads else { return nil }
        if let obstacle = runtime.obstacle { return Reason("unlike", obstacle) }
        return runtime.lag > longestLag ? Reason("behind", "the log was last seen to its end \(runtime.lag.components.seconds) s ago") : nil
    }

    private static let longestLag = Duration.seconds(5)

    private static func reason(_ state: RuntimeState) -> Reason? {
        switch state {
        case .running: nil
        case .starting: Reason("starting", "work that became due meanwhile is being done")
        case .waitingForClock: Reason("clock-doubted", "the clock has jumped ahead, and is not believed yet")
        case .readOnly(_, recovers: true): Reason("read-only", "the disk is full; it is tried again and again")
        case .readOnly(_, recovers: false): Reason("read-only", "a write failed; a restart reads what is really on disk")
        case .following(nil): nil
        case .following: Reason("diverged", "this node's copy is not what the log says; the journal says what differs")
        case .stopped: Reason("stopped", "the server stops")
        }
    }
}

extension Duration {
    var wholeMilliseconds: Int { Int(components.seconds * 1_000 + components.attoseconds / 1_000_000_000_000_000) }
}
