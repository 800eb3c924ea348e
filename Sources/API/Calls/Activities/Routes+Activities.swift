import Web

extension Routes {
    static func addActivities(_ router: inout Router<Endpoint>) {
        router.call(.post, "/activities", PostActivities.endpoint)
    }
}
