import Web

/// All calls of the API, by what they are about. Each says by itself where it stands.
enum Routes {
    static let base = "/api/v1"

    static let all: [Endpoint] = session + accounts + activities + people + customers + boards + programme + campaigns + rules + appraisals + management + requests + reports + webhooks + hooks + operations + provisioning

    static func router() -> Router<Endpoint> {
        var router = Router<Endpoint>()
        for endpoint in all { router.add(endpoint.method, endpoint.path.pattern, endpoint) }
        return router
    }

    private static let session = [
        ReadSessionCall.endpoint, SignInCall.endpoint, SignOutCall.endpoint, ChangeLanguageCall.endpoint, ChangePasswordCall.endpoint,
        ListSessionsCall.ofCaller, EndSessionsCall.othersOfCaller, EndSessionsCall.oneOfCaller, SetUpCall.endpoint, CheckSetUpCall.endpoint,
        ForeignSignInCalls.begin, ForeignSignInCalls.finish, ForeignSignInCalls.logout, SecondFactorCalls.read, SecondFactorCalls.begin, SecondFactorCalls.confirm,
        SecondFactorCalls.renew, SecondFactorCalls.end,
    ]

    private static let accounts = [
        ListUsersCall.endpoint, CreateUserCall.endpoint, ResetUserCall.endpoint, ChangeUserCall.endpoint, ListSessionsCall.ofUser,
        EndSessionsCall.allOfUser, EndSessionsCall.oneOfUser, ListTokensCall.endpoint, CreateTokenCall.endpoint, RevokeTokenCall.all,
        RevokeTokenCall.one, SecondFactorCalls.reset, SignInSettingsCalls.read, SignInSettingsCalls.put, SignInSettingsCalls.check,
    ]

    private static let activities = [
        RecordActivitiesCall.endpoint, ListActivitiesCall.endpoint, ReadActivityCall.endpoint, PreviewActivityCall.endpoint, ListPreviewsCall.endpoint,
        ListManualCall.endpoint,
    ]

    private static let people = [
        ListMembersCall.endpoint, PutMemberCall.endpoint, ReadMemberCall.endpoint, ChangeMemberCall.endpoint, ReadBalanceCall.endpoint,
        ReadStatementCall.endpoint, ExportMemberCall.endpoint, ForgetMemberCall.endpoint, ListTeamsCall.endpoint, PutTeamCall.new, PutTeamCall.change,
    ]

    private static let programme = [
        ReadBadgesCall.endpoint, WithdrawBadgeCall.endpoint, SetLeaveCall.endpoint, SetDeputyCall.endpoint, AddPictureCall.endpoint, ReadPictureCall.endpoint, ReadLogoCall.endpoint, SetPictureCall.endpoint,
        SetWishCall.endpoint, ListKudosCall.endpoint, GiveKudosCall.endpoint, AnswerKudosCall.clap,
        AnswerKudosCall.hide, ListNoticesCall.endpoint, ReadNoticesCall.endpoint, PreferencesCalls.read, PreferencesCalls.change,
        RequestScreenCall.endpoint, ConfirmScreenCall.endpoint, ListScreensCall.endpoint, ReadScreenCall.endpoint, RevokeScreenCall.endpoint,
    ]

    private static let customers = [
        ListCustomersCall.endpoint, PutCustomerCall.new, ReadCustomerCall.endpoint, PutCustomerCall.change, ReadCustomerCall.activities,
        MergeCustomersCall.endpoint, SetCustomerClassCall.endpoint,
    ]

    private static let boards = [ListBoardsCall.endpoint, ReadBoardCall.endpoint, ListCelebrationsCall.endpoint, ListHonoursCall.endpoint]

    private static let campaigns = [
        ListCampaignsCall.endpoint, ReadCampaignCall.endpoint, PutCampaignCall.endpoint, AmendCampaignCall.end, AmendCampaignCall.extend, TryCampaignCall.endpoint,
    ]

    private static let rules = [
        ReadRulesCall.endpoint, ReadRuleFilesCall.endpoint, CheckRulesCall.endpoint, BacktestRulesCall.endpoint, PublishRulesCall.endpoint,
        RejudgeRulesCall.endpoint, ReadRejudgingCall.endpoint, ListProposalsCall.endpoint, ListRuleVersionsCall.endpoint, EditRuleFileCall.endpoint,
        RuleDraftCalls.list, RuleDraftCalls.new, RuleDraftCalls.read, RuleDraftCalls.change, RuleDraftCalls.delete,
    ]

    private static let appraisals = [ListAppraisalsCall.endpoint, ListGradesCall.endpoint, ReadAppraisalCall.endpoint] + TakeAppraisalStepCall.all

    private static let management = [
        ListTiersCall.endpoint, PutTierCall.new, PreviewTiersCall.endpoint, PutTierCall.change, DeleteTierCall.endpoint, ListRewardsCall.endpoint,
        PutRewardCall.new, PutRewardCall.change, ArchiveRewardCall.endpoint, ListTargetsCall.endpoint, SetTargetsCall.endpoint, ReadAttainmentCall.endpoint, SplitTargetCall.endpoint,
    ]

    private static let requests = [
        ListRedemptionsCall.endpoint, ReadAnswersCall.endpoint, RedeemCall.endpoint, CloseRedemptionCall.cancel, CloseRedemptionCall.fulfil, ListApprovalsCall.endpoint,
        DecideRequestCall.endpoint, AdjustCall.endpoint, ReadAuthorityCall.endpoint, RecogniseCall.endpoint, AskQuestionCall.endpoint, ListQuestionsCall.endpoint, ListQuestionsCall.one,
        AnswerQuestionCall.answer, AnswerQuestionCall.reopen, AnswerQuestionCall.close, AnswerQuestionCall.pass,
    ]

    private static let reports = [
        ReadInsightsCall.endpoint, DismissInsightCall.endpoint,
        ReportAbuseCall.read, ReportAbuseCall.submit, ReportAbuseCall.lookUp, AuditReportsCall.key, AuditReportsCall.open, AuditReportsCall.answer,
        ReadReportCall.endpoint, ReadAuditCall.endpoint, CheckSealsCall.endpoint, ReadExportCall.endpoint, ListImportMapsCall.endpoint, ImportRowsCall.endpoint,
        LookAtFileCall.endpoint, KeepImportMapCall.endpoint, KeepImportMapCall.drop,
    ]

    private static let webhooks = [
        ListWebhooksCall.endpoint, PutWebhookCall.new, ListWebhooksCall.one, PutWebhookCall.change, DeleteWebhookCall.endpoint, RotateSecretCall.endpoint,
        SendAgainCall.test, SendAgainCall.one, SendAgainCall.all, ListAttemptsCall.endpoint,
        UnsubscribeCall.ask, UnsubscribeCall.end,
    ]

    /// For identity providers (SCIM 2.0); outside of `/api/v1`.
    private static let provisioning = ScimUserCalls.all + ScimGroupCalls.all + ScimDiscoveryCalls.all

    private static let hooks = [
        ListHooksCall.endpoint, PutHookCall.new, ListHooksCall.one, PutHookCall.change, DeleteHookCall.endpoint, HookKey.rotate, ReceiveHookCall.endpoint,
        HookReceiptCalls.list, HookReceiptCalls.replay, HookReceiptCalls.replayAll, HookReceiptCalls.drop, HookReceiptCalls.attempt,
    ]

    /// For whoever runs the server, and the description of all.
    private static let operations = [
        HealthCall.alive, HealthCall.ready, MetricsCall.endpoint, ReadDescriptionCall.endpoint, AcceptClockCall.endpoint,
        ReadSystemCall.endpoint, MakeBackupCall.endpoint, ReadBackupCall.endpoint, BeginRestoreCall.endpoint, AddToRestoreCall.endpoint,
        CheckRestoreCall.endpoint, ApplyRestoreCall.endpoint,
    ]
}
