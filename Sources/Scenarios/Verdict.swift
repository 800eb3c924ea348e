/// A place where a scenario came out otherwise than it says.
package struct Difference: Sendable, CustomStringConvertible {
    /// The number of the step, from 1.
    package let step: Int
    /// The step's line in the file.
    package let line: Int
    /// The time of the step, in the company's zone.
    package let at: String
    /// What was compared: `points of li`.
    package let what: String
    package let expected: String
    package let found: String

    package var description: String {
        "step \(step), line \(line), \(at): \(what)\n    - expected \(expected)\n    + found    \(found)"
    }
}

/// How a scenario came out.
package struct Verdict: Sendable {
    package let title: String
    package let steps: Int
    package let differences: [Difference]

    package var passed: Bool { differences.isEmpty }
}
