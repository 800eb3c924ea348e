import NaiveModel
import Seeds

/// What workloads are made of. A seed names a history within an edition: what a later edition adds draws no number in an earlier one, so that
/// a seed that failed once fails again.
package enum Edition: Int, Comparable, Sendable {
    case first = 1
    /// Growth and attainment, targets, ratios, means per head, rolling twelve months, metrics in expressions.
    case second
    /// Points that lapse within days, chains of corrections, deductions by number, the same id from two sources, shares to eight digits, fiscal years named
    /// by their end, years that pass at once.
    case third
    /// Campaigns.
    case fourth
    /// Appraisals.
    case fifth
    /// Customers: classes and their reviews, visits that are due, owners, merges.
    case sixth
    /// Leave, badges that are withdrawn, questions, campaigns that get another end, boards of some, sums of what one gives another.
    case seventh
    /// Boards of teams of one level.
    case eighth

    package static let latest = Edition.eighth

    package static func < (a: Edition, b: Edition) -> Bool { a.rawValue < b.rawValue }
}

/// A seeded company and what happens to it, step after step, for as long as it is asked for. The naive model lives through it.
package struct History: Sendable {
    /// The scenario without its steps: company, rules, members …
    package let head: [Tree.Pair]
    package let start: Instant
    private var maker: StepMaker

    package var model: Model { maker.model }

    package init(seed: UInt64, edition: Edition = .latest) throws(Unreadable) {
        var random = Seeded(seed: seed)
        start = 1_767_225_600 + random.pick(20...360) * 86_400 + random.pick(0...1439) * 60
        var company = CompanyMaker(random: random, start: start, edition: edition)
        head = company.head(title: "Workload, seed \(seed)")
        maker = try StepMaker(random: company.random, file: .map(head), start: start, edition: edition)
    }

    /// The next step, and what the model says came of it. A step is a map of `at` and one command, or of `at` alone: a look.
    package mutating func next() throws(Unreadable) -> (step: Tree, result: StepResult) { try maker.next() }
}
