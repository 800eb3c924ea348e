import Web

extension Routes {
    static func addSession(_ router: inout Router<Endpoint>) {
        router.call(.get, "/session", ReadSession.endpoint)
        router.call(.post, "/session", SignIn.endpoint)
        router.call(.delete, "/session", SignOut.endpoint)
        router.call(.patch, "/session", ChangeLanguage.endpoint)
        router.call(.post, "/session/password", ChangePassword.endpoint)
        router.call(.post, "/setup", SetUp.endpoint)
        router.call(.post, "/setup/check", SetUp.check)
    }
}
