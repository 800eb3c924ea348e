import Identity

/// What moves to a deputy while somebody is absent: what waits for them, and nothing else of theirs.
extension Rights {
    /// For whom the actor may decide a request that is not theirs to decide; nil: for nobody.
    ///
    /// The authority is that of who is absent, and the ladder stands: what the absent may not decide is decided by no deputy, nobody decides
    /// about what is theirs or what they asked for, a deputy's own deputy inherits nothing, and drafts of rules need whoever may publish them.
    package func absentee(for request: Request) throws(People.Failure) -> Member? {
        if case .publication = request.kind { return nil }
        return try isDeputy(about: request) { rights throws(People.Failure) in try rights.decides(request) }
    }

    func isDeputy(about request: Request, where may: (Rights) throws(People.Failure) -> Bool) throws(People.Failure) -> Member? {
        guard let own = actor.member, own != request.member, request.requester.person != actor.person, try leadsSomebody() else { return nil }
        for absent in try people.leaders().sorted(by: { $0.id < $1.id }) {
            guard let deputy = absent.deputy, deputy.member == own, deputy.isActive(at: now), absent.isThere(at: now) else { continue }
            if try may(Rights(of: .member(absent.id), among: people, at: now)) { return absent }
        }
        return nil
    }

    /// Whether the actor may say who decides for a leader: oneself, and whoever may change them.
    package func mayName(deputyOf member: Member) throws(People.Failure) -> Bool {
        if actor.member == member.id { return try leadsSomebody() }
        return try mayChange(member)
    }

    /// Whether the actor may give a member another picture: oneself, and whoever may change them.
    package func mayPicture(_ member: Member) throws(People.Failure) -> Bool {
        if member.isForgotten { return false }
        if actor.member == member.id { return member.isThere(at: now) }
        return try mayChange(member)
    }
}
