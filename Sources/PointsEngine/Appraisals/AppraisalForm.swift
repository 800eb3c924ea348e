import Expressions
import Identity
import JSON
import Periods

/// What an appraisal asks for (`appraisals.yaml`; programme.md, "Appraisals"): a sheet is opened by it for each member, at the lock of each
/// of its periods.
package struct AppraisalForm: Sendable {
    package struct Item: Sendable {
        package enum Kind: Sendable {
            /// A number that is computed when the sheet opens: `min(measure / full, most)` of the weight.
            case measured(Expression, full: Decimal, most: Decimal)
            /// From 0 to `scale`, by who takes the step.
            case rated(scale: Decimal, by: AppraisalStage)
        }

        package let id: String
        package let title: LocalizedText
        package let kind: Kind
        package let weight: Decimal

        package init(id: String, title: LocalizedText, kind: Kind, weight: Decimal) {
            self.id = id
            self.title = title
            self.kind = kind
            self.weight = weight
        }
    }

    package let id: String
    package let title: LocalizedText
    /// A month, a quarter or a year.
    package let period: PeriodKind
    /// Who is appraised; nil: everyone. Asked of each member as they are when sheets open; one of whom it cannot be said gets none.
    package let who: Expression?
    package let items: [Item]
    /// From the highest down.
    package let grades: [AppraisalGrade]
    /// In their order; the member's signature follows them.
    package let stages: [AppraisalStage]
    /// How long each step may take before whoever is next above takes it over.
    package let due: CalendarDuration

    package init(
        id: String, title: LocalizedText, period: PeriodKind, who: Expression?, items: [Item], grades: [AppraisalGrade], steps: AppraisalSteps = AppraisalSteps()
    ) {
        self.id = id
        self.title = title
        self.period = period
        self.who = who
        self.items = items
        self.grades = grades
        stages = steps.stages
        due = steps.due
    }

    /// The forms whose scores its items measure.
    package var measured: Set<String> {
        Set(measures.flatMap { $0.references.calls.filter { $0.function == AppraisalEnvironment.appraisal }.compactMap(\.literals.first) })
    }

    package var measures: [Expression] {
        items.compactMap { if case .measured(let expression, _, _) = $0.kind { expression } else { nil } }
    }
}

/// The steps of a form, and how long each may take.
package struct AppraisalSteps: Sendable {
    package var stages: [AppraisalStage]
    package var due: CalendarDuration

    package init(_ stages: [AppraisalStage] = [.own, .manager, .director], due: CalendarDuration = .calendar(months: 0, days: 10)) {
        self.stages = stages
        self.due = due
    }
}

/// A grade for every score from `from` on, up to the next higher one.
package struct AppraisalGrade: Hashable, Sendable {
    package let from: Decimal
    package let id: String

    package init(from: Decimal, id: String) {
        self.from = from
        self.id = id
    }
}

/// Whose turn it is on a sheet, in the order in which they come.
package enum AppraisalStage: String, CaseIterable, Comparable, Sendable {
    /// The member comments.
    case own = "self"
    /// The manager rates and comments.
    case manager
    /// The director confirms.
    case director
    /// The member signs, or objects.
    case signature

    /// Those that a form chooses from.
    package static let choices: [AppraisalStage] = [.own, .manager, .director]

    package static func < (a: Self, b: Self) -> Bool { a.order < b.order }

    private var order: Int {
        switch self {
        case .own: 0
        case .manager: 1
        case .director: 2
        case .signature: 3
        }
    }
}
