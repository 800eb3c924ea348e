import Identity
import JSON
import Periods
import PointsEngine
import Projection
import Store
import Web

/// `GET /audit?kind=&actor=&from=&to=`: who did what, when, from where; and the head of the chain of seals. `actor` is an id or a name as
/// it is shown. What was changed comes with what it was before.
enum ReadAuditCall {
    static let endpoint = Endpoint(
        .get, "/audit", .atLeast(.finance, .admin),
        "Who did what, when, from where; and the head of the chain of seals.",
        takes: Input(query: [Argument("kind", .text, "a group, or a kind of command or note"), Argument("actor", .text, "a member or an account, by id or by displayed name")] + .time + .paging),
        gives: .json([
            "items": .list([
                "number": .integer, "at": .instant, "actor": .orNull("Named"), "kind": .text, "action": .text, "subject": .orNull(.text), "title": .orNull(.text),
                "link": .orNull(.text), "names": "Text", "before": .orNull(.map(.open("what the command or the note says"))),
                "detail": .map(.open("what the command or the note says")), "from": .orNull(.text), "comment": .orNull(.text),
            ]), "head": ["number": .integer, "hash": .text],
                "verified": .orNull(["at": .instant, "sound": .flag, "head": .text, "commands": .integer, "finding": .orNull(.text)]), "verifying": .flag, "kinds": .list(.text), "next": .orNull(.text),
        ])
    ) { call in
        var filter = AuditFilter()
        if let kind = call.query("kind") {
            filter.kinds = AuditKinds.stored(kind)
        }
        (filter.from, filter.until) = (try call.instant("from"), try call.instant("to"))
        filter.before = try call.cursor(of: 1)?.first
        filter.limit = try call.limit()
        let words = call.query("actor")
        call.site.incidents.whenWritten { [filter] in read(call, filter, actor: words) }
    }

    /// A line with the names that belong to it.
    private struct Shown {
        let line: AuditLine
        let actor: Named?
        let subject: (name: String, link: String?)?
        let before: JSONObject?
    }

    private static func read(_ call: Call, _ filter: AuditFilter, actor: String?) {
        let keeping = call.site.services.keeping, verified = keeping?.verifier.result.map(\.json) ?? .null, isVerifying = keeping?.verification.isRunning ?? false
        let names = AuditNames(call.directory, call.directory.languages)
        call.read(.second) { reader in
            var filter = filter
            filter.actors = try actor.map { try names.actors(called: $0, reader) }
            let lines = try reader.audit(filter), head = try reader.head(), people = PeopleNames(reader)
            let shown = try lines.map { line in
                Shown(line: line, actor: try people.actor(line.actor), subject: try names.subject(line, people, reader), before: try reader.before(line))
            }
            return .json { writer in
                writer.object { writer in
                    writer.array("items") { writer in
                        for line in shown { write(line, names, to: &writer) }
                    }
                    writer.object("head") { writer in
                        writer.member("number", head.lastCommand)
                        writer.member("hash", "\(head.hash)")
                    }
                    writer.array("kinds") { writer in
                        for group in AuditGroup.allCases { writer.value(group.rawValue) }
                    }
                    writer.member("verified", verified)
                    writer.member("verifying", isVerifying)
                    writer.member("next", orNull: lines.count == filter.limit ? lines.last.map { "\($0.number)" } : nil)
                }
            }
        }
    }

    private static func write(_ shown: Shown, _ names: AuditNames, to writer: inout JSONWriter) {
        let line = shown.line
        var detail = line.detail
        let comment = detail["comment"]?.string
        detail["comment"] = nil
        writer.object { writer in
            writer.member("number", line.number)
            writer.member("at", line.at.rfc3339)
            writer.named("actor", shown.actor)
            writer.member("kind", AuditKinds.word(line.kind))
            writer.member("action", line.kind)
            writer.member("subject", orNull: line.subject.map { CommandRegistry.type(named: line.kind)?.shown(subject: $0) ?? $0 })
            writer.member("title", orNull: shown.subject?.name)
            writer.member("link", orNull: shown.subject?.link)
            writer.object("names") { writer in for (id, name) in names.names(in: detail) { writer.member(id, name) } }
            writer.member("before", shown.before.map(JSONValue.object) ?? .null)
            writer.member("detail", .object(detail))
            writer.member("from", orNull: line.address)
            writer.member("comment", orNull: comment)
        }
    }
}

/// The words by which the pages group the kinds of commands, which say it themselves, and of notes.
enum AuditKinds {
    private static let notes: [AuditGroup: [String]] = [
        .activity: ["chain-ended"], .adjustment: ["recognition"],
        .user: ["account-added", "account-changed", "account-removed", "letters-refused", "password-set", "password-changed", "password-reset", "token-created", "token-revoked", "tokens-revoked", "screen-confirmed", "screen-revoked",
            "second-factor-on", "second-factor-off", "second-factor-reset", "recovery-codes-made",
        ],
        .publication: ["published", "configured", "rejudge-started", "rejudged"], .clock: ["clock-accepted"], .database: ["head-accepted", "backup-asked", "restore-asked", "verification-failed", "seals-checked"],
        .session: ["signed-in", "signed-out", "session-ended", "sessions-ended", "sign-in-failed", "sign-in-slowed", "sign-in-changed"], .refusal: ["access-refused"],
        .export: ["exported"], .report: ["reports-kept", "audit-key-made", "audit-passphrase-changed", "reports-opened"], .webhook: ["webhook-secret-changed", "webhook-tested", "delivery-sent-again", "deliveries-sent-again"],
        .import: ["import-map-kept", "import-map-dropped"], .hook: ["hook-made", "hook-changed", "hook-key-changed", "hook-removed", "hook-replayed", "hook-receipt-dropped"],
    ]

    private static let groupOfNote = Dictionary(uniqueKeysWithValues: notes.flatMap { group, kinds in kinds.map { ($0, group) } })

    /// What is stored under a word; a kind that no word groups stands for itself.
    static func stored(_ word: String) -> [String] {
        guard let group = AuditGroup(rawValue: word) else { return [word] }
        return CommandRegistry.names(in: group) + (notes[group] ?? [])
    }

    static func word(_ kind: String) -> String {
        let command = CommandRegistry.type(named: kind)
        return (command.flatMap { $0.group } ?? groupOfNote[kind])?.rawValue ?? kind
    }
}
