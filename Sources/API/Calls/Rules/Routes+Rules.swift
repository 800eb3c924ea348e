import Web

extension Routes {
    static func addRules(_ router: inout Router<Endpoint>) {
        router.call(.get, "/rules", ReadRules.endpoint)
    }
}
