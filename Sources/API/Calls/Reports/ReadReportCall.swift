import Identity
import JSON
import Periods
import PointsEngine
import Projection
import RuleEngine
import Store
import Web

/// `GET /reports/{earned,spent,liability,movement,effects,boards,targets,questions}?from=&to=&by=&format=json|csv`. A manager sees members of the own team
/// and those inside it; whoever stands above sees all.
enum ReadReportCall {
    static let endpoint = Endpoint(
        .get, "/reports/{report}", .atLeast(.manager, .read),
        "A report: earned, spent, liability (at the end of the time), movement (what is owed, rolled forward), effects (of rules), boards, targets or questions.",
        takes: Input(query: [Argument("by", .words(["rule", "team", "member", "tier", "month", "reward"])), Argument("format", .words(["json", "csv"]))] + .time + .paging),
        gives: .jsonOrCSV([
            "report": .words(Report.self), "from": .instant, "to": .instant, "by": .text,
            "columns": .list(["id": .text, "unit": .words(["points", "count", "ratio", "money"])]),
            "items": .list(["key": .text, "name": .either([.text, "Text"]), "values": .list(.orNull(.number))]), "totals": .list(.orNull(.number)),
            "next": .orNull(.text),
        ])
    ) { call in
        guard let report = Report(rawValue: call.path("report")) else { throw Problem.notFound }
        let by = call.query("by") ?? report.groupings[0]
        guard report.groupings.contains(by) else {
            throw Problem.malformed("by is one of \(report.groupings.joined(separator: ", "))", at: "by")
        }
        let calendar = call.directory.programme.calendar
        let month = calendar.period(.month, containing: call.now)
        let from = try call.instant("from") ?? month.start, until = try call.instant("to") ?? month.end
        guard from < until else { throw Problem.malformed("to is after from", at: "to") }
        let maker = ReportMaker(report: report, by: by, from: from, until: until, call: call)
        let wantsCSV = try call.wantsCSV(), limit = try call.limit(), offset = try call.position()
        if wantsCSV { call.noteExport("reports/\(call.path("report"))") }
        let languages = maker.languages
        call.read(.second) { reader in
            let table = try maker.table(reader)
            return wantsCSV ? table.csv(languages) : table.page(offset: Int(clamping: offset), limit: limit)
        }
    }
}

enum Report: String, CaseIterable, Sendable {
    case earned, spent, liability, movement, effects, boards, targets, questions

    /// What its lines may be; the first where nothing is said.
    var groupings: [String] {
        switch self {
        case .earned: ["rule", "team", "member", "tier", "month"]
        case .spent: ["reward", "team", "member", "tier", "month"]
        case .liability: ["team", "member", "tier", "month"]
        case .movement: ["month", "team", "member", "tier"]
        case .effects: ["rule"]
        case .boards: ["member", "team"]
        case .targets: ["team", "member"]
        case .questions: ["rule", "team", "member"]
        }
    }
}

/// Makes the lines of a report on a reader's thread.
struct ReportMaker: Sendable {
    let report: Report
    let by: String
    let from: Instant
    let until: Instant
    let directory: Directory
    let visible: VisibilityScope
    /// The reader's, then the company's.
    let languages: [String]

    init(report: Report, by: String, from: Instant, until: Instant, call: Call) {
        (self.report, self.by, self.from, self.until) = (report, by, from, until)
        directory = call.directory
        visible = call.visible
        languages = call.directory.languages
    }

    func table(_ reader: Reader) throws -> ReportTable {
        switch report {
        case .earned: try flow(["points", "count", "members"], reader.earned) { [$0.points, $0.entries, $0.members] }
        case .spent: try flow(["points", "count"], reader.spent) { [$0.points, $0.entries] }
        case .liability: try liability(reader)
        case .movement: try movement(reader)
        case .effects: try effects(reader)
        case .boards: try boards(reader)
        case .targets: try targets(reader)
        case .questions: try questions(reader)
        }
    }

    // MARK: Boards and targets

    /// Points as boards count them, over any days.
    private func boards(_ reader: Reader) throws -> ReportTable {
        let calendar = directory.programme.calendar
        let days = DayRange(calendar.day(of: from), until: calendar.day(of: until.adding(microseconds: -1)).adding(days: 1))
        let standings = try reader.tallies(of: .points, over: days).compactMap { owner, tally -> (key: String, value: Decimal)? in
            switch owner {
            case .member(let id) where by == "member": isShown(id.text) ? (id.text, tally.sum) : nil
            case .team(let id) where by == "team": (id.text, tally.sum)
            default: nil
            }
        }.filter { !$0.value.isZero }.sorted { $0.value == $1.value ? $0.key < $1.key : $0.value > $1.value }
        var rank = 0
        let lines = standings.enumerated().map { index, line in
            if index == 0 || standings[index - 1].value != line.value { rank = index + 1 }
            return ReportTable.Line(key: line.key, name: name(line.key), values: [line.value, Decimal(rank)])
        }
        let columns: [ReportTable.Column] = [.init(id: "value", unit: "points"), .init(id: "rank", unit: "count")]
        // Teams hold the teams inside them.
        return table(columns, lines, but: by == "team" ? ["value", "rank"] : ["rank"])
    }

    /// The targets of every period that begins in the time.
    private func targets(_ reader: Reader) throws -> ReportTable {
        let set = directory.programme.book.set(at: visible.now)
        var lines: [ReportTable.Line] = []
        for period in try periodsWithTargets(reader) where lines.count < Self.mostTargets { lines += try targets(of: period, set, reader) }
        let columns: [ReportTable.Column] = [.init(id: "value", unit: "count"), .init(id: "reached", unit: "count"), .init(id: "attainment", unit: "ratio")]
        return table(columns, lines, but: ["value", "reached", "attainment"])
    }

    /// Weeks first, then months, quarters and years, each in order. Only those in which there is a target: of ten thousand years most
    /// have none.
    private func periodsWithTargets(_ reader: Reader) throws -> [Period] {
        let calendar = directory.programme.calendar, kinds = [PeriodKind.week, .month, .quarter, .year]
        let periods = try reader.periodsWithTargets().compactMap { calendar.period(key: $0) }
            .filter { kinds.contains($0.kind) && from <= $0.start && $0.start < until }
        return kinds.flatMap { kind in periods.filter { $0.kind == kind }.sorted { $0.start < $1.start } }
    }

    private static let mostTargets = 10_000

    private func targets(of period: Period, _ set: RuleSet, _ reader: Reader) throws -> [ReportTable.Line] {
        let owned = try reader.targets(of: period.key).compactMap { key, target -> (id: String, owner: Owner, key: TargetKey, target: Target)? in
            switch key.owner {
            case .member(let id) where by == "member": isShown(id.text) ? (id.text, .member(id), key, target) : nil
            case .team(let id) where by == "team": (id.text, .team(id), key, target)
            default: nil
            }
        }.sorted { ($0.id, $0.key.metric) < ($1.id, $1.key.metric) }
        return try owned.map { line in
            let reached = try reader.value(of: line.key.metric, line.owner, over: period.days, set)
            let attainment = line.target.value.isZero ? nil : try? reached.dividing(by: line.target.value, toFractionDigits: 4, .down)
            return ReportTable.Line(
                key: "\(line.id)/\(line.key.metric)/\(period.key)",
                name: .string("\(plainName(line.id)) · \(set.metric(line.key.metric)?.title?.text(in: languages) ?? line.key.metric) · \(period.key)"),
                values: [line.target.value, reached.rounded(toFractionDigits: 4, .halfEven), attainment])
        }
    }

    // MARK: Questions

    /// What was asked in the time, so that a rule that confuses is seen. A manager counts those that they may see.
    private func questions(_ reader: Reader) throws -> ReportTable {
        let asked = try reader.questions(from: from, until: until).filter { visible.rights.maySee($0) }
        let lines = Dictionary(grouping: asked, by: key(of:)).sorted { $0.value.count == $1.value.count ? $0.key < $1.key : $0.value.count > $1.value.count }
            .map { key, asked in
                let counts = [
                    asked.count, asked.count { $0.isWaiting }, asked.count { $0.wasReopened }, asked.count { $0.steps.contains { $0.link != nil } },
                ]
                return ReportTable.Line(key: key, name: name(key), values: counts.map { Decimal($0) })
            }
        return table(["asked", "waiting", "reopened", "corrected"].map { .init(id: $0, unit: "count") }, lines, but: [])
    }

    /// What no rule is behind is told by its kind.
    private func key(of question: Question) -> String {
        switch by {
        case "rule": question.rule ?? question.about.kind.rawValue
        case "member": question.member.text
        default: directory.members[question.member]?.team(at: question.created)?.text ?? ""
        }
    }

    // MARK: Lines

    func table(_ columns: [ReportTable.Column], _ lines: [ReportTable.Line], but skipped: Set<String>) -> ReportTable {
        ReportTable(
            report: report.rawValue, by: by, from: from, until: until, columns: columns, lines: lines,
            totals: ReportTable.totals(lines, of: columns, but: skipped))
    }

    /// A manager's report by member holds the team's members alone.
    func isShown(_ key: String) -> Bool {
        by != "member" || visible.seesAll || (directory.members[MemberID(key)].map(visible.covers) ?? false)
    }

    func name(_ key: String) -> JSONValue {
        switch by {
        case "rule": directory.programme.book.versions.reversed().lazy.compactMap { $0.set.rule(key)?.title }.first?.json ?? .string(key)
        case "reward": directory.rewards[key]?.title.json ?? .string(key)
        case "tier": directory.tiers.first { $0.id == key }?.title.json ?? .string(key)
        default: .string(plainName(key))
        }
    }

    private func plainName(_ key: String) -> String {
        switch by {
        case "member": directory.members[MemberID(key)]?.name ?? key
        case "team": directory.teams[TeamID(key)]?.name.text(in: languages) ?? key
        default: key
        }
    }
}
