import Expressions
import Identity
import JSON
import Periods
import PointsEngine
import RuleEngine

/// `appraisals.yaml`: a list of forms (programme.md, "Appraisals").
package enum AppraisalsFile {
    package static func forms(_ reader: YAMLReader, _ reading: RuleReading) throws -> [Found<AppraisalForm>] {
        try reader.list(upTo: 50) { Found(try form($0, reading), $0) }
    }

    private static func form(_ reader: YAMLReader, _ reading: RuleReading) throws -> AppraisalForm {
        let map = try reader.mapping(expected: "an appraisal: id, period, items …")
        let id = map.required("id") { try $0.name() }
        let title = map.optional("title") { try $0.localizedText() }
        let period = map.required("period") { PeriodKind(rawValue: try $0.choice(["month", "quarter", "year"])) ?? .quarter }
        let who = map.optional("who") { try $0.appraisal(reading, AppraisalEnvironment.who, expected: "true or false") { $0 == .bool } }
        let items = map.required("items") { try Self.items($0, reading) }
        let grades = map.optional("grades", default: [], Self.grades)
        let stages = map.optional("steps", default: AppraisalStage.choices, Self.stages)
        let due = map.optional("due", default: AppraisalSteps().due) { reader in
            let due = try reader.duration()
            guard !due.isZero else { throw reader.mismatch(expected: "a duration above zero, such as P10D") }
            return due
        }
        map.close()
        let form = AppraisalForm(
            id: try id(), title: try title() ?? LocalizedText(try id()), period: try period(), who: try who(), items: try items(), grades: try grades(),
            steps: AppraisalSteps(try stages(), due: try due()))
        try check(form, map)
        return form
    }

    // MARK: Items

    private static func items(_ reader: YAMLReader, _ reading: RuleReading) throws -> [AppraisalForm.Item] {
        let items = try reader.list(upTo: 50) { Found(try item($0, reading), $0) }
        guard !items.isEmpty else { throw reader.mismatch(expected: "at least one item") }
        RuleSetReading.checkNames(items, "item", \.id)
        let sum = try? Decimal.sum(items.map(\.value.weight))
        guard sum == 100 else {
            throw reader.failure("the weights sum to \(sum?.description ?? "more than can be summed")", expected: "weights that sum to 100")
        }
        return items.map(\.value)
    }

    private static func item(_ reader: YAMLReader, _ reading: RuleReading) throws -> AppraisalForm.Item {
        let map = try reader.mapping(expected: "an item: id, weight, and measure and full, or rated")
        let id = map.required("id") { try $0.name() }
        let title = map.optional("title") { try $0.localizedText() }
        let weight = map.required("weight") { try $0.positive() }
        let measure = map.optional("measure") { reader in
            try reader.appraisal(reading, AppraisalEnvironment.measure, expected: "a number") { [.int, .uint, .double, .decimal].contains($0) }
        }
        let full = map.optional("full") { try $0.positive() }
        let most = map.optional("most") { try $0.positive() }
        let rated = map.optional("rated", Self.rated)
        let kind = Result { try map.exactlyOne(of: ["measure", "rated"]) }
        map.close()
        if case .success("rated") = kind {
            for key in ["full", "most"] where map.has(key) { _ = map.failure(at: key, "only what is measured has \"\(key)\"") }
            guard let rated = try rated(), !map.has("full"), !map.has("most") else { throw Unreadable() }
            return AppraisalForm.Item(id: try id(), title: try title() ?? LocalizedText(try id()), kind: rated, weight: try weight())
        }
        _ = try kind.get()
        guard map.has("full") else { throw reader.failure("the key \"full\" is missing", hint: "what of the measure is worth the whole weight") }
        guard let measure = try measure(), let full = try full() else { throw Unreadable() }
        return AppraisalForm.Item(
            id: try id(), title: try title() ?? LocalizedText(try id()), kind: .measured(measure, full: full, most: try most() ?? .one), weight: try weight())
    }

    private static func rated(_ reader: YAMLReader) throws -> AppraisalForm.Item.Kind {
        let map = try reader.mapping(expected: "{scale: 5, by: manager}")
        let scale = map.optional("scale", default: Decimal(5)) { try $0.positive() }
        let by = map.optional("by", default: AppraisalStage.manager) { AppraisalStage(rawValue: try $0.choice(["manager", "director"])) ?? .manager }
        map.close()
        return .rated(scale: try scale(), by: try by())
    }

    // MARK: Grades and steps

    private static func grades(_ reader: YAMLReader) throws -> [AppraisalGrade] {
        let grades = try reader.list(upTo: 20) { reader in
            let map = try reader.mapping(expected: "{from: 90, id: S}")
            let from = map.required("from") { try $0.decimal() }
            let id = map.required("id") { try $0.identifier() }
            map.close()
            return Found(AppraisalGrade(from: try from(), id: try id()), reader)
        }
        RuleSetReading.checkNames(grades, "grade", \.id)
        for (higher, lower) in zip(grades, grades.dropFirst()) where lower.value.from >= higher.value.from {
            throw lower.reader.at("from").failure("grades go down: \(lower.value.from) follows \(higher.value.from)", expected: "less than \(higher.value.from)")
        }
        return grades.map(\.value)
    }

    private static func stages(_ reader: YAMLReader) throws -> [AppraisalStage] {
        let words = AppraisalStage.choices.map(\.rawValue)
        let stages = try reader.list(upTo: 3) { reader in
            guard let stage = AppraisalStage(rawValue: try reader.choice(words)) else { throw reader.mismatch(expected: words.joined(separator: ", ")) }
            return Found(stage, reader)
        }
        for (earlier, later) in zip(stages, stages.dropFirst()) where later.value <= earlier.value {
            throw later.reader.failure("\(later.value.rawValue) does not follow \(earlier.value.rawValue)", expected: "the order \(words.joined(separator: ", "))")
        }
        guard stages.contains(where: { $0.value > .own }) else { throw reader.failure("nobody else looks at the sheet", expected: "manager or director") }
        return stages.map(\.value)
    }

    private static func check(_ form: AppraisalForm, _ map: YAMLMapping) throws {
        for item in form.items {
            guard case .rated(_, let by) = item.kind, !form.stages.contains(by) else { continue }
            throw map.failure(at: "items", "\"\(item.id)\" is rated by the \(by.rawValue), who takes no step", expected: "steps with \(by.rawValue)")
        }
        guard form.period == .year || form.measured.isEmpty else {
            throw map.failure(at: "items", "appraisal() is the mean of a year", expected: "period: year")
        }
    }

    // MARK: What needs more than one form

    /// What measures ask for by name is there; a year's form measures forms of shorter periods.
    package static func check(_ forms: [Found<AppraisalForm>], metrics: [String]) {
        RuleSetReading.checkNames(forms, "appraisal", \.id)
        let shorter = forms.filter { $0.value.period != .year }.map(\.value.id)
        for form in forms {
            MetricsFile.checkCalls(form.value.measures, at: form.reader, metrics, of: ["metric", "target", "attainment"])
            for name in form.value.measured.sorted() where !shorter.contains(name) {
                let place = form.value.measures.lazy.compactMap { $0.source.contains(name) ? form.reader.scalar($0.source) : nil }.first ?? form.reader
                _ = place.failure(
                    "no appraisal \"\(name)\" of a month or a quarter", expected: shorter.isEmpty ? "another form in this file" : "one of \(shorter.sorted().joined(separator: ", "))",
                    hint: Spelling.nearest(to: name, in: shorter).map { "did you mean \"\($0)\"?" })
            }
        }
    }
}

extension YAMLReader {
    /// A number above zero with at most four fraction digits.
    fileprivate func positive() throws -> Decimal {
        let number = try decimal()
        guard number > .zero, number.fixed4 != nil else { throw mismatch(expected: "a number above zero, with at most four fraction digits") }
        return number
    }

    fileprivate func appraisal(_ reading: RuleReading, _ environment: Environment, expected: String, fits: (CELType) -> Bool) throws -> Expression {
        let source = try text(expected: "a CEL expression")
        let expression = try compiled(source, in: environment, reading.zones)
        guard expression.type == .dyn || fits(expression.type) else { throw failure("the expression gives \(expression.type.name)", expected: expected) }
        try checkBounds(of: expression)
        return expression
    }
}
