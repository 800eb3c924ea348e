import JSON
import Runtime
import Web

/// `GET /healthz`: the process answers.
enum HealthCall {
    static let alive = Endpoint(
        .get, .outside("/healthz"), .anyone,
        "The process answers.",
        gives: .json(["status": .words(["ok"])])
    ) { call in
        call.reply.answer(.json { $0.object { $0.member("status", "ok") } })
    }

    /// `GET /readyz`: facts are loaded, and the disk takes writes. 503 with the reason else; reading still works then.
    static let ready = Endpoint(
        .get, .outside("/readyz"), .anyone,
        "Facts are loaded and writes are taken.",
        gives: .json(["status": .words(["ready"])]).or(503, ["status": .text, "reasons": .list(["code": .text, "detail": .text])])
    ) { call in
        let runtime = call.site.services.runtime, state = runtime.state
        let reason = Self.reason(state) ?? (runtime.hasRoom ? nil : Reason("disk-full", "the volume of the database is full"))
        var response = Response.json(reason == nil ? 200 : 503) { writer in
            writer.object { writer in
                writer.member("status", reason?.code ?? "ready")
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
