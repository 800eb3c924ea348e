import JSON
import PointsEngine

/// Sheets as they stand after a step.
extension Comparison {
    mutating func compare(_ expected: Expectation.Appraisal, _ engine: MemoryEngine) {
        let sheet = SheetID(expected.id).flatMap { engine.facts.find(Sheet.self, $0) }
        if let state = expected.state { same("state of \(expected.id)", state, sheet?.state.rawValue ?? "none") }
        if let score = expected.score { same("score of \(expected.id)", "\(score)", text(sheet?.score)) }
        if let grade = expected.grade { same("grade of \(expected.id)", grade, sheet?.grade ?? "none") }
        for (id, score) in expected.items { same("score of \(id) in \(expected.id)", "\(score)", text(sheet?.items.first { $0.id == id }?.score)) }
        for (id, value) in expected.values { same("value of \(id) in \(expected.id)", "\(value)", text(sheet?.items.first { $0.id == id }?.value)) }
        let awaited = sheet?.awaited(at: engine.now, of: sheet.flatMap { engine.facts.member($0.member) }, engine.programme.calendar)
        if let stage = expected.waitsFor { same("whom \(expected.id) waits for", stage, awaited?.stage.rawValue ?? "nobody") }
        if let overdue = expected.overdue { same("whether \(expected.id) is overdue", "\(overdue)", "\(awaited?.isOverdue ?? false)") }
    }

    private func text(_ number: Decimal?) -> String { number.map { "\($0)" } ?? "none" }
}

extension SheetItem {
    /// What was measured or given.
    fileprivate var value: Decimal? {
        switch kind {
        case .measured(let measured): measured.outcome.value
        case .rated(_, _, let rating): rating
        }
    }
}
