import Identity

/// Forgets who a member was, after they have left: their name and attributes, and what they alone were told. Their id stays, and with it
/// every point: the ledger knows them by that alone. What was said of them before goes from its commands too (`PersonalField`).
///
/// Refusals: `unknown-member`, `not-permitted`, `conflict` (they are still there).
package struct ForgetMember: Command, Hashable {
    package static let name = "forget-member"
    package static let group: AuditGroup? = .member

    package let id: MemberID

    package init(_ id: MemberID) { self.id = id }

    package var subject: String? { id.text }

    package init(from stored: StoredCommand) throws { self.init(MemberID(try stored.subject)) }

    package func carryOut(on draft: Draft) throws -> Configured<Member> { try draft.forget(id) }
}

extension Draft {
    fileprivate func forget(_ id: MemberID) throws -> Configured<Member> {
        var member = try self.member(id)
        guard try rights.mayForget(member) else { throw Refusal(.notPermitted) }
        guard !member.isForgotten else { return Configured(member, isRepetition: true) }
        guard !member.isThere(at: now) else { throw Refusal(.conflict, at: "/left", "\(id.text) is still there: a person is forgotten after leaving") }
        member.forget()
        member.revision += 1
        overlay.changes.members[id] = member
        try forgetNotices(of: id)
        return Configured(member)
    }

    private func forgetNotices(of id: MemberID) throws {
        for key in try overlay.noticeKeys(of: id) { overlay.changes.notices[key] = nil }
        overlay.changes.noticeBoxes[id] = nil
        overlay.changes.preferences[id] = nil
        overlay.changes.wishes[id] = nil
    }
}
