import Web

/// What managers and administrators configure, and what is asked of them.
extension Routes {
    static func addManagement(_ router: inout Router<Endpoint>) {
        router.call(.get, "/tiers", ListTiers.endpoint)
        router.call(.post, "/tiers", CreateTier.endpoint)
        router.call(.post, "/tiers/preview", PreviewTiers.endpoint)
        router.call(.put, "/tiers/{id}", EditTier.endpoint)
        router.call(.delete, "/tiers/{id}", RemoveTier.endpoint)
        router.call(.get, "/rewards", ListRewards.endpoint)
        router.call(.post, "/rewards", CreateReward.endpoint)
        router.call(.put, "/rewards/{id}", EditReward.endpoint)
        router.call(.post, "/rewards/{id}/archive", ShelveReward.endpoint)
        router.call(.get, "/redemptions", ListRedemptions.endpoint)
        router.call(.post, "/redemptions", RedeemReward.endpoint)
        router.call(.post, "/redemptions/{id}/cancel", CancelRedemption.endpoint)
        router.call(.post, "/redemptions/{id}/fulfil", FulfilRedemption.endpoint)
        router.call(.get, "/approvals", ListApprovals.endpoint)
        router.call(.post, "/approvals/{id}", DecideApproval.endpoint)
        router.call(.post, "/adjustments", AdjustPoints.endpoint)
        router.call(.post, "/recognitions", Recognise.endpoint)
        router.call(.get, "/targets", ListTargets.endpoint)
        router.call(.put, "/targets", SetTargets.endpoint)
        router.call(.get, "/targets/attainment", ReadAttainment.endpoint)
    }

    static func addPeople(_ router: inout Router<Endpoint>) {
        router.call(.get, "/members", ListMembers.endpoint)
        router.call(.post, "/members", CreateMember.endpoint)
        router.call(.get, "/members/{id}", ReadMember.endpoint)
        router.call(.patch, "/members/{id}", EditMember.endpoint)
        router.call(.get, "/teams", ListTeams.endpoint)
        router.call(.post, "/teams", CreateTeam.endpoint)
        router.call(.patch, "/teams/{id}", EditTeam.endpoint)
    }
}
