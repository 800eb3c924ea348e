import Identity
import JSON
import PointsEngine
import Runtime
import Store
import Web

/// The side of audit: its key, and reading and answering what was reported.
enum AuditReportsCall {
    /// `POST /audit/key`: a key pair whose secret part only the passphrase opens.
    static let key = Endpoint(
        .post, "/audit/key", .atLeast(.finance),
        "Make the key of audit; with current the passphrase is changed, with replace a new key is made and old reports stay under the old one.",
        takes: .body(["passphrase": .text, "current?": .orNull(.text), "replace?": .flag]), gives: .created(["number": .integer, "changed": .flag])
    ) { call in
        let body = try call.body()
        let passphrase = try body.text("passphrase", upTo: 1_000), current = try body.optionalText("current", upTo: 1_000)
        let replaces = try body.flag("replace", default: false)
        guard passphrase.count >= AuditPassphrase.shortest else { throw Problem(422, .weakPassword, "at least \(AuditPassphrase.shortest) characters") }
        withKeys(call) { keys, pool in
            let last = keys.last
            pool {
                if let current {
                    guard let last, let pair = AuditPassphrase.open(last, current) else { throw Problem.notPermitted }
                    return (try made(AuditPassphrase.change(last, from: pair, to: passphrase)), true)
                }
                guard last == nil || replaces else { throw Problem(409, ProblemCode(Code.conflict), "there is a key; current changes its passphrase, replace makes another") }
                return (try made(AuditPassphrase.make(passphrase, number: (last?.number ?? 0) + 1)), false)
            }
        }
    }

    /// `POST /audit/reports/open`.
    static let open = Endpoint(
        .post, "/audit/reports/open", .atLeast(.finance), "Read the reports of abuse with the passphrase of audit.", takes: .body(["passphrase": .text]),
        gives: .json(.page(["id": .text, "category": .text, "day": .text, "entries": .list(["kind": .words(ConfidentialRow.Kind.self), "day": .text, "text": .orNull(.text)])]))
    ) { call in
        let passphrase = try call.body().text("passphrase", upTo: 1_000), box = call.site.reports.box, reply = call.reply, services = call.site.services
        let actor = call.caller.actor, address = call.address, turnHolder = call.turnHolder
        call.site.services.runtime.readers.read(for: call.turnHolder) { reader in
            do {
                let reader = try reader.get()
                let keys = try reader.auditKeys(), kept = try reader.confidential()
                let rows = kept + (box?.rows ?? []).filter { row in !kept.contains { $0.id == row.id } }
                services.passwords.perform(for: turnHolder, { reply.opened($0, services, actor, address) }) { () throws(Unavailable) in
                    let pairs = keys.compactMap { AuditPassphrase.open($0, passphrase) }
                    return pairs.isEmpty ? nil : OpenedReports(rows, pairs)
                }
            } catch { reply.answering { throw error } }
        }
    }

    /// `POST /audit/reports/answer`: needs no passphrase, since nothing is opened.
    static let answer = Endpoint(
        .post, "/audit/reports/answer", .atLeast(.finance), "Answer a report; who has its receipt reads it.", takes: .body(["report": .text, "text": .text]), gives: .nothing
    ) { call in
        let body = try call.body(), desk = call.site.reports, day = desk.day()
        let text = try body.text("text", upTo: 8_000)
        guard let thread = Base64URL.decode(try body.text("report")), let box = desk.box else { throw Problem.notFound }
        call.read { reader in
            let first = try reader.confidential(of: thread).first ?? box.rows.first { $0.thread == thread }
            guard let first, let key = try reader.auditKeys().last else { throw Problem.notFound }
            try box.add(
                ConfidentialRow(
                    id: .random(16), thread: thread, kind: .answer, day: day, category: first.category, sealed: SealedText.seal([text], to: key.open),
                    reply: SealedText.seal([text], to: thread)))
            return .noContent
        }
    }

    private static func made(_ key: AuditKey?) throws -> AuditKey {
        guard let key else { throw Problem(.overloaded) }
        return key
    }

    private typealias Work = @Sendable () throws -> (key: AuditKey, isChange: Bool)

    /// Reads the keys, does the costly part where it keeps nobody waiting, and writes the key with a line in the audit trail.
    private static func withKeys(_ call: Call, _ body: @escaping @Sendable ([AuditKey], (@escaping Work) -> Void) -> Void) {
        let reply = call.reply, services = call.site.services, turnHolder = call.turnHolder, actor = call.caller.actor, address = call.address
        services.runtime.readers.read(for: turnHolder) { reader in
            do {
                body(try reader.get().auditKeys()) { work in
                    services.passwords.perform(for: turnHolder, { result in
                        do {
                            let (key, isChange) = try result.get().get()
                            let note = Note(kind: isChange ? "audit-passphrase-changed" : "audit-key-made", subject: nil, detail: ["number": .number(Decimal(key.number))])
                            services.runtime.write(note, by: actor, from: address, { try $0.confidential.put(key) }, reply: { result in
                                reply.answering {
                                    try result.get()
                                    return .json(201) { writer in
                                        writer.object { writer in
                                            writer.member("number", key.number)
                                            writer.member("changed", isChange)
                                        }
                                    }
                                }
                            })
                        } catch { reply.answering { throw error } }
                    }) { () throws(Unavailable) in Result(catching: work) }
                }
            } catch { reply.answering { throw error } }
        }
    }
}

extension Answering {
    /// That somebody has opened the reports stands in the audit trail, before they are shown.
    fileprivate func opened(_ result: Result<OpenedReports?, Unavailable>, _ services: Services, _ actor: Actor, _ address: String) {
        do {
            guard let reports = try result.get() else { throw Problem.notPermitted }
            let note = Note(kind: "reports-opened", subject: nil, detail: ["reports": .number(Decimal(Int64(reports.count)))])
            services.runtime.write(note, by: actor, from: address, { _ in }, reply: { result in
                answering {
                    try result.get()
                    return reports.response
                }
            })
        } catch { answering { throw error } }
    }
}

/// What was reported, open: in memory for as long as it takes to write it out.
private struct OpenedReports: Sendable {
    private struct Entry {
        let row: ConfidentialRow
        let text: String?
    }

    private let threads: [[Entry]]

    var count: Int { threads.count }

    init(_ rows: [ConfidentialRow], _ pairs: [SealedText.Pair]) {
        let entries = rows.inOrder.map { row in Entry(row: row, text: pairs.lazy.compactMap { SealedText.open(row.sealed, with: $0) }.first) }
        threads = Dictionary(grouping: entries, by: \.row.thread).values.sorted { ($0[0].row.day, $0[0].row.id.hex) > ($1[0].row.day, $1[0].row.id.hex) }
    }

    var response: Response {
        .list(threads) { entries, writer in
            writer.object { writer in
                writer.member("id", Base64URL.encode(entries[0].row.thread))
                writer.member("category", entries[0].row.category)
                writer.member("day", entries[0].row.day)
                writer.array("entries") { writer in
                    for entry in entries {
                        writer.object { writer in
                            writer.member("kind", entry.row.kind.rawValue)
                            writer.member("day", entry.row.day)
                            writer.member("text", orNull: entry.text)
                        }
                    }
                }
            }
        }
    }
}
