import Identity
import JSON

/// A line of a sheet: what counts, how much of it was reached, and its score.
package struct SheetItem: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        case measured(Measured)
        /// `rating` is nil until the step is taken.
        case rated(scale: Decimal, by: AppraisalStage, rating: Decimal?)
    }

    /// A number as it was when the sheet opened, with what it was computed from.
    package struct Measured: Hashable, Sendable {
        package let expression: String
        package let full: Decimal
        package let most: Decimal
        package var outcome: Outcome

        package init(expression: String, full: Decimal, most: Decimal, outcome: Outcome) {
            self.expression = expression
            self.full = full
            self.most = most
            self.outcome = outcome
        }
    }

    package struct Outcome: Hashable, Sendable {
        /// Nil where the expression failed: it scores nothing, and `fault` says why.
        package let value: Decimal?
        package let fault: String?
        /// What the expression asked for, in order, each once.
        package let reads: [Read]

        package init(value: Decimal?, fault: String? = nil, reads: [Read]) {
            self.value = value
            self.fault = fault
            self.reads = reads
        }
    }

    /// What an expression asked for, and was told.
    package struct Read: Hashable, Sendable {
        /// `metric`, `target`, `attainment` or `appraisal`.
        package let function: String
        package let name: String
        package let period: String
        package let value: Decimal
        /// Of an attainment: what it divides.
        package var metric: Decimal?
        package var target: Decimal?
        /// Of an appraisal: the sheets of the year; those without a score are not closed, and do not count.
        package var sheets: [Scored] = []

        package init(_ function: String, _ name: String, period: String, value: Decimal) {
            self.function = function
            self.name = name
            self.period = period
            self.value = value
        }
    }

    package struct Scored: Hashable, Sendable {
        package let period: String
        package let score: Decimal?

        package init(period: String, score: Decimal?) {
            self.period = period
            self.score = score
        }
    }

    package let id: String
    package let title: LocalizedText
    package let weight: Decimal
    package var kind: Kind

    package init(id: String, title: LocalizedText, weight: Decimal, kind: Kind) {
        self.id = id
        self.title = title
        self.weight = weight
        self.kind = kind
    }

    /// One decimal, half-up; nil where it is not rated yet.
    package var score: Decimal? { exactScore?.asScore }

    /// `min(measure / full, most) × weight`, or `rating / scale × weight`. What could not be measured scores nothing.
    package var exactScore: Decimal? {
        switch kind {
        case .measured(let measured): measured.outcome.value.map { Self.score($0, of: measured, weight) } ?? .zero
        case .rated(let scale, _, let rating): rating.map { Self.share($0, of: scale, weight) }
        }
    }

    private static func score(_ value: Decimal, of measured: Measured, _ weight: Decimal) -> Decimal {
        // Compared by multiplication, so that no quotient decides.
        let bound = try? measured.most.multiplied(by: measured.full)
        return bound.map { value >= $0 } ?? true ? share(measured.most, of: .one, weight) : share(value, of: measured.full, weight)
    }

    /// With twelve digits, so that products and sums stay exact: a quotient may have 34. Numbers beyond all measure are nothing.
    private static func share(_ value: Decimal, of whole: Decimal, _ weight: Decimal) -> Decimal {
        let value = value.rounded(toFractionDigits: 12, .halfEven)
        return (try? value.multiplied(by: weight).dividing(by: whole, toFractionDigits: 12, .halfEven)) ?? .zero
    }
}

extension Decimal {
    /// One decimal, half-up. What quotients fall short of, three thirds of a whole, is made good first.
    var asScore: Decimal { rounded(toFractionDigits: 8, .halfEven).rounded(toFractionDigits: 1, .halfUp) }
}
