import Glibc
import Runtime
import Web

/// `GET /metrics`: numbers for whoever runs the server, as OpenMetrics text. For tokens that may read, and administrators.
enum MetricsCall {
    static let endpoint = Endpoint(
        .get, .outside("/metrics"), .atLeast(.admin, .read),
        "Numbers for whoever runs the server.",
        gives: .file("application/openmetrics-text")
    ) { call in
        let runtime = call.site.services.runtime, head = runtime.head
        var text = MetricsText()
        text.gauge("laurel_writable", "1 while writes are taken", runtime.state == .running ? 1 : 0)
        text.counter("laurel_commands", "Commands and notes recorded", head.lastCommand)
        text.counter("laurel_entries", "Entries in the ledger", head.lastEntry)
        text.counter("laurel_commits", "Commits sealed", head.number)
        text.gauge("laurel_members", "Members, also those who left", Int64(call.directory.members.count))
        text.gauge("laurel_live_connections", "WebSockets of the live feed", Int64(call.site.projection.connectionCount))
        text.gauge("laurel_live_topics", "Topics of the live feed that are kept", Int64(call.site.projection.topicCount))
        text.gauge("laurel_memory_peak_bytes", "The most memory that the process has held", peakBytes)
        call.reply.answer(
            Response(
                status: 200, headers: [.init("Cache-Control", "no-store")], mediaType: "application/openmetrics-text; version=1.0.0; charset=utf-8",
                body: text.bytes))
    }

    /// `getrusage` counts kilobytes.
    private static var peakBytes: Int64 {
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        return Int64(usage.ru_maxrss) * 1_024
    }
}

/// OpenMetrics 1.0 in the making.
struct MetricsText {
    private var text = ""

    /// What only grows; its sample ends with `_total`.
    mutating func counter(_ name: String, _ help: String, _ value: Int64) { family(name, "counter", help, "\(name)_total \(value)") }

    mutating func gauge(_ name: String, _ help: String, _ value: Int64) { family(name, "gauge", help, "\(name) \(value)") }

    var bytes: [UInt8] { Array((text + "# EOF\n").utf8) }

    private mutating func family(_ name: String, _ kind: String, _ help: String, _ sample: String) {
        text += "# TYPE \(name) \(kind)\n# HELP \(name) \(help)\n\(sample)\n"
    }
}
