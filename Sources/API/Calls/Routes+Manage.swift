import Web

/// What managers and administrators configure, and what is asked of them.
extension Routes {
    static func addManagement(_ router: inout Router<Endpoint>) {
        router.call(.get, "/tiers", ListTiers.endpoint)
        router.call(.post, "/tiers", WriteTiers.create)
        router.call(.post, "/tiers/preview", PreviewTiers.endpoint)
        router.call(.put, "/tiers/{id}", WriteTiers.change)
        router.call(.delete, "/tiers/{id}", WriteTiers.delete)
        router.call(.get, "/rewards", ListRewards.endpoint)
        router.call(.post, "/rewards", WriteRewards.create)
        router.call(.put, "/rewards/{id}", WriteRewards.change)
        router.call(.post, "/rewards/{id}/archive", WriteRewards.archive)
        router.call(.get, "/redemptions", ListRedemptions.endpoint)
        router.call(.post, "/redemptions", RedeemReward.endpoint)
        router.call(.post, "/redemptions/{id}/cancel", CloseRedemption.cancel)
        router.call(.post, "/redemptions/{id}/fulfil", CloseRedemption.fulfil)
        router.call(.get, "/approvals", ListApprovals.endpoint)
        router.call(.post, "/approvals/{id}", DecideApproval.endpoint)
        router.call(.post, "/adjustments", AdjustPoints.endpoint)
        router.call(.get, "/targets", ListTargets.endpoint)
        router.call(.put, "/targets", SetTargets.endpoint)
        router.call(.get, "/targets/attainment", ReadAttainment.endpoint)
    }

    static func addPeople(_ router: inout Router<Endpoint>) {
        router.call(.get, "/members", ListMembers.endpoint)
        router.call(.post, "/members", WriteMembers.create)
        router.call(.get, "/members/{id}", ReadMember.endpoint)
        router.call(.patch, "/members/{id}", WriteMembers.change)
        router.call(.get, "/teams", ListTeams.endpoint)
        router.call(.post, "/teams", WriteTeams.create)
        router.call(.patch, "/teams/{id}", WriteTeams.change)
        router.call(.get, "/users", Users.list)
        router.call(.post, "/users", Users.create)
        router.call(.post, "/users/{name}/reset", Users.reset)
        router.call(.patch, "/users/{name}", Users.change)
        router.call(.get, "/tokens", Tokens.list)
        router.call(.post, "/tokens", Tokens.create)
        router.call(.delete, "/tokens/{id}", Tokens.revoke)
    }
}
