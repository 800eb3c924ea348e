import Identity
import JSON
import PointsEngine
import Store
import Web

/// `POST /reports-of-abuse` and its look-up: anyone, signed in or not, and in either case without a trace of who.
enum ReportAbuseCall {
    /// Whether reports can be taken, and of what.
    static let read = Endpoint(
        .get, "/reports-of-abuse", .unseen, "Whether abuse can be reported, and the categories.", gives: .json(["open": .flag, "categories": .list(.text)])
    ) { call in
        untraced(call) { reader in
            let isOpen = try !reader.auditKeys().isEmpty
            return .json { writer in
                writer.object { writer in
                    writer.member("open", isOpen)
                    writer.member("categories", categories)
                }
            }
        }
    }

    static let submit = Endpoint(
        .post, "/reports-of-abuse", .unseen, "Report abuse. Nothing is kept of who, from where, or of a finer time than the day; the receipt reads the answer.",
        takes: .body(["category": .text, "text": .text]), gives: .created(["receipt": .text])
    ) { call in
        let desk = call.site.reports, told = try confided(call, ["category": 100, "text": longest])
        try desk.take()
        let box = try place(desk), day = desk.day()
        untraced(call) { reader in
            guard let key = try reader.auditKeys().last else { throw Problem(.notAvailable, "audit has made no key yet") }
            let receipt = ReportReceipt.make(), category = told["category"], isKnown = categories.contains(category)
            // A category that is none might be a name: it is for audit alone.
            let sealed = SealedText.seal(isKnown ? [told["text"]] : [category, "\n", told["text"]], to: key.open)
            try box.add(
                ConfidentialRow(id: .random(16), thread: receipt.pair.open, kind: .report, day: day, category: categories.first { $0 == category } ?? "other", sealed: sealed))
            return .json(201) { $0.object { $0.member("receipt", receipt.words) } }
        }
    }

    static let lookUp = Endpoint(
        .post, "/reports-of-abuse/lookup", .unseen, "What became of a report, by its receipt; a text is added to it.",
        takes: .body(["receipt": .text, "text?": .orNull(.text)]),
        gives: .json(["category": .text, "day": .text, "entries": .list(["kind": .words(ConfidentialRow.Kind.self), "day": .text, "text": .orNull(.text)])])
    ) { call in
        let desk = call.site.reports, told = try confided(call, ["receipt": 200, "text?": longest])
        try desk.take()
        let box = try place(desk), day = desk.day()
        untraced(call) { reader in
            guard let receipt = ReportReceipt(words: told["receipt"]) else { throw Problem.malformed("nine words of five letters", at: "/receipt") }
            let pair = receipt.pair
            var rows = try reader.confidential(of: pair.open)
            rows += box.rows.filter { row in row.thread == pair.open && !rows.contains { $0.id == row.id } }
            guard let first = rows.first(where: { $0.kind == .report }) else { throw Problem.notFound }
            if let text = told.texts["text"] {
                guard let key = try reader.auditKeys().last else { throw Problem(.notAvailable) }
                let row = ConfidentialRow(
                    id: .random(16), thread: pair.open, kind: .addition, day: day, category: first.category, sealed: SealedText.seal([text], to: key.open))
                try box.add(row)
                rows.append(row)
            }
            return .json { writer in
                writer.object { writer in
                    writer.member("category", first.category)
                    writer.member("day", first.day)
                    writer.array("entries") { writer in
                        for row in rows.inOrder {
                            writer.object { writer in
                                writer.member("kind", row.kind.rawValue)
                                writer.member("day", row.day)
                                // What was reported is for audit alone.
                                writer.member("text", orNull: row.kind == .answer ? SealedText.open(row.reply, with: pair) : nil)
                            }
                        }
                    }
                }
            }
        }
    }

    static let categories = ["fraud", "false-facts", "favours", "harassment", "data", "other"]
    private static let longest = 8_000

    /// - Parameter keys: with the most characters of each; a question mark: it may be left out.
    private static func confided(_ call: Call, _ keys: [String: Int]) throws -> Confided {
        let body = try call.body()
        let told = Confided(body.members.reduce(into: [:]) { $0[$1.key] = $1.value.string }, in: call.bytes)
        for (key, most) in keys {
            if key.hasSuffix("?") { _ = try body.optionalText(String(key.dropLast()), upTo: most) } else { _ = try body.text(key, upTo: most) }
        }
        return told
    }

    private static func place(_ desk: ReportIntake) throws -> ReportBox {
        guard let box = desk.box else { throw Problem(.unavailable) }
        guard !box.isFull else { throw Problem(.overloaded) }
        return box
    }

    /// Works on a reader's thread in nobody's turn. What fails is told to the caller and to no log, whose lines have times.
    private static func untraced(_ call: Call, _ body: @escaping @Sendable (Reader) throws -> Response) {
        let reply = call.reply
        call.site.services.runtime.readers.read(for: ReportIntake.turnHolder) { reader in
            reply.answering {
                do {
                    let reader = try reader.get()
                    return try reader.snapshot { try body(reader) }
                } catch let problem as Problem {
                    throw problem
                } catch {
                    throw Problem(.unavailable)
                }
            }
        }
    }
}

extension [ConfidentialRow] {
    /// By day; within one nobody knows, and what was reported comes first.
    var inOrder: [ConfidentialRow] { sorted { ($0.day, $0.kind.rank) < ($1.day, $1.kind.rank) } }
}

extension ConfidentialRow.Kind {
    fileprivate var rank: Int {
        switch self {
        case .report: 0
        case .answer: 1
        case .addition: 2
        }
    }
}
