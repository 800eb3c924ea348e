import Journal
import Measures
import Periods
import Runtime
import Web

/// `GET /metrics`: numbers for whoever runs the server, for Prometheus and what reads like it. For tokens that may read, administrators,
/// and programs of this machine.
enum MetricsCall {
    static let endpoint = Endpoint(
        .get, .outside("/metrics"), .atLeast(.admin, .read, orThisMachine: true),
        "Numbers for whoever runs the server.",
        gives: .file("application/openmetrics-text")
    ) { call in
        let format = Exposition.Format(accepting: call.reply.trace.head.header("Accept"))
        var text = Exposition(format)
        write(call.site, at: call.now, to: &text)
        call.reply.answer(Response(status: 200, headers: [.init("Cache-Control", "no-store")], mediaType: format.mediaType, body: text.bytes))
    }

    private static func write(_ site: Site, at now: Instant, to text: inout Exposition) {
        text.info("laurel_build", "Which Laurel this is", ["version": Build.version, "configuration": Build.configuration, "sqlite": Build.sqlite])
        writeRequests(site, to: &text)
        writeLive(site, to: &text)
        writeLedger(site, at: now, to: &text)
        ClusterNumbers.write(site.services.runtime, to: &text)
        site.writeForwarded(to: &text)
        site.services.keeping?.write(at: now, to: &text)
        site.services.deliveries?.numbers.write(to: &text)
        site.services.hooks?.numbers.write(to: &text)
        ProcessNumbers.write(to: &text)
        text.counter("laurel_log_lines_dropped", "Lines of the log that found no room", Log.dropped)
    }

    private static func writeRequests(_ site: Site, to text: inout Exposition) {
        let web = site.loop.statistics, services = site.services
        site.numbers.write(to: &text)
        text.counter("laurel_sign_in_failures", "Passwords that were wrong", site.incidents.failures)
        text.gauge("laurel_http_connections", "Connections that are open, WebSockets among them", web.connections)
        text.counter("laurel_http_received_bytes", "Bytes that came, without those of TLS", web.received)
        text.counter("laurel_http_sent_bytes", "Bytes that were sent, without those of TLS", web.sent)
        if let end = site.loop.configuration.certificate?.end {
            text.gauge("laurel_tls_certificate_expiry_timestamp_seconds", "When the certificate ends, in seconds since 1970", Int(end))
        }
        let writer = services.runtime.waitingByBox
        text.gauge("laurel_queue_waiting", "What waits for a thread to take it") { samples in
            let queues = [
                ("people", writer.people), ("bulk", writer.bulk), ("messages", writer.messages), ("readers", services.runtime.readers.waiting),
                ("passwords", services.passwords.waiting), ("web", services.webJobs.count),
            ]
            for (name, count) in queues { samples.add(count, ["queue": name]) }
        }
    }

    private static func writeLive(_ site: Site, to text: inout Exposition) {
        let feed = site.projection
        text.gauge("laurel_live_connections", "Viewers of the live feed", feed.connectionCount)
        text.gauge("laurel_live_topics", "Topics of the live feed that are kept", feed.topicCount)
        text.counter("laurel_live_frames_sent", "Messages of topics, to every viewer", feed.traffic.sent)
        text.counter("laurel_live_frames_dropped", "Messages of topics that a slow viewer got a snapshot in place of", feed.traffic.dropped)
    }

    private static func writeLedger(_ site: Site, at now: Instant, to text: inout Exposition) {
        let runtime = site.services.runtime, head = runtime.head, measures = runtime.measures.now
        text.gauge("laurel_writable", "1 while writes are taken", runtime.state == .running && runtime.hasRoom ? 1 : 0)
        text.counter("laurel_commands", "Commands and notes recorded", Int(head.lastCommand))
        text.counter("laurel_entries", "Entries in the ledger", Int(head.lastEntry))
        text.counter("laurel_commits", "Commits sealed", Int(head.number))
        text.histogram("laurel_commit_duration_seconds", "From the end of a batch's deciding to its answers", measures.commitSeconds)
        text.histogram("laurel_commit_commands", "Commands that were committed together", measures.commitCommands)
        text.counter("laurel_commit_rows", "Rows written since the start", measures.rows)
        text.gauge("laurel_due_lag_seconds", "For how long the oldest work has been due", measures.due.map { max(0, Double(now.microseconds(since: $0)) / 1e6) } ?? 0)
        text.histogram("laurel_checkpoint_duration_seconds", "Copying the log into the database file", measures.checkpointSeconds)
        text.gauge("laurel_database_bytes", "The database file", ProcessNumbers.bytes(of: runtime.path))
        text.gauge("laurel_wal_bytes", "The log beside it", ProcessNumbers.bytes(of: runtime.path + "-wal"))
        if let volume = ProcessNumbers.volume(of: runtime.path) {
            text.gauge("laurel_volume_free_bytes", "Room on the volume of the database", volume.free)
            text.gauge("laurel_volume_bytes", "The volume of the database", volume.all)
        }
        text.gauge("laurel_members", "Members, also those who left", site.directory.members.count)
    }
}
