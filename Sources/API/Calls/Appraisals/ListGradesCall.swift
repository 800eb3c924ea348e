import Identity
import JSON
import Periods
import PointsEngine
import Store
import Web

/// `GET /appraisals/grades?period=`: how the grades of a period are spread over the teams.
enum ListGradesCall {
    static let endpoint = Endpoint(
        .get, "/appraisals/grades", .atLeast(.director), "How grades are spread over teams: by form and team, of the sheets of a period.",
        takes: .query([Argument("period", .text, "has to be there: a key such as 2026-Q4"), Argument("form")]),
        gives: .json(.page("GradeSpread"))
    ) { call in
        guard let period = call.query("period"), call.directory.programme.calendar.period(key: period) != nil else {
            throw Problem(.badTime, "period is a key such as 2026-Q4", at: "period")
        }
        var filter = SheetFilter()
        (filter.period, filter.form) = (period, call.query("form"))
        let view = SheetView(directory: call.directory, caller: call.caller, now: call.now)
        call.read(.second) { [filter] reader in
            var spreads: [GradeSpread.Key: GradeSpread] = [:]
            try reader.forEachSheet(filter) { sheet in
                guard view.isRead(sheet) else { return }
                let key = GradeSpread.Key(form: sheet.id.form, team: sheet.terms.team)
                spreads[key, default: GradeSpread(sheet)].add(sheet, isOverdue: view.awaited(sheet)?.isOverdue ?? false)
            }
            let people = PersonView(directory: view.directory, now: view.now)
            let ordered = spreads.sorted { ($0.key.form, $0.key.team?.text ?? "") < ($1.key.form, $1.key.team?.text ?? "") }
            return .list(ordered) { spread, writer in spread.value.write(spread.key, period, people, to: &writer) }
        }
    }
}

/// The sheets of one form and team.
private struct GradeSpread {
    struct Key: Hashable {
        let form: String
        let team: TeamID?
    }

    private let title: LocalizedText
    private var total = 0, overdue = 0
    private var scores: [Decimal] = []
    /// In the order of the form, with how many have each.
    private var grades: [(id: String, count: Int)]

    init(_ sheet: Sheet) {
        title = sheet.terms.title
        grades = sheet.terms.grades.map { ($0.id, 0) }
    }

    mutating func add(_ sheet: Sheet, isOverdue: Bool) {
        total += 1
        if isOverdue { overdue += 1 }
        guard sheet.state.isClosed, let score = sheet.score else { return }
        scores.append(score)
        guard let grade = sheet.grade else { return }
        if let index = grades.firstIndex(where: { $0.id == grade }) { grades[index].count += 1 } else { grades.append((grade, 1)) }
    }

    private var mean: Decimal? {
        guard !scores.isEmpty, let sum = try? Decimal.sum(scores) else { return nil }
        return try? sum.dividing(by: Decimal(Int64(scores.count)), toFractionDigits: 1, .halfUp)
    }

    func write(_ key: Key, _ period: String, _ people: PersonView, to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("form", key.form)
            writer.member("title", title.json)
            writer.member("period", period)
            people.team(key.team, "team", &writer)
            writer.member("sheets", total)
            writer.member("completed", scores.count)
            writer.member("overdue", overdue)
            writer.member("mean", orNull: mean)
            writer.array("grades") { writer in
                for grade in grades { writer.object { $0.member("id", grade.id); $0.member("count", grade.count) } }
            }
        }
    }
}
