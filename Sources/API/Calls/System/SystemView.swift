import Files
import JSON
import Journal
import Keeping
import Periods
import Runtime
import Store
import Web

/// `GET /system`: how the server is, for whoever runs it, and what should be done about what is wrong.
enum ReadSystemCall {
    static let endpoint = Endpoint(
        .get, "/system", .atLeast(.admin, .admin),
        "How the server is, and what should be done about what is wrong.",
        gives: .json([
            "version": .text, "configuration": .text, "now": .instant, "started": .instant, "state": .text,
            "advice": .list(["code": .text, "level": .words(["wrong", "warning"]), "at": .orNull(.instant)]),
            "disk": ["free": .orNull(.integer), "all": .orNull(.integer)],
            "database": ["bytes": .integer, "log_bytes": .integer, "schema": .integer, "sqlite": .text, "commands": .integer, "entries": .integer, "head": .text],
            "queues": .map(.integer), "due_lag_seconds": .integer, "live": ["viewers": .integer, "topics": .integer],
            "memory": ["now": .integer, "peak": .integer], "descriptors": ["open": .integer, "most": .integer], "certificate_ends": .orNull(.instant),
            "backups": .orNull([
                "folder": .text, "every_seconds": .integer, "sealed": .flag, "passed_on": .flag, "running": .flag, "due": .instant, "seconds": .orNull(.number),
                "failure": .orNull(["at": .instant, "message": .text]),
                "files": .list(["name": .text, "made": .instant, "bytes": .integer, "sealed": .flag]),
            ]),
            "hooks": .list(["id": .text, "state": .words(HookView.States.self), "received": .map(.integer), "last": .orNull(.instant)]),
            "verification": .orNull(["running": .flag, "last": .orNull(["at": .instant, "sound": .flag, "head": .text, "commands": .integer, "finding": .orNull(.text)])]),
            "errors": .list(["at": .instant, "level": .text, "kind": .words(TroubleKind.allCases.map(\.rawValue)), "message": .text, "count": .integer]),
        ])
    ) { call in
        let view = SystemView(call.site, at: call.now), book = call.site.services.hooks?.book, now = call.now, environment = call.site.services.options.environment
        call.read { reader in
            let schema = try SchemaVersion.of(reader)
            let hooks = try book?.all(reader.hooks.list()).map { try HookView($0, reader, at: now, environment) } ?? []
            return .json { view.write(schema: schema.version, hooks: hooks, to: &$0) }
        }
    }.onLeader()
}

/// What the web thread knows of everything, gathered in one moment.
struct SystemView: Sendable {
    private let now: Instant
    private let started: Instant
    private let state: RuntimeState
    private let hasRoom: Bool
    private let head: Head
    private let database: (bytes: Int, log: Int)
    private let volume: (free: Int, all: Int)?
    private let measures: RuntimeMeasures.Numbers
    private let queues: [(name: String, waiting: Int)]
    private let viewers: (connections: Int, topics: Int)
    private let memory: (now: Int, peak: Int)
    private let descriptors: (open: Int, most: Int)
    private let certificateEnd: Instant?
    private let backups: BackupsView?
    private let deliveries: (failing: Int, waiting: Int)
    private let verification: (result: Verifier.Result?, isRunning: Bool)?
    private let errors = LastErrors.all

    init(_ site: Site, at now: Instant) {
        let services = site.services, runtime = services.runtime, waiting = runtime.waitingByBox
        self.now = now
        started = services.started
        state = runtime.state
        hasRoom = runtime.hasRoom
        head = runtime.head
        database = (ProcessNumbers.bytes(of: runtime.path), ProcessNumbers.bytes(of: runtime.path + "-wal"))
        volume = ProcessNumbers.volume(of: runtime.path)
        measures = runtime.measures.now
        queues = [
            ("people", waiting.people), ("bulk", waiting.bulk), ("messages", waiting.messages), ("readers", runtime.readers.waiting),
            ("passwords", services.passwords.waiting), ("web", services.webJobs.count),
        ]
        viewers = (site.projection.connectionCount, site.projection.topicCount)
        memory = (ProcessNumbers.residentBytes, ProcessNumbers.peakBytes)
        descriptors = (ProcessNumbers.openDescriptors, ProcessNumbers.descriptorLimit)
        certificateEnd = site.loop.configuration.certificate?.end.map { Instant(seconds: $0) }
        deliveries = services.deliveries.map { (failing: $0.numbers.failing.count, waiting: $0.numbers.waiting) } ?? (0, 0)
        backups = services.keeping?.backups.map { BackupsView($0) }
        verification = services.keeping.map { (result: $0.verifier.result, isRunning: $0.verification.isRunning) }
    }

    private var dueLag: Int64 { measures.due.map { max(0, now.microseconds(since: $0) / 1_000_000) } ?? 0 }

    /// What should be done, the worst first.
    private func advice(_ hooks: [HookView]) -> [SystemAdvice] {
        var facts = SystemAdvice.Facts(now: now)
        facts.state = hasRoom ? state : .readOnly(reason: "", recovers: true)
        facts.volume = volume
        facts.databaseBytes = database.bytes
        facts.dueLag = dueLag
        facts.descriptors = descriptors
        facts.certificateEnd = certificateEnd
        facts.backups = backups.map {
            (every: $0.every, last: $0.files.first?.made, failure: $0.failure?.at, isHere: $0.isOnSameVolume && !$0.isPassedOn)
        }
        facts.isKept = verification != nil
        facts.deliveries = deliveries
        facts.hooks = HookCondition(hooks).findings.map(\.kind)
        facts.verification = verification?.result
        return SystemAdvice.all(facts)
    }

    func write(schema: Int, hooks: [HookView], to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("version", Build.version)
            writer.member("configuration", Build.configuration)
            writer.member("now", now.rfc3339)
            writer.member("started", started.rfc3339)
            writer.member("state", state.word)
            writer.array("advice") { writer in for advice in advice(hooks) { advice.write(to: &writer) } }
            writeData(schema, to: &writer)
            writeProcess(to: &writer)
            writer.member("certificate_ends", certificateEnd.map { .string($0.rfc3339) } ?? .null)
            if let backups { writer.key("backups"); backups.write(to: &writer) } else { writer.member("backups", .null) }
            writer.array("hooks") { writer in for hook in hooks where hook.isUsed { hook.writeBriefly(to: &writer) } }
            writeVerification(to: &writer)
            writer.array("errors") { writer in
                for error in errors {
                    writer.object { writer in
                        writer.member("at", error.at.rfc3339)
                        writer.member("level", error.level.rawValue)
                        writer.member("kind", TroubleKind(of: error.message).rawValue)
                        writer.member("message", error.message)
                        writer.member("count", error.count)
                    }
                }
            }
        }
    }

    private func writeData(_ schema: Int, to writer: inout JSONWriter) {
        writer.object("disk") { writer in
            writer.member("free", orNull: volume.map { Decimal($0.free) })
            writer.member("all", orNull: volume.map { Decimal($0.all) })
        }
        writer.object("database") { writer in
            writer.member("bytes", database.bytes)
            writer.member("log_bytes", database.log)
            writer.member("schema", schema)
            writer.member("sqlite", Build.sqlite)
            writer.member("commands", head.lastCommand)
            writer.member("entries", head.lastEntry)
            writer.member("head", "\(head.hash)")
        }
    }

    private func writeProcess(to writer: inout JSONWriter) {
        writer.object("queues") { writer in for (name, waiting) in queues { writer.member(name, waiting) } }
        writer.member("due_lag_seconds", dueLag)
        writer.object("live") { writer in
            writer.member("viewers", viewers.connections)
            writer.member("topics", viewers.topics)
        }
        writer.object("memory") { writer in
            writer.member("now", memory.now)
            writer.member("peak", memory.peak)
        }
        writer.object("descriptors") { writer in
            writer.member("open", descriptors.open)
            writer.member("most", descriptors.most)
        }
    }

    private func writeVerification(to writer: inout JSONWriter) {
        guard let verification else { return writer.member("verification", .null) }
        writer.object("verification") { writer in
            writer.member("running", verification.isRunning)
            writer.member("last", verification.result.map(\.json) ?? .null)
        }
    }
}

extension Verifier.Result {
    var json: JSONValue {
        [
            "at": .string(at.rfc3339), "sound": .bool(isSound), "head": .string("\(head)"), "commands": .number(Decimal(commands)),
            "finding": finding.map { .string($0) } ?? .null,
        ]
    }
}

extension RuntimeState {
    /// As `/readyz` says it.
    var word: String {
        switch self {
        case .starting: "starting"
        case .running: "ready"
        case .waitingForClock: "clock-doubted"
        case .readOnly: "read-only"
        case .following(nil): "following"
        case .following: "diverged"
        case .stopped: "stopped"
        }
    }
}
