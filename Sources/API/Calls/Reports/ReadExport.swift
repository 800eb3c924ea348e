import Files
import Identity
import JSON
import Ledger
import PointsEngine
import Store
import Web

/// `GET /exports/{entries,activities,members}.csv?after=&limit=`: data out, in the order in which it was recorded.
///
/// A file holds up to `limit` lines (100,000 where nothing is said); where there are more, `Link` names the next one. It is
/// read a page at a time without a snapshot, so that it holds up nobody: what was written is never changed.
enum ReadExport {
    static let endpoint = Endpoint(.atLeast(.admin, .read)) { call in
        let name = call.path("file")
        guard let export = Export(rawValue: name) else { throw Problem.notFound }
        let after = try call.cursor(of: 1)?.first ?? 0
        let limit = try call.number("limit", in: 1...mostLines, default: mostLines)
        let reply = call.reply
        let isTaken = call.site.services.runtime.readers.read { reader in
            reply.answering {
                var file = ExportFile(export)
                let next = try file.fill(after: after, limit: limit, reader)
                let link = next.map { Response.Header("Link", "<\(Routes.base)/exports/\(name)?after=\($0)&limit=\(limit)>; rel=\"next\"") }
                return .csv(name, file.bytes, more: link.map { [$0] } ?? [])
            }
        }
        if !isTaken { throw Problem(.overloaded) }
    }

    private static let mostLines = 100_000
}

enum Export: String, CaseIterable, Sendable {
    case entries = "entries.csv"
    case activities = "activities.csv"
    case members = "members.csv"
}

/// A file in the making.
struct ExportFile {
    private let export: Export
    private var writer = CSVWriter(byteOrderMark: true)

    init(_ export: Export) { self.export = export }

    var bytes: [UInt8] { writer.bytes }

    /// - Returns: the number after which the next file goes on; nil: this is the end.
    mutating func fill(after: Int64, limit: Int, _ reader: Reader) throws -> Int64? {
        switch export {
        case .entries: try entries(after: after, limit: limit, reader)
        case .activities: try activities(after: after, limit: limit, reader)
        case .members: try members(after: after, limit: limit, reader)
        }
    }

    private static let pageSize = 1_000

    private mutating func entries(after: Int64, limit: Int, _ reader: Reader) throws -> Int64? {
        writer.row(texts: [
            "number", "member", "team", "kind", "points", "whole", "debt", "unrecovered", "original", "source", "id", "rule", "version", "request", "actor",
            "reason", "occurred", "recorded",
        ])
        var last = after, left = limit
        while left > 0 {
            let page = try reader.entries(after: last, limit: min(left, Self.pageSize))
            for entry in page { write(entry) }
            left -= page.count
            guard let end = page.last?.number, page.count == min(left + page.count, Self.pageSize) else { return nil }
            last = end
        }
        return last
    }

    private mutating func write(_ entry: Entry) {
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
            request, .text(entry.actor), CSVCell(entry.reason), .text(entry.occurred.rfc3339), .text(entry.recorded.rfc3339),
        ])
    }

    private mutating func activities(after: Int64, limit: Int, _ reader: Reader) throws -> Int64? {
        writer.row(texts: ["number", "source", "id", "type", "time", "subject", "data", "state", "points", "recorded", "actor"])
        var last = after, left = limit
        while left > 0 {
            var page: [Recorded] = []
            let size = min(left, Self.pageSize)
            try reader.forEachActivity(from: .earliest, until: .latest, after: last, limit: size) { page.append($0) }
            for recorded in page { write(recorded) }
            left -= page.count
            guard let end = page.last?.number, page.count == size else { return nil }
            last = end
        }
        return last
    }

    private mutating func write(_ recorded: Recorded) {
        let activity = recorded.activity
        let state = switch recorded.fate {
        case .standing: "counted"
        case .reversed: "reversed"
        case .replaced: "replaced"
        }
        writer.row([
            .integer(recorded.number), .text(activity.key.source.text), .text(activity.key.id.text), .text(activity.type), .text(activity.time.rfc3339),
            CSVCell(activity.subject?.text), .text(String(decoding: JSONValue.object(activity.data).bytes, as: UTF8.self)), .text(state),
            .integer(recorded.points(of: nil)), .text(recorded.recorded.rfc3339), .text(recorded.actor),
        ])
    }

    /// By id; `after` counts them.
    private mutating func members(after: Int64, limit: Int, _ reader: Reader) throws -> Int64? {
        writer.row(texts: ["id", "name", "team", "role", "joined", "left", "tier", "available", "pending", "debt", "lifetime"])
        let all = try reader.members()
        let from = Int(clamping: max(0, after))
        for member in all.dropFirst(from).prefix(limit) {
            let wallet = try reader.wallet(member.id)
            writer.row([
                .text(member.id.text), .text(member.name), CSVCell(member.stays.last?.team?.text), .text(member.role.rawValue), .text(member.joined.rfc3339),
                CSVCell(member.left), CSVCell(try reader.standing(member.id)?.tier), .integer(wallet.usable), .integer(wallet.waiting), .integer(wallet.debt),
                .integer(wallet.lifetime),
            ])
        }
        return from + limit < all.count ? Int64(from + limit) : nil
    }
}

extension Wallet {
    /// By what was acted upon: due work of this instant is done already.
    fileprivate var usable: Points { lots.filter(\.isMature).reduce(-debt) { $0 + $1.remaining } }
    fileprivate var waiting: Points { lots.filter { !$0.isMature }.reduce(0) { $0 + $1.remaining } }
}
