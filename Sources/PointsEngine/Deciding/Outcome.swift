import Identity
import RuleEngine

/// What came of a command.
package enum Outcome: Sendable {
    /// Nothing changes.
    case refused(Refusal)
    case done(any Receipt, Changes)
}
