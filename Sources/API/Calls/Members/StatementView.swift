import Files
import Identity
import JSON
import Ledger
import Periods
import PointsEngine
import RuleEngine
import Store
import Web

/// Writes out a statement, looking up what its lines tell of. On a reader's thread.
struct StatementView {
    private let reader: Reader
    private let programme: Programme
    private let now: Instant
    private let names: PeopleNames

    init(_ reader: Reader, _ programme: Programme, at now: Instant) {
        self.reader = reader
        self.programme = programme
        self.now = now
        names = PeopleNames(reader)
    }

    // MARK: A page

    func page(_ query: StatementQuery) throws -> Response {
        let isFirst = query.before == nil && (query.kind == nil || query.kind == EntryKind.award.rawValue)
        let held = isFirst ? try self.held(query) : []
        let (lines, next) = try query.lines(reader)
        return try .json { writer in
            try writer.object { writer in
                try writer.array("items") { writer in
                    for (request, recorded) in held { try write(request, recorded, to: &writer) }
                    for line in lines { try write(line, to: &writer) }
                }
                writer.member("next", orNull: next.map(String.init))
            }
        }
    }

    private func held(_ query: StatementQuery) throws -> [(Request, Recorded)] {
        var filter = RequestFilter()
        (filter.kind, filter.member, filter.states, filter.limit) = ("held", query.member, [.requested], 100)
        return try reader.requests(filter).compactMap { request in
            guard case .hold(let activity, _) = request.kind, let recorded = try reader.recorded(activity) else { return nil }
            let time = recorded.activity.time
            guard query.from.map({ time >= $0 }) ?? true, query.until.map({ time < $0 }) ?? true else { return nil }
            return (request, recorded)
        }
    }

    private func write(_ request: Request, _ recorded: Recorded, to writer: inout JSONWriter) throws {
        guard case .hold(_, let rule) = request.kind, let member = request.member else { return }
        let line = recorded.decision.lines.first { $0.rule == rule && $0.member == member }
        let others = try others(than: member, in: recorded.activity)
        let enterer = try reader.enterer(of: recorded).flatMap(names.actor), title = try names.title(of: recorded.activity)
        writer.object { writer in
            writer.member("number", JSONValue.null)
            writer.member("id", request.id.inPath)
            writer.member("at", recorded.activity.time.rfc3339)
            writer.member("recorded", recorded.recorded.rfc3339)
            writer.member("kind", EntryKind.award.rawValue)
            writer.member("points", request.points)
            writer.member("balance", JSONValue.null)
            writer.member("waiting", JSONValue.null)
            writer.member("state", "held")
            writer.member("usable", orNull: line?.usableFrom)
            writer.member("expires", orNull: line?.expires)
            write(rule: rule, version: recorded.decision.version, to: &writer)
            write(recorded.activity, title, others, to: &writer)
            writer.named("entered_by", enterer)
            writer.member("redemption", JSONValue.null)
            writer.member("actor", JSONValue.null)
            writer.member("reason", orNull: line?.reason)
            writer.member("correction", JSONValue.null)
        }
    }

    private func write(_ group: StatementGroup, to writer: inout JSONWriter) throws {
        let line = group.line, entry = line.entry
        let isWaiting = entry.kind == .award && line.usable.map { $0 > now } ?? false
        let origin = try Origin(entry, reader)
        let others = try origin.activity.map { try self.others(than: entry.member, in: $0) } ?? []
        let enterer = try origin.enterer.flatMap(names.actor), title = try origin.activity.flatMap(names.title)
        let isByPerson = [.adjustment, .bonus].contains(entry.kind) && origin.honour == nil
        let actor = isByPerson ? try names.actor(entry.actor) : nil
        writer.object { writer in
            writer.member("number", entry.number)
            writer.member("at", entry.occurred.rfc3339)
            writer.member("recorded", entry.recorded.rfc3339)
            writer.member("kind", group.kind)
            writer.member("points", group.points)
            writer.member("balance", line.balance)
            writer.member("waiting", line.waiting)
            writer.member("state", isWaiting ? "pending" : "posted")
            writer.member("usable", orNull: line.usable)
            writer.member("expires", orNull: line.expires)
            write(rule: origin.rule, version: origin.version, to: &writer)
            write(origin.activity, title, others, to: &writer)
            writer.named("entered_by", enterer)
            writer.object("redemption", of: origin.redemption) { write($0, to: &$1) }
            writer.named("actor", actor)
            writer.member("reason", orNull: origin.honour == nil ? entry.reason : "honour")
            writer.object("correction", of: group.isCorrection ? group : nil) { group, writer in
                writer.member("was", group.was)
                writer.member("now", group.now)
            }
            if let honour = origin.honour { write(honour, of: entry.member, to: &writer) }
        }
    }

    // MARK: Parts of a line

    private func write(rule: String?, version: String?, to writer: inout JSONWriter) {
        writer.object("rule", of: rule) { rule, writer in
            let title = version.flatMap { programme.book.set(version: $0)?.rule(rule)?.title } ?? programme.book.set(at: now).rule(rule)?.title
            writer.member("id", rule)
            writer.member("title", (title ?? LocalizedText(rule)).json)
        }
    }

    private func write(_ activity: Activity?, _ title: String?, _ others: [Named], to writer: inout JSONWriter) {
        writer.object("activity", of: activity) { activity, writer in
            writer.member("source", activity.key.source.text)
            writer.member("id", activity.key.id.text)
            writer.member("type", activity.type)
            writer.member("title", orNull: title)
        }
        writer.array("credits") { writer in
            for other in others {
                writer.object { writer in
                    writer.member("member", other.id)
                    writer.member("name", other.name)
                }
            }
        }
    }

    private func others(than member: MemberID, in activity: Activity) throws -> [Named] {
        try (activity.credits ?? []).filter { $0.member != member }.map { try names.named($0.member) }
    }

    private func write(_ redemption: Origin.Redemption, to writer: inout JSONWriter) {
        writer.member("id", redemption.request.id.text)
        writer.member("reward", redemption.reward)
        writer.member("title", redemption.title.json)
        writer.member("state", redemption.request.state.rawValue)
        writer.member("at", orNull: redemption.request.steps.last?.at ?? redemption.request.created)
    }

    private func write(_ honour: Origin.Honour, of member: MemberID, to writer: inout JSONWriter) {
        let board = programme.boards.first { $0.id == honour.board }
        writer.member("title", orNull: honour.title ?? board?.title)
        writer.member("board", honour.board)
        writer.member("period", honour.period)
    }

    // MARK: A file

    /// All of it, up to a bound far above what one person reads.
    func csv(_ query: StatementQuery, of member: Member) throws -> Response {
        var file = CSVWriter(byteOrderMark: true)
        file.row(texts: ["number", "occurred", "recorded", "kind", "points", "balance", "usable", "expires", "rule", "source", "id", "request", "actor", "reason"])
        var query = query
        for _ in 0..<Self.mostPagesOfAFile {
            let (groups, next) = try query.lines(reader)
            for part in groups.flatMap(\.parts) { write(part, to: &file) }
            guard let next else { break }
            query.before = next
        }
        return .csv("statement-\(member.id.isFileName ? member.id.text : "member").csv", file.bytes)
    }

    private static let mostPagesOfAFile = 200

    private func write(_ line: StatementLine, to file: inout CSVWriter) {
        let entry = line.entry
        var (rule, source, id, request) = (CSVCell.empty, CSVCell.empty, CSVCell.empty, CSVCell.empty)
        switch entry.source {
        case .rule(let activity, let name, _): (rule, source, id) = (.text(name), .text(activity.source.text), .text(activity.id.text))
        case .request(let name): request = .text(name.text)
        case .honour(let board, let period): request = .text("\(board)/\(period)")
        case .expiry(let lot): request = .integer(lot.number)
        }
        file.row([
            .integer(entry.number), .text(entry.occurred.rfc3339), .text(entry.recorded.rfc3339), .text(entry.kind.rawValue), .integer(entry.points),
            .integer(line.balance), CSVCell(line.usable), CSVCell(line.expires), rule, source, id, request, .text(entry.actor.text),
            CSVCell(entry.reason),
        ])
    }
}

extension CSVCell {
    init(_ text: String?) { self = text.map(CSVCell.text) ?? .empty }
    init(_ instant: Instant?) { self.init(instant?.rfc3339) }
}

extension MemberID {
    /// Whether it can stand in the name of a file as it is.
    fileprivate var isFileName: Bool { text.utf8.allSatisfy { $0 > 0x2C && $0 < 0x7F && $0 != 0x5C } }
}
