import Identity
import JSON
import Periods

/// All of a sheet but its id, team and opening, which are columns.
extension Sheet {
    package var stored: [UInt8] {
        JSONWriter.object { writer in
            writer.member("title", terms.title.stored)
            writer.member("kind", terms.kind.rawValue)
            writer.list("grades", terms.grades) { writer, grade in writer.object { $0.member("from", grade.from); $0.member("id", grade.id) } }
            writer.texts("stages", terms.stages.map(\.rawValue))
            writer.member("due", terms.due.description)
            writer.list("items", items) { writer, item in writer.object { item.write(to: &$0) } }
            writer.list("steps", steps) { writer, step in writer.object { step.write(to: &$0) } }
            writer.member("number", number)
            writer.member("revision", revision)
        }
    }

    package init(id: SheetID, team: TeamID?, opened: Instant, stored: [UInt8]) throws {
        let fields = try Fields(json: stored, "sheet \(id.text)")
        let terms = Terms(
            title: try LocalizedText(stored: fields.object["title"], fields.place), kind: try fields.choice("kind"), team: team,
            grades: try fields.list("grades") { value in
                let grade = try Fields(value, fields.place)
                return AppraisalGrade(from: try grade.decimal("from"), id: try grade.text("id"))
            },
            stages: try fields.texts("stages").map { try fields.require("stages", AppraisalStage(rawValue: $0)) },
            due: try fields.require("due", CalendarDuration(try fields.text("due"))))
        self.init(
            id: id, terms: terms, opened: opened, items: try fields.list("items") { try SheetItem(stored: Fields($0, fields.place)) },
            steps: try fields.list("steps") { try Step(stored: Fields($0, fields.place)) }, number: try fields.integer("number"),
            revision: try fields.integer("revision"))
    }
}

extension Sheet.Step {
    fileprivate func write(to writer: inout JSONWriter) {
        writer.member("state", state.rawValue)
        writer.member("actor", actor.text)
        writer.member("at", at)
        writer.member("comment", ifPresent: comment)
        if isTakenOver { writer.member("taken_over", true) }
        writer.member("key", ifPresent: key)
    }

    fileprivate init(stored fields: Fields) throws {
        self.init(
            state: try fields.choice("state"), actor: try fields.actor("actor"), at: try fields.instant("at"),
            comment: try fields.optionalText("comment"), isTakenOver: try fields.flag("taken_over"), key: try fields.optionalText("key"))
    }
}

extension SheetItem {
    fileprivate func write(to writer: inout JSONWriter) {
        writer.member("id", id)
        writer.member("title", title.stored)
        writer.member("weight", weight)
        switch kind {
        case .measured(let measured):
            writer.member("measure", measured.expression)
            writer.member("full", measured.full)
            writer.member("most", measured.most)
            writer.member("value", ifPresent: measured.outcome.value.map(JSONValue.number))
            writer.member("fault", ifPresent: measured.outcome.fault)
            writer.list("reads", measured.outcome.reads) { writer, read in writer.object { read.write(to: &$0) } }
        case .rated(let scale, let by, let rating):
            writer.member("scale", scale)
            writer.member("by", by.rawValue)
            writer.member("rating", ifPresent: rating.map(JSONValue.number))
        }
    }

    fileprivate init(stored fields: Fields) throws {
        let kind: Kind
        if fields.has("scale") {
            kind = .rated(scale: try fields.decimal("scale"), by: try fields.choice("by"), rating: try fields.optionalDecimal("rating"))
        } else {
            let outcome = Outcome(
                value: try fields.optionalDecimal("value"), fault: try fields.optionalText("fault"),
                reads: try fields.list("reads") { try Read(stored: Fields($0, fields.place)) })
            kind = .measured(
                Measured(expression: try fields.text("measure"), full: try fields.decimal("full"), most: try fields.decimal("most"), outcome: outcome))
        }
        self.init(
            id: try fields.text("id"), title: try LocalizedText(stored: fields.object["title"], fields.place), weight: try fields.decimal("weight"), kind: kind)
    }
}

extension SheetItem.Read {
    fileprivate func write(to writer: inout JSONWriter) {
        writer.member("function", function)
        writer.member("name", name)
        writer.member("period", period)
        writer.member("value", value)
        writer.member("metric", ifPresent: metric.map(JSONValue.number))
        writer.member("target", ifPresent: target.map(JSONValue.number))
        writer.list("sheets", sheets) { writer, sheet in
            writer.object { $0.member("period", sheet.period); $0.member("score", ifPresent: sheet.score.map(JSONValue.number)) }
        }
    }

    fileprivate init(stored fields: Fields) throws {
        self.init(try fields.text("function"), try fields.text("name"), period: try fields.text("period"), value: try fields.decimal("value"))
        metric = try fields.optionalDecimal("metric")
        target = try fields.optionalDecimal("target")
        sheets = try fields.list("sheets") { value in
            let sheet = try Fields(value, fields.place)
            return SheetItem.Scored(period: try sheet.text("period"), score: try sheet.optionalDecimal("score"))
        }
    }
}
