import Web

extension Routes {
    static func addRules(_ router: inout Router<Endpoint>) {
        router.call(.get, "/rules", ReadRules.endpoint)
        router.call(.get, "/rules/files", ReadRuleFiles.endpoint)
        router.call(.post, "/rules/check", CheckRules.endpoint)
        router.call(.post, "/rules/backtest", BacktestRules.endpoint)
        router.call(.post, "/rules/publish", PublishRules.endpoint)
        router.call(.post, "/rules/rejudge", RejudgeRules.endpoint)
        router.call(.get, "/rules/rejudge", ReadRejudging.endpoint)
        router.call(.get, "/rules/waiting", ListWaiting.endpoint)
        router.call(.get, "/rules/versions", ListRuleVersions.endpoint)
    }
}
