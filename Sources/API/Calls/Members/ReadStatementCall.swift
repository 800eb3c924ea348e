import Files
import Identity
import JSON
import Ledger
import Periods
import PointsEngine
import Store
import Web

/// `GET /members/{id}/statement`: a member's entries with the running balance, newest first; held awards stand on top.
enum ReadStatementCall {
    static let endpoint = Endpoint(
        .get, "/members/{id}/statement", .signedIn(),
        "A member's entries, newest first, each with the balance after it: what is available and what is waiting.",
        takes: Input(
            query: [Argument("kind", .words(StatementQuery.kinds), "a kind of entry, or correction"), Argument("format", .words(["json", "csv"]))] + .time + .paging),
        gives: .jsonOrCSV(.page("StatementLine"))
    ) { call in
        let member = try call.member()
        try call.require(call.visible.covers(member))
        var query = StatementQuery(member: member.id, from: try call.instant("from"), until: try call.instant("to"), limit: try call.limit())
        query.before = try call.cursor(of: 1)?.first
        if let kind = call.query("kind") {
            guard StatementQuery.kinds.contains(kind) else { throw Problem.malformed("there is no such kind of entry", at: "kind") }
            query.kind = kind
        }
        let programme = call.directory.programme, now = call.now, wantsCSV = try call.wantsCSV()
        if wantsCSV { call.noteExport("statement of \(member.id)") }
        call.read { [query] reader in
            let writer = StatementView(reader, programme, at: now)
            return wantsCSV ? try writer.csv(query, of: member) : try writer.page(query)
        }
    }
}

/// Which lines of a statement are wanted.
struct StatementQuery: Sendable {
    let member: MemberID
    var kind: String?
    let from: Instant?
    let until: Instant?
    let limit: Int
    /// Lines below this entry.
    var before: Int64?

    /// Those of the ledger, and a reversal with its award as one.
    static let kinds = EntryKind.allCases.map(\.rawValue) + ["correction"]

    /// What belongs together of the lines at or below `before`, and where to go on.
    ///
    /// A page never ends within a command: what one correction wrote stands together. Bounded: at most `mostReads` pages are looked
    /// through for lines of a rare kind.
    func lines(_ reader: Reader) throws -> (lines: [StatementGroup], next: Int64?) {
        var found: [StatementGroup] = []
        var next = before
        for _ in 0..<Self.mostReads {
            var filter = StatementFilter()
            (filter.from, filter.until, filter.before, filter.limit) = (from, until, next, Self.readAtOnce)
            let read = try reader.statement(of: member, filter)
            var groups = StatementGroup.groups(read)
            let isLast = read.count < Self.readAtOnce
            if !isLast, groups.count > 1 { groups.removeLast() }
            for group in groups {
                next = group.lowest
                if group.isShown, kind.map({ $0 == group.kind }) ?? true { found.append(group) }
                if found.count == limit { return (found, isLast && group.lowest == groups.last?.lowest ? nil : next) }
            }
            if isLast { return (found, nil) }
        }
        return (found, next)
    }

    private static let readAtOnce = 500, mostReads = 20
}

/// One line as people read it: an entry, or all that a correction took and gave, from its first entry to its last, whatever lapsed
/// between them. So lines stand in the order of the ledger, and each balance is the one below and the line's points.
struct StatementGroup {
    private(set) var parts: [StatementLine]

    /// The newest part.
    var line: StatementLine { parts[0] }
    var lowest: Int64 { parts.map(\.entry.number).min() ?? 0 }
    var isCorrection: Bool { parts.count > 1 }
    var kind: String { isCorrection ? "correction" : line.entry.kind.rawValue }
    var points: Points { parts.reduce(0) { $0 + $1.entry.points } }
    /// An entry without points only tells boards of the reversal of what had lapsed.
    var isShown: Bool { isCorrection || line.entry.points != 0 }
    /// What the rule had given, and what it gives now.
    var was: Points { -parts.filter { $0.entry.kind == .reversal }.reduce(0) { $0 + $1.entry.points } }
    var now: Points { parts.filter { $0.entry.kind == .award }.reduce(0) { $0 + $1.entry.points } }

    /// Lines of one command that are reversals and awards become one.
    static func groups(_ lines: [StatementLine]) -> [StatementGroup] {
        var groups: [StatementGroup] = []
        var index = 0
        while index < lines.count {
            let same = lines[index...].prefix { $0.command == lines[index].command }
            index = same.endIndex
            let corrects = same.indices.filter { [.award, .reversal].contains(same[$0].entry.kind) }
            guard Set(same.map(\.entry.kind)).isSuperset(of: [.award, .reversal]), let first = corrects.first, let last = corrects.last else {
                groups += same.map { StatementGroup(parts: [$0]) }
                continue
            }
            groups += same[..<first].map { StatementGroup(parts: [$0]) }
            groups.append(StatementGroup(parts: Array(same[first...last])))
            groups += same[(last + 1)...].map { StatementGroup(parts: [$0]) }
        }
        return groups
    }
}
