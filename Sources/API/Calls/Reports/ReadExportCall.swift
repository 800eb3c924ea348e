import Files
import Identity
import JSON
import Ledger
import PointsEngine
import Store
import Synchronization
import Web

/// `GET /exports/{entries,activities,members}.csv?after=&limit=`: data out, in the order in which it was recorded.
///
/// The file is made while it is sent, a page at a time and without a snapshot, so that it takes no memory and holds up nobody: what
/// was written is never changed. What breaks off goes on behind the last `number` that came (of members: behind so many lines).
/// Where `limit` is given and there is more, `Link` names the next file.
enum ReadExportCall {
    static let endpoint = Endpoint(
        .get, "/exports/{file}", .atLeast(.admin, .read),
        "Data out: entries.csv, activities.csv or members.csv, made while it is sent. Where limit leaves something out, Link names the next file.",
        takes: .query(.paging(upTo: 100_000)),
        gives: .file("text/csv")
    ) { call in
        let name = call.path("file")
        guard let export = Export(rawValue: name) else { throw Problem.notFound }
        let after = try call.position()
        let limit = try call.query("limit").map { _ in try call.number("limit", in: 1...mostLines, default: mostLines) }
        let turnHolder = call.turnHolder.waiting(in: .second), visible = call.visible
        call.noteExport(name)
        call.site.services.runtime.readers.read(for: turnHolder) { [reply = call.reply, services = call.site.services] reader in
            do {
                let reader = try reader.get()
                let next = try limit.map { try export.cursor(after: after, skipping: $0, reader) } ?? nil
                let link = next.map { Response.Header("Link", "<\(Routes.base)/exports/\(name)?after=\($0)&limit=\(limit ?? mostLines)>; rel=\"next\"") }
                let source = Mutex(ExportSource(export, for: visible, after: after, through: next))
                reply.stream(.csv(name, ExportFile.header(export), more: link.map { [$0] } ?? []), for: turnHolder, services) { reader in
                    try source.withLock { try $0.next(reader) }
                }
            } catch {
                reply.answering { throw error }
            }
        }
    }

    private static let mostLines = 100_000
}

enum Export: String, CaseIterable, Sendable {
    case entries = "entries.csv"
    case activities = "activities.csv"
    case members = "members.csv"

    /// The cursor behind so many lines; nil: there are no more.
    /// - Parameter after: as `Call.position` gives it, so that lines may be added.
    func cursor(after: Int64, skipping lines: Int, _ reader: Reader) throws -> Int64? {
        switch self {
        case .entries: try reader.entry(after + Int64(lines) + 1) == nil ? nil : after + Int64(lines)
        case .activities: try reader.activityNumber(after: after, skipping: lines)
        case .members: try reader.members(skipping: Int(clamping: after) + lines, limit: 1).isEmpty ? nil : after + Int64(lines)
        }
    }
}

/// Where an export has come to. Each page is made by whichever reader's thread is free.
struct ExportSource: Sendable {
    private let export: Export
    private let visible: VisibilityScope
    private var after: Int64
    private let through: Int64?
    private var lastMember: MemberID?

    private static let pageSize = 1_000

    /// - Parameter through: the cursor at which it ends; nil: at the end.
    init(_ export: Export, for visible: VisibilityScope, after: Int64, through: Int64?) {
        self.export = export
        self.visible = visible
        self.after = after
        self.through = through
    }

    mutating func next(_ reader: Reader) throws -> (piece: [UInt8], isLast: Bool) {
        var file = ExportFile()
        let count: Int
        switch export {
        case .entries:
            let page = try reader.entries(after: after, limit: Self.pageSize).filter { through == nil || $0.number <= through ?? 0 }
            page.forEach { file.write($0) }
            (count, after) = (page.count, page.last?.number ?? after)
        case .activities:
            var page: [Recorded] = []
            try reader.forEachActivity(from: .earliest, until: .latest, after: after, limit: Self.pageSize) { page.append($0) }
            page.removeAll { through != nil && $0.number > through ?? 0 }
            // What one may not learn is left out; lines are counted by what was recorded.
            for recorded in page where visible.mayLearn(recorded) { file.write(recorded) }
            (count, after) = (page.count, page.last?.number ?? after)
        case .members:
            let left = Int(clamping: through.map { $0 - after } ?? .max)
            let page = try lastMember.map { try reader.members(after: $0, limit: min(left, Self.pageSize)) }
                ?? reader.members(skipping: Int(clamping: after), limit: min(left, Self.pageSize))
            for member in page { try file.write(member, reader) }
            (count, after, lastMember) = (page.count, after + Int64(page.count), page.last?.id ?? lastMember)
        }
        return (file.bytes, count < Self.pageSize || after == through)
    }
}

/// Lines of a file.
struct ExportFile {
    private var writer: CSVWriter

    init() { writer = CSVWriter() }

    var bytes: [UInt8] { writer.bytes }

    static func header(_ export: Export) -> [UInt8] {
        var writer = CSVWriter(byteOrderMark: true)
        switch export {
        case .entries:
            writer.row(texts: [
                "number", "member", "team", "kind", "points", "whole", "debt", "unrecovered", "original", "source", "id", "rule", "version", "request",
                "actor", "reason", "occurred", "recorded",
            ])
        case .activities: writer.row(texts: ["number", "source", "id", "type", "time", "subject", "data", "state", "points", "recorded", "actor"])
        case .members: writer.row(texts: ["id", "name", "team", "role", "joined", "left", "tier", "available", "pending", "debt", "lifetime"])
        }
        return writer.bytes
    }

    mutating func write(_ entry: Entry) {
        var (source, id, rule, version, request) = (CSVCell.empty, CSVCell.empty, CSVCell.empty, CSVCell.empty, CSVCell.empty)
        switch entry.source {
        case .rule(let activity, let name, let set):
            (source, id, rule, version) = (.text(activity.source.text), .text(activity.id.text), .text(name), .text(set))
        case .request(let name): request = .text(name.text)
        case .honour(let board, let period): request = .text("\(board)/\(period)")
        case .expiry(let lot): request = .integer(lot.number)
        }
        writer.row([
            .integer(entry.number), .text(entry.member.text), CSVCell(entry.team?.text), .text(entry.kind.rawValue), .integer(entry.points),
            .integer(entry.whole), .integer(entry.debt), .integer(entry.unrecovered), entry.original.map(CSVCell.integer) ?? .empty, source, id, rule, version,
            request, .text(entry.actor.text), CSVCell(entry.reason), .text(entry.occurred.rfc3339), .text(entry.recorded.rfc3339),
        ])
    }

    mutating func write(_ recorded: Recorded) {
        let activity = recorded.activity
        let state = switch recorded.fate {
        case .standing: "counted"
        case .reversed: "reversed"
        case .replaced: "replaced"
        }
        writer.row([
            .integer(recorded.number), .text(activity.key.source.text), .text(activity.key.id.text), .text(activity.type), .text(activity.time.rfc3339),
            CSVCell(activity.subject?.text), .text(String(decoding: JSONValue.object(activity.data).bytes, as: UTF8.self)), .text(state),
            .integer(recorded.points(of: nil)), .text(recorded.recorded.rfc3339), .text(recorded.actor.text),
        ])
    }

    mutating func write(_ member: Member, _ reader: Reader) throws {
        let wallet = try reader.wallet(member.id)
        writer.row([
            .text(member.id.text), .text(member.name), CSVCell(member.stays.last?.team?.text), .text(member.role.rawValue), .text(member.joined.rfc3339),
            CSVCell(member.left), CSVCell(try reader.tierStanding(member.id)?.tier), .integer(wallet.usable), .integer(wallet.waiting), .integer(wallet.debt),
            .integer(wallet.lifetime),
        ])
    }
}

extension Wallet {
    /// By what was acted upon: due work of this instant is done already.
    fileprivate var usable: Points { lots.filter(\.isMature).reduce(-debt) { $0 + $1.remaining } }
    fileprivate var waiting: Points { lots.filter { !$0.isMature }.reduce(0) { $0 + $1.remaining } }
}
