import Identity
import JSON
import Periods
import PointsEngine
import Projection
import RuleEngine
import Store

/// A sheet as its reader sees it, with what the reader may do.
struct SheetView: Sendable {
    let directory: Directory
    let caller: Caller
    let now: Instant

    private var visible: VisibilityScope { directory.visibility(of: caller, at: now) }
    private var calendar: CompanyCalendar { directory.programme.calendar }

    /// Whether the reader may see it at all.
    func isRead(_ sheet: Sheet) -> Bool { visible.coversSheets(of: sheet.member) }

    func awaited(_ sheet: Sheet) -> AwaitedStep? { sheet.awaited(at: now, of: directory.members[sheet.member], calendar) }

    /// What the engine would let the reader do now.
    func rights(to sheet: Sheet) -> [Appraise.Action] { directory.rights(of: caller, at: now).actions(on: sheet, calendar) }

    /// - Parameter seal: nil: it is not told; of `.some(nil)` there is none.
    func write(_ sheet: Sheet, seal: Head?? = nil, to writer: inout JSONWriter) {
        let people = PersonView(directory: directory, now: now)
        writer.object { writer in
            writer.member("id", sheet.id.inPath)
            writer.member("form", sheet.id.form)
            writer.member("title", sheet.terms.title.json)
            writer.member("period", sheet.id.period)
            writer.key("member")
            people.write(sheet.member, to: &writer, withTeam: true)
            people.team(sheet.terms.team, "team", &writer)
            writer.member("state", sheet.state.rawValue)
            writer.member("opened", sheet.opened.rfc3339)
            writer.member("score", orNull: sheet.score)
            writer.member("grade", orNull: sheet.grade)
            writer.array("items") { writer in
                for item in sheet.items { writer.object { write(item, to: &$0) } }
            }
            writer.array("grades") { writer in
                for grade in sheet.terms.grades { writer.object { $0.member("from", grade.from); $0.member("id", grade.id) } }
            }
            writer.array("turns") { writer in
                for stage in sheet.terms.stages + [.signature] { writer.value(stage.rawValue) }
            }
            steps(sheet, people, &writer)
            writer.object("waits", of: awaited(sheet)) { awaited, writer in
                writer.member("turn", awaited.stage.rawValue)
                writer.member("due", awaited.due.rfc3339)
                writer.member("overdue", awaited.isOverdue)
            }
            writer.member("may", .array(rights(to: sheet).map { .string($0.rawValue) }))
            writer.member("etag", "\(sheet.revision)")
            guard let seal else { return }
            writer.object("seal", of: seal) { seal, writer in
                writer.member("number", seal.number)
                writer.member("hash", "\(seal.hash)")
            }
        }
    }

    private func steps(_ sheet: Sheet, _ people: PersonView, _ writer: inout JSONWriter) {
        writer.array("steps") { writer in
            for step in sheet.steps {
                writer.object { writer in
                    writer.member("state", step.state.rawValue)
                    writer.member("at", step.at.rfc3339)
                    writer.key("actor")
                    people.actor(step.actor, to: &writer)
                    writer.member("comment", orNull: step.comment)
                    writer.member("taken_over", step.isTakenOver)
                }
            }
        }
    }

    private func write(_ item: SheetItem, to writer: inout JSONWriter) {
        writer.member("id", item.id)
        writer.member("title", item.title.json)
        writer.member("weight", item.weight)
        writer.member("score", orNull: item.score)
        switch item.kind {
        case .rated(let scale, let by, let rating):
            writer.object("rated") { writer in
                writer.member("scale", scale)
                writer.member("by", by.rawValue)
                writer.member("rating", orNull: rating)
            }
        case .measured(let measured):
            writer.object("measured") { writer in
                writer.member("measure", measured.expression)
                writer.member("value", orNull: measured.outcome.value.map(Self.shown))
                writer.member("full", measured.full)
                writer.member("most", measured.most)
                writer.member("fault", orNull: measured.outcome.fault)
                writer.array("reads") { writer in
                    for read in measured.outcome.reads { writer.object { write(read, to: &$0) } }
                }
            }
        }
    }

    private func write(_ read: SheetItem.Read, to writer: inout JSONWriter) {
        let metric = directory.programme.book.set(at: now).metric(read.name)
        let form = directory.programme.appraisals.first { $0.id == read.name }
        let isOfForm = read.function == AppraisalEnvironment.appraisal
        writer.member("function", read.function)
        writer.member("name", read.name)
        writer.member("title", ((isOfForm ? form?.title : metric?.title) ?? LocalizedText(read.name)).json)
        writer.member("unit", isOfForm ? "score" : metric?.unit.rawValue ?? "count")
        writer.member("period", read.period)
        writer.member("value", Self.shown(read.value))
        writer.member("metric", orNull: read.metric.map(Self.shown))
        writer.member("target", orNull: read.target.map(Self.shown))
        writer.array("sheets") { writer in
            for sheet in read.sheets { writer.object { $0.member("period", sheet.period); $0.member("score", orNull: sheet.score) } }
        }
    }

    /// Quotients have 34 digits, which nobody reads.
    private static func shown(_ number: Decimal) -> Decimal { number.rounded(toFractionDigits: 4, .halfEven) }
}
