import NaiveModel

/// A seeded history as a file: the same seed gives the same file on every platform.
package struct Workload: Sendable {
    package let seed: UInt64
    /// The scenario without expectations: company, rules, members, steps.
    package let file: Tree
    /// The same, each step with what the naive model says about it: a file for `laurel scenario`.
    package let expecting: Tree

    package var yaml: String { expecting.file }

    /// `steps` bounds the length of the history.
    package init(seed: UInt64, steps: Int, edition: Edition = .latest) throws(Unreadable) {
        self.seed = seed
        var history = try History(seed: seed, edition: edition)
        var plain: [Tree] = []
        var expecting: [Tree] = []
        for index in 0..<steps {
            let (step, result) = try history.next()
            plain.append(step)
            let isLast = index + 1 == steps
            expecting.append(.map(step.pairs + [.init("expect", history.model.expectation(after: step, result, complete: isLast || index % 5 == 4))]))
        }
        file = .map(history.head + [.init("steps", .list(plain))])
        self.expecting = .map(history.head + [.init("steps", .list(expecting))])
    }
}
