/// What a member is told of, each of which the member may switch off (programme.md, "Notices"). What only says that points came or went
/// stands in the statement, and is no notice that is kept.
package enum NoticeKind: String, CaseIterable, Sendable {
    /// A redemption or a request about the member moved on.
    case redemption, decision
    /// Points that expire soon.
    case warning
    case target, tier, badge, honour, kudos
    /// An appraisal waits for the member, was taken over, objected to or closed.
    case appraisal
    /// A question of the member was answered, or one was passed to them.
    case question
    /// A reward that the member saves for can be had.
    case wish
    /// The member decides for somebody who is absent, or something waits that they decide for them.
    case deputy
    /// What was gathered of those that are wanted together.
    case digest

    /// Those that can be switched off or gathered.
    package static let switchable = allCases.filter { $0 != .digest }
}
