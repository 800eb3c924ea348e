import JSON
import Runtime
import Web

/// `GET /healthz`: the process answers.
enum Health {
    static let alive = Endpoint(.anyone) { call in
        call.reply.answer(.json { $0.object { $0.member("status", "ok") } })
    }

    /// `GET /readyz`: facts are loaded, and the disk takes writes. 503 else; reading still works then.
    static let ready = Endpoint(.anyone) { call in
        let word: String
        switch call.site.services.runtime.state {
        case .running: word = "ready"
        case .starting: word = "starting"
        case .waitingForClock: word = "clock-doubted"
        case .readOnly: word = "read-only"
        case .stopped: word = "stopped"
        }
        call.reply.answer(.json(word == "ready" ? 200 : 503) { $0.object { $0.member("status", word) } })
    }
}
