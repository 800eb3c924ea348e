import Expressions

extension Expression {
    /// Whether a condition over `member` holds for somebody. One that cannot be answered for them, such as for want of an attribute, does not.
    package func holds(for member: CreditedMember) -> Bool {
        var activation = Activation(RuleEnvironment.members) { _, _ in .null }
        activation[slot: 0] = RuleEnvironment.member(member)
        return (try? test(activation)) ?? false
    }
}
