import Expressions
import RuleEngine

extension Programme {
    /// Whether what is decided may depend on what can be forgotten of people: rules and metrics of any version, conditions of boards, and
    /// who is appraised.
    package var readsPersonalValues: Bool {
        let fields = Set(ChangeMember.personal.map(\.name))
        let conditions = boards.compactMap(\.admits.condition) + appraisals.compactMap(\.who)
        return fields.contains(where: book.readsOfMembers) || conditions.contains { $0.references.whole.contains("member") || !fields.isDisjoint(with: $0.references.fields["member"] ?? []) }
    }
}
