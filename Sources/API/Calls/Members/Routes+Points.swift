import Web

extension Routes {
    static func addPoints(_ router: inout Router<Endpoint>) {
        router.call(.get, "/members/{id}/balance", ReadBalance.endpoint)
        router.call(.get, "/members/{id}/statement", ReadStatement.endpoint)
    }
}
