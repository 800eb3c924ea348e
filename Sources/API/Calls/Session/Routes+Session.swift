import Web

/// Signing in and out, accounts, tokens.
extension Routes {
    static func addSession(_ router: inout Router<Endpoint>) {
        router.call(.get, "/session", ReadSession.endpoint)
        router.call(.post, "/session", SignIn.endpoint)
        router.call(.delete, "/session", SignOut.endpoint)
        router.call(.patch, "/session", ChangeLanguage.endpoint)
        router.call(.post, "/session/password", ChangePassword.endpoint)
        router.call(.get, "/sessions", ListSessions.ofCaller)
        router.call(.delete, "/sessions", EndSessions.othersOfCaller)
        router.call(.delete, "/sessions/{id}", EndSessions.oneOfCaller)
        router.call(.get, "/users/{name}/sessions", ListSessions.ofUser)
        router.call(.delete, "/users/{name}/sessions", EndSessions.allOfUser)
        router.call(.delete, "/users/{name}/sessions/{id}", EndSessions.oneOfUser)
        router.call(.post, "/setup", SetUp.endpoint)
        router.call(.post, "/setup/check", CheckSetUp.endpoint)
        router.call(.get, "/users", ListUsers.endpoint)
        router.call(.post, "/users", CreateUser.endpoint)
        router.call(.post, "/users/{name}/reset", ResetUser.endpoint)
        router.call(.patch, "/users/{name}", ChangeUser.endpoint)
        router.call(.get, "/tokens", ListTokens.endpoint)
        router.call(.post, "/tokens", CreateToken.endpoint)
        router.call(.delete, "/tokens", RevokeTokens.endpoint)
        router.call(.delete, "/tokens/{id}", RevokeToken.endpoint)
    }
}
