/// Every kind of command, listed once: for whoever reads commands back, or lists their kinds.
package enum CommandRegistry {
    package static let all: [any Command.Type] = [
        RecordActivity.self, Redeem.self, DecideRequest.self, Fulfil.self, Cancel.self, Adjust.self, AskQuestion.self, AnswerQuestion.self,
        StepQuestion.self, DismissInsight.self, PutMember.self, ChangeMember.self, ForgetMember.self, PutTeam.self,
        PutCustomer.self, ChangeCustomer.self, MergeCustomers.self, SetCustomerClass.self, PutTier.self, DeleteTier.self, PutReward.self, ArchiveReward.self,
        SetLeave.self, SetDeputy.self, SetPicture.self, SetWish.self, SetTarget.self, WithdrawBadge.self, GiveKudos.self, ClapKudos.self, HideKudos.self, SetPreferences.self, ReadNotices.self,
        Appraise.self, Proposal.self, Publish.self, Announce.self, CountActivities.self, EndCampaign.self, ExtendCampaign.self,
        PutWebhook.self, DeleteWebhook.self, DisableWebhook.self, PutRuleDraft.self, DeleteRuleDraft.self, DueStep.self,
    ]

    private static let byName = Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0) })

    /// Nil: no command has this name.
    package static func type(named name: String) -> (any Command.Type)? { byName[name] }

    /// The names of the commands that put something in force beside facts.
    package static let configuring = all.filter { $0.configures }.map { $0.name }

    /// The names of the commands that put files in force.
    package static let publishing = all.filter { $0 is any PublishingCommand.Type }.map { $0.name }

    /// The names of a group's commands.
    package static func names(in group: AuditGroup) -> [String] { all.filter { $0.group == group }.map { $0.name } }

    /// Commands that an audit trail shows only when they are asked for: activities, which have pages of their own, and steps of something larger.
    package static let unlisted = all.filter { ($0.group ?? .activity) == .activity }.map { $0.name }
}
